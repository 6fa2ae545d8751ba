import { expect } from 'chai';
import { keys } from '@suyuan/domain';
import {
  certificate,
  dispensing,
  explanting,
  implanting,
  installing,
  packing,
  receiving,
  removing,
  sampling,
  shipping,
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
