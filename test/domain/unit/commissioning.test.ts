import { expect } from 'chai';
import { gs1CheckDigit, keys, type JsonObject } from '@suyuan/domain';
import { certificate, commissioning, sampling, scrapping, shipping, unitCommissioning } from '@suyuan/client';
import { sets, unit, UnitWorld } from '../../support/unit-world.js';
import { GTIN } from '../../support/world.js';

describe('units', () => {
  let units: UnitWorld;
  let made: string;

  beforeEach(() => {
    units = new UnitWorld();
    made = units.commission(['A01', 'A02', 'A03', 'A05']);
  });

  describe('commissioning', () => {
    it('makes a batch of them, and one set', () => {
      const { world } = units;
      expect(world.record(keys.lot(`01/${GTIN}/10/B1`))).to.include({ units: true, maker: units.maker.id, uom: 'H87' });
      expect(world.record(keys.unitSet(made, 0))?.serials).to.deep.equal({
        runs: [
          ['A', '01', '03'],
          ['A', '05', '05'],
        ],
      });
      expect(world.record(keys.batch(`01/${GTIN}/10/B1`))).to.include({ count: 4, sets: 1 });
    });

    it('takes more units of the batch, if they are said to be the same', () => {
      units.commission(['A04']);
      expect(units.world.record(keys.batch(`01/${GTIN}/10/B1`))).to.include({ count: 5, sets: 2 });
      expect(units.world.record(keys.serials(`01/${GTIN}`))?.runs).to.deep.equal([['A', '01', '05']]);
      const { ilmd } = units.birth(['A06'], 'B1');
      const other = { ...(ilmd as JsonObject), 'cbvmda:itemExpirationDate': '2029-01-01' };
      expect(units.codes(units.maker, [units.birth(['A06'], 'B1', { ilmd: other })])).to.deep.equal(['LOT_EXISTS']);
    });

    it('is asked for by the piece: a quantity of pieces is no way round the codes', () => {
      const lot = { lot: `01/${GTIN}/10/Q1`, quantity: '100', category: 'drug', product: { zh: '阿莫西林胶囊' } };
      const ilmd = { 'cbvmda:itemExpirationDate': '2028-11-01' };
      const bulk = (uom: string) => commissioning({ at: units.now, ...lot, uom, ilmd });
      expect(units.codes(units.maker, [bulk('H87')])).to.deep.equal(['UNITS_REQUIRED']);
      expect(units.codes(units.maker, [bulk('KGM')])).to.deep.equal([]);
    });

    it('refuses a serial that there is, in a range or a list, in this or another batch', () => {
      const list = Array.from({ length: 40 }, (_, i) => `Z${i * 7}X`);
      units.commission(list, 'B2');
      for (const serials of [['A02'], ['A04', 'A05', 'A06'], ['Z7X'], [...list.slice(1, 30), 'Z1X']]) {
        expect(units.codes(units.maker, [units.birth(serials, 'B3')]), serials.join()).to.deep.equal(['UNIT_EXISTS']);
      }
      const across = [...Array.from({ length: 30 }, (_, i) => `A${i * 3 + 10}X`), 'A01'];
      expect(units.codes(units.maker, [units.birth(across, 'B3')])).to.deep.equal(['UNIT_EXISTS']);
      const twice = [units.birth(['C1'], 'B3'), units.birth(['C1'], 'B3')];
      expect(units.codes(units.maker, twice)).to.deep.equal(['UNIT_EXISTS']);
    });

    it('is for whoever has the prefix; of units of one product, and of units alone', () => {
      expect(units.codes(units.world.rival, [units.birth(['C1'], 'B9')])).to.deep.equal(['PREFIX_NOT_OWNED']);
      const { quantityList } = units.world.birth(`01/${GTIN}/10/B9`, '1', 'B9');
      expect(
        units.codes(units.maker, [units.birth(['C1'], 'B9', { quantityList: quantityList ?? null })]),
      ).to.deep.equal(['UNITS_APART']);
      const epcList = [`https://id.gs1.org/${unit('C1')}`, 'urn:suyuan:code:drug-trace-code:81234567890123456789'];
      expect(units.codes(units.maker, [units.birth(['C1'], 'B9', { epcList })])).to.deep.equal(['PRODUCT_MIXED']);
    });

    it('takes national codes, whose product is whoever’s first commissioned it', () => {
      const event = (serial: string): JsonObject =>
        unitCommissioning({
          ...{ at: units.now, category: 'drug', product: { zh: '阿莫西林胶囊' } },
          units: [`code/drug-trace-code/8123456${serial}`],
          batchLot: `01/${GTIN}/10/N1`,
          ilmd: { 'cbvmda:itemExpirationDate': '2028-11-01' },
        });
      expect(units.codes(units.maker, [event('7890123456789')])).to.deep.equal([]);
      expect(units.codes(units.maker, [event('7890123456789')])).to.deep.equal(['UNIT_EXISTS']);
      const theirs = event('0000000000001');
      const ilmd = {
        ...(theirs['ilmd'] as JsonObject),
        'suyuan:batch': `https://id.gs1.org/01/0690987654321${gs1CheckDigit('0690987654321')}/10/N1`,
      };
      expect(units.codes(units.world.rival, [{ ...theirs, ilmd }])).to.deep.equal(['PREFIX_NOT_OWNED']);
    });

    it('takes a single thing without a batch as a batch of its own', () => {
      const event = unitCommissioning({
        ...{ at: units.now, category: 'drug', product: { zh: '设备' }, units: ['8004/6901234LIFT1'] },
        ilmd: { 'cbvmda:itemExpirationDate': '2028-11-01' },
      });
      const id = units.must(units.maker, [event]);
      expect(units.world.record(keys.lot('8004/6901234LIFT1'))).to.include({ units: true, quantity: '1' });
      const paper = {
        type: 'inspection',
        number: 'J9',
        category: 'drug',
        issued: '2026-11-19',
        result: 'fail',
      } as const;
      const failing = (lots: readonly string[]): object => certificate({ ...paper, lots });
      const { laboratory } = units.world;
      const codes = units.world.codes(units.world.document(laboratory, 'certificate', [failing([unit('A01')])]));
      expect(codes, 'of a unit of a batch the batch is named').to.deep.equal(['LOT_UNKNOWN']);
      const goods = ['8004/6901234LIFT1'];
      const official = { at: units.now, from: units.maker.id, to: laboratory.id, units: goods };
      units.must(units.world.regulator, [sampling(official)], sets(id));
      units.world.must(laboratory, 'certificate', [failing(goods)]);
      const ship = shipping({ at: units.now, from: units.maker.id, to: units.shop.id, goods });
      expect(units.codes(units.maker, [ship], sets(id))).to.include('CERTIFICATE_FAILED');
      const scrap = scrapping({ at: units.now, units: ['8004/6901234LIFT1'] });
      expect(units.codes(units.maker, [scrap], sets(id))).to.deep.equal([]);
    });
  });
});
