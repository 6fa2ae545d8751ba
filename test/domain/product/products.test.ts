import { expect } from 'chai';
import { product, productChange, productDelegation } from '@suyuan/client';
import { keys, type CategoryPack } from '@suyuan/domain';
import { creditCode, Firm } from '../../support/firm.js';
import { Depot } from '../../support/depot.js';
import { GTIN, PACK, type World } from '../../support/world.js';

const number = { name: 'suyuan:approval', names: { zh: '登记证号' }, disclosure: 'public' as const };
/** Only registered products, by a number of the pesticide register. */
const REGISTERED: CategoryPack = {
  ...PACK,
  version: '1.1.0',
  registeredProducts: { approval: 'suyuan:approval' },
  steps: {
    ...PACK.steps,
    commissioning: {
      roles: ['producer'],
      fields: [{ ...number, form: { is: 'identifier', scheme: 'pesticide-registration' } }],
      certificates: [{ type: 'compliance', issuer: 'maker' }],
    },
  },
};

describe('products', () => {
  const entry = (more: object = {}): object =>
    product({ gtin: GTIN, name: { zh: '红富士' }, category: 'agri', specification: '80 mm', ...more });

  /** Codes of commissioning a lot of the product. */
  const make = (depot: Depot, firm: Firm, name: string, approval?: string): string[] => {
    const { world } = depot;
    const lot = `01/${GTIN}/10/${name}`;
    const birth = world.birth(lot, '10', name, firm);
    const ilmd = { ...(birth['ilmd'] as object), ...(approval === undefined ? {} : { 'suyuan:approval': approval }) };
    const codes = depot.codes(firm, 'certificate', world.compliance(lot, name));
    return codes.length > 0 ? codes : depot.codes(firm, 'events', { ...birth, ilmd });
  };
  const codes = (depot: Depot, firm: Firm, value: object): string[] => depot.codes(firm, 'product', value);

  describe('of a category without approvals', () => {
    let depot: Depot;
    let world: World;
    beforeEach(() => {
      depot = new Depot();
      ({ world } = depot);
    });

    it('are entered by their maker under its prefix, or by a regulator, once', () => {
      expect(codes(depot, world.rival, entry())).to.deep.equal(['PREFIX_NOT_OWNED']);
      expect(codes(depot, world.distributor, entry())).to.deep.equal(['NOT_ENTITLED']);
      expect(codes(depot, world.producer, entry({ maker: world.rival.id }))).to.deep.equal(['NOT_ENTITLED']);
      expect(codes(depot, world.regulator, entry({ maker: world.rival.id }))).to.deep.equal(['PREFIX_NOT_OWNED']);
      expect(codes(depot, world.producer, entry({ gtin: GTIN.slice(1) }))).to.deep.equal([]);
      expect(world.record(keys.product(GTIN))).to.include({ maker: world.producer.id, status: 'registered' });
      expect(codes(depot, world.regulator, entry({ maker: world.producer.id }))).to.deep.equal(['PRODUCT_EXISTS']);
    });

    it('may be made by others by their maker’s word alone, and as long as that holds', () => {
      expect(codes(depot, world.producer, productDelegation(GTIN, [world.rival.id]))).to.deep.equal([
        'PRODUCT_UNREGISTERED',
      ]);
      world.must(world.producer, 'product', [entry()]);
      expect(make(depot, world.rival, 'D1')).to.deep.equal(['PREFIX_NOT_OWNED']);
      expect(codes(depot, world.rival, productDelegation(GTIN, [world.rival.id]))).to.deep.equal(['NOT_ENTITLED']);
      const stranger = productDelegation(GTIN, [new Firm(creditCode(99)).id]);
      expect(codes(depot, world.producer, stranger)).to.deep.equal(['PARTICIPANT_UNKNOWN']);
      world.must(world.producer, 'product', [productDelegation(GTIN, [world.rival.id])]);
      expect(make(depot, world.rival, 'D2')).to.deep.equal([]);
      expect(make(depot, world.producer, 'D3')).to.deep.equal([]);
      world.must(world.producer, 'product', [productDelegation(GTIN, [])]);
      expect(make(depot, world.rival, 'D4')).to.deep.equal(['PREFIX_NOT_OWNED']);
    });

    it('that are withdrawn are made no more, until a regulator restores them', () => {
      world.must(world.producer, 'product', [entry()]);
      world.must(world.producer, 'product', [productChange('withdraw', GTIN, '停产')]);
      expect(make(depot, world.producer, 'W1')).to.deep.equal(['PRODUCT_WITHDRAWN']);
      const restore = productChange('restore', GTIN, '复产');
      expect(codes(depot, world.producer, restore)).to.deep.equal(['NOT_ENTITLED']);
      world.must(world.regulator, 'product', [restore]);
      expect(make(depot, world.producer, 'W2')).to.deep.equal([]);
      expect(codes(depot, world.rival, productChange('withdraw', GTIN, '竞争'))).to.deep.equal(['NOT_ENTITLED']);
    });
  });

  describe('of a category that takes an approval', () => {
    let depot: Depot;
    let world: World;
    beforeEach(() => {
      depot = new Depot(REGISTERED);
      ({ world } = depot);
    });
    const approved = (approval?: string): object =>
      entry({ maker: world.producer.id, ...(approval === undefined ? {} : { approval }) });

    it('are entered by a regulator alone, with a number of the scheme', () => {
      expect(codes(depot, world.producer, approved('PD20080005'))).to.deep.equal(['NOT_ENTITLED']);
      expect(codes(depot, world.regulator, approved())).to.deep.equal(['FIELD_MISSING']);
      expect(codes(depot, world.regulator, approved('XX1'))).to.deep.equal(['IDENTIFIER_INVALID']);
      expect(codes(depot, world.regulator, approved('pd20080005'))).to.deep.equal([]);
      expect(world.record(keys.product(GTIN))).to.include({ approval: 'PD20080005' });
    });

    it('come into being when they are registered, under the number that is registered', () => {
      expect(make(depot, world.producer, 'A1', 'PD20080005')).to.deep.equal(['PRODUCT_UNREGISTERED']);
      world.must(world.regulator, 'product', [approved('PD20080005')]);
      expect(make(depot, world.producer, 'A2', 'PD20080006')).to.deep.equal(['PRODUCT_DIFFERS']);
      expect(make(depot, world.producer, 'A3')).to.deep.equal(['FIELD_MISSING']);
      expect(make(depot, world.producer, 'A4', 'nonsense')).to.deep.equal(['IDENTIFIER_INVALID']);
      expect(make(depot, world.producer, 'A5', 'pd20080005')).to.deep.equal([]);
    });
  });
});
