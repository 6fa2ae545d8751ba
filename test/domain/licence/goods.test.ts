import { expect } from 'chai';
import { licence, packing, product, productChange, receiving, shipping } from '@suyuan/client';
import type { CategoryPack } from '@suyuan/domain';
import { sets, sscc, unit, UNIT_PACK, UnitWorld } from '../../support/unit-world.js';
import { GTIN } from '../../support/world.js';

const CARTON = sscc(1);

describe('licences for units and containers', () => {
  const licences = { 'drug-business': { names: { zh: '药品经营许可证' } } };
  const pack: CategoryPack = {
    ...UNIT_PACK,
    licences,
    steps: {
      ...UNIT_PACK.steps,
      shipping: {
        ...UNIT_PACK.steps.shipping,
        roles: ['producer', 'distributor', 'retailer'],
        licences: [{ type: 'drug-business', of: 'to', for: ['retailer'] }],
      },
      receiving: { roles: ['retailer'], licences: [{ type: 'drug-business', of: 'signer', for: ['retailer'] }] },
      dispensing: { roles: ['retailer'], licences: [{ type: 'drug-business', of: 'signer' }] },
    },
  };

  it('are asked for at their hand-over, however much is inside', () => {
    const units = new UnitWorld(pack);
    const { maker, shop, world } = units;
    const made = units.commission(['A01', 'A02', 'A03', 'A04']);
    units.must(maker, [packing({ at: units.now, container: CARTON, items: ['A01', 'A02'].map(unit) })], sets(made));
    const ship = (...goods: string[]): object => shipping({ at: units.now, from: maker.id, to: shop.id, goods });
    expect(units.codes(maker, [ship(CARTON)])).to.deep.equal(['LICENCE_REQUIRED']);
    expect(units.codes(maker, [ship(unit('A03'))], sets(made))).to.deep.equal(['LICENCE_REQUIRED']);
    const name = { participant: shop.id, type: 'drug-business', number: 'AA5310001' };
    const days = { from: '2026-01-01', until: '2026-11-20', authority: '市场监督管理局' };
    world.must(world.regulator, 'licence', [licence({ ...name, ...days, categories: ['drug'] })]);
    const id = units.must(maker, [ship(CARTON, unit('A03'))], sets(made));
    world.now += 86_400;
    const receive = receiving({ at: units.now, shipment: `${id}#0`, goods: [CARTON] });
    expect(units.codes(shop, [receive])).to.deep.equal(['LICENCE_EXPIRED']);
  });
});

describe('registered products, piece by piece', () => {
  const approval = { name: 'suyuan:approval', names: { zh: '批准文号' }, disclosure: 'public' as const };
  const { commissioning } = UNIT_PACK.steps;
  const pack: CategoryPack = {
    ...UNIT_PACK,
    registeredProducts: { approval: 'suyuan:approval' },
    steps: {
      ...UNIT_PACK.steps,
      commissioning: {
        roles: ['producer'],
        fields: [
          ...(commissioning?.fields ?? []),
          { ...approval, form: { is: 'identifier', scheme: 'drug-approval' } },
        ],
      },
    },
  };

  it('are commissioned once they stand in the register, and under its number', () => {
    const units = new UnitWorld(pack);
    const { maker, world } = units;
    units.release('B1');
    const make = (serial: string, number: string): string[] => {
      const event = units.birth([serial], 'B1');
      const ilmd = { ...(event['ilmd'] as object), 'suyuan:approval': number };
      return units.codes(maker, [{ ...event, ilmd }]);
    };
    expect(make('A1', '国药准字H20040001')).to.deep.equal(['PRODUCT_UNREGISTERED']);
    const entry = { gtin: GTIN, name: { zh: '阿莫西林胶囊' }, category: 'drug', maker: maker.id };
    world.must(world.regulator, 'product', [product({ ...entry, approval: '国药准字H20040001' })]);
    expect(make('A2', '国药准字H20040002')).to.include('PRODUCT_DIFFERS');
    expect(make('A3', '国药准字H20040001')).to.deep.equal([]);
    world.must(world.regulator, 'product', [productChange('withdraw', GTIN, '注销')]);
    expect(make('A4', '国药准字H20040001')).to.include('PRODUCT_WITHDRAWN');
  });
});
