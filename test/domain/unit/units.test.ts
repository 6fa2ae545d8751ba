import { expect } from 'chai';
import { gs1CheckDigit, keys, type JsonObject } from '@suyuan/domain';
import {
  certificate,
  commissioning,
  dispensing,
  explanting,
  implanting,
  installing,
  packing,
  receiving,
  removing,
  sampling,
  scrapping,
  shipping,
  unitCommissioning,
  unpacking,
} from '@suyuan/client';
import { pages, sets, sscc, unit, UnitWorld } from '../../support/unit-world.js';
import { GTIN } from '../../support/world.js';

describe('units', () => {
  let units: UnitWorld;
  let made: string;

  beforeEach(() => {
    units = new UnitWorld();
    made = units.commission(['A01', 'A02', 'A03', 'A05']);
  });

  /** A unit that the shop has, straight from the maker. */
  const atShop = (serial: string): void => {
    const { maker, shop } = units;
    const ship = shipping({ at: units.now, from: maker.id, to: shop.id, goods: [unit(serial)] });
    const id = units.must(maker, [ship], sets(made));
    units.must(shop, [receiving({ at: units.now, shipment: `${id}#0`, goods: [unit(serial)] })]);
  };

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

  describe('by themselves', () => {
    it('are found by the witness, whose word counts for nothing', () => {
      const ship = shipping({ at: units.now, from: units.maker.id, to: units.shop.id, goods: [unit('A01')] });
      expect(units.codes(units.maker, [ship])).to.deep.equal(['UNIT_UNKNOWN']);
      expect(units.codes(units.maker, [ship], pages(made))).to.deep.equal(['UNIT_UNKNOWN']);
      expect(units.codes(units.maker, [ship], sets(made))).to.deep.equal([]);
      const none = shipping({ at: units.now, from: units.maker.id, to: units.shop.id, goods: [unit('A04')] });
      expect(units.codes(units.maker, [none], sets(made))).to.deep.equal(['UNIT_UNKNOWN']);
      const stolen = shipping({ at: units.now, from: units.dealer.id, to: units.shop.id, goods: [unit('A02')] });
      expect(units.codes(units.dealer, [stolen], sets(made))).to.deep.equal(['NOT_HOLDER']);
    });

    it('are not moved as a quantity of their batch', () => {
      const lines = [{ lot: `01/${GTIN}/10/B1`, quantity: '1', uom: 'H87' }];
      const ship = shipping({ at: units.now, from: units.maker.id, to: units.shop.id, lines });
      expect(units.codes(units.maker, [ship])).to.deep.equal(['NOT_HOLDER']);
    });

    it('are dispensed once: the second time says when, and by which document', () => {
      atShop('A01');
      const id = units.must(units.shop, [dispensing({ at: units.now, units: [unit('A01')] })]);
      const again = units.world.document(units.shop, 'events', [dispensing({ at: units.now, units: [unit('A01')] })]);
      const [error] = units.capture(again);
      expect(error).to.deep.include({ code: 'UNIT_DISPENSED' });
      expect(error?.facts).to.deep.include({ unit: unit('A01'), document: id, index: 0 });
      const back = shipping({ at: units.now, from: units.shop.id, to: units.dealer.id, goods: [unit('A01')] });
      expect(units.codes(units.shop, [back])).to.deep.equal(['UNIT_DISPENSED']);
    });

    it('are dispensed once in a race: both found one key absent and wrote it, so that only one is valid', () => {
      atShop('A01');
      const { world, shop, maker } = units;
      const packed = units.must(
        maker,
        [packing({ at: units.now, container: sscc(1), items: [unit('A02')] })],
        sets(made),
      );
      const id = units.must(maker, [shipping({ at: units.now, from: maker.id, to: shop.id, goods: [sscc(1)] })]);
      units.must(shop, [receiving({ at: units.now, shipment: `${id}#0`, goods: [sscc(1)] })]);
      units.must(shop, [unpacking({ at: units.now, container: sscc(1) })]);
      const before = new Map(world.state);
      const key = keys.unit(unit('A02'));
      for (let i = 0; i < 2; i++) {
        world.state.clear();
        for (const [each, json] of before) world.state.set(each, json);
        expect(world.state.has(key)).to.equal(false);
        units.must(shop, [dispensing({ at: units.now, units: [unit('A02')] })], pages(packed));
        expect(units.cost.reads.has(key) && units.cost.writes.includes(key)).to.equal(true);
      }
      // The loser is judged again, after the winner.
      const late = [dispensing({ at: units.now, units: [unit('A02')] })];
      expect(units.codes(shop, late, pages(packed))).to.deep.equal(['UNIT_DISPENSED']);
    });

    it('are judged by their batch: its expiry, its release, its failed test, and by roles', () => {
      const { world, maker, shop } = units;
      const send = (serial: string): string[] =>
        units.codes(
          maker,
          [shipping({ at: units.now, from: maker.id, to: shop.id, goods: [unit(serial)] })],
          sets(made),
        );
      expect(units.codes(maker, [dispensing({ at: units.now, units: [unit('A01')] })], sets(made))).to.deep.equal([
        'NOT_ENTITLED',
      ]);
      const failed = [
        certificate({
          ...{ type: 'inspection', number: 'J1', category: 'drug', lots: [`01/${GTIN}/10/B1`], issued: '2026-11-19' },
          result: 'fail',
        }),
      ];
      expect(world.codes(world.document(world.laboratory, 'certificate', failed))).to.deep.equal(['NOT_SAMPLED']);
      const sample = { at: units.now, from: maker.id, to: world.laboratory.id, units: [unit('A02')] };
      expect(units.codes(maker, [sampling(sample)], sets(made))).to.deep.equal([]);
      expect(units.codes(maker, [sampling({ ...sample, lines: [] })], sets(made))).to.deep.equal(['UNIT_ENDED']);
      world.must(world.laboratory, 'certificate', failed);
      expect(send('A01')).to.deep.equal(['CERTIFICATE_FAILED']);
      world.must(world.laboratory, 'certificate', [{ action: 'revoke', number: 'J1', reason: '误判' }]);
      world.must(maker, 'certificate', [{ action: 'revoke', number: 'B1', reason: '误放' }]);
      expect(send('A01')).to.deep.equal(['CERTIFICATE_REVOKED']);
    });

    it('are not shipped after the batch’s expiry', () => {
      units.world.now = Date.UTC(2028, 10, 5) / 1000;
      const ship = shipping({ at: units.now, from: units.maker.id, to: units.shop.id, goods: [unit('A01')] });
      const signed = units.world.document(units.maker, 'events', [ship]);
      expect(units.capture(signed, sets(made)).map(({ code }) => code)).to.deep.equal(['GOODS_EXPIRED']);
    });
  });

  describe('attached', () => {
    const vin = 'code/vin/1M8GDM9AXKP042788';

    it('to a vehicle go nowhere until they are removed, from that vehicle', () => {
      atShop('A01');
      const { shop } = units;
      const part = { at: units.now, units: [unit('A01')] };
      units.must(shop, [installing({ ...part, parent: vin })]);
      expect(units.codes(shop, [dispensing(part)])).to.deep.equal(['UNIT_ATTACHED']);
      expect(units.codes(shop, [removing({ ...part, parent: 'code/vin/11111111111111111' })])).to.deep.equal([
        'NOT_ATTACHED',
      ]);
      const use = { ...dispensing(part), bizStep: 'urn:suyuan:bizstep:using' };
      expect(units.codes(shop, [use]), 'where it is, it is used').to.deep.equal([]);
      units.must(shop, [removing({ ...part, parent: vin })]);
      expect(units.world.record(keys.unit(unit('A01')))?.standing.state).to.equal('removed');
      units.must(shop, [installing({ ...part, parent: vin })]);
    });

    it('to anything are no sample', () => {
      atShop('A01');
      const { shop, world } = units;
      units.must(shop, [installing({ at: units.now, units: [unit('A01')], parent: vin })]);
      const sample = sampling({ at: units.now, from: shop.id, to: world.laboratory.id, units: [unit('A01')] });
      expect(units.codes(shop, [sample])).to.deep.equal(['UNIT_ATTACHED']);
    });

    it('to somebody by a salted commitment, and by nothing else that looks like a person', () => {
      atShop('A01');
      const { shop } = units;
      const parent = 'q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeJA';
      const event = implanting({ at: units.now, units: [unit('A01')], parent });
      for (const wrong of [
        { ...event, parentID: 'urn:suyuan:patient:zhang-san' },
        { ...event, parentID: 'urn:uuid:0190f3c2-0000-7000-8000-000000000001' },
        { ...event, 'suyuan:patient': 'zhang-san' },
      ]) {
        expect(units.codes(shop, [wrong])).to.deep.equal(['PATIENT_COMMITMENT']);
      }
      expect(units.codes(shop, [event])).to.deep.equal([]);
      expect(units.codes(shop, [explanting({ at: units.now, units: [unit('A01')], parent })])).to.deep.equal([]);
    });
  });

  it('that nobody has rules for is refused by name', () => {
    const inspect = { ...dispensing({ at: units.now, units: [unit('A01')] }), bizStep: 'inspecting' };
    const destroy = { ...inspect, action: 'DELETE', bizStep: 'destroying' };
    expect(units.codes(units.maker, [inspect], sets(made))).to.deep.equal(['STEP_UNSUPPORTED']);
    expect(units.codes(units.maker, [destroy], sets(made))).to.deep.equal(['STEP_UNSUPPORTED']);
    const lines = [{ lot: `01/${GTIN}/10/B1`, quantity: '1', uom: 'H87' }];
    const { epcList: _, ...sale } = dispensing({ at: units.now, units: [] });
    const { quantityList = null } = shipping({ at: units.now, from: units.maker.id, to: units.shop.id, lines });
    expect(units.codes(units.shop, [{ ...sale, quantityList }])).to.deep.equal(['NOT_HOLDER']);
  });

  it('that were packed are reached through the page that lists them', () => {
    const { maker } = units;
    const packed = units.must(
      maker,
      [packing({ at: units.now, container: sscc(1), items: [unit('A01')] })],
      sets(made),
    );
    const out = unpacking({ at: units.now, container: sscc(1), items: [unit('A01')] });
    expect(units.codes(maker, [out])).to.deep.equal(['UNIT_UNKNOWN']);
    expect(units.codes(maker, [out], pages(packed))).to.deep.equal([]);
  });
});
