import { createHash } from 'node:crypto';
import { expect } from 'chai';
import { keys, type JsonObject } from '@suyuan/domain';
import { dispensing, packing, receiving, shipping } from '@suyuan/client';
import type { Firm } from '../../support/firm.js';
import { pages, sets, sscc, unit, UnitWorld } from '../../support/unit-world.js';

/** Serials that lie nowhere near each other, the same at each run. */
const random = (count: number, seed: string): string[] =>
  Array.from({ length: count }, (_, i) =>
    createHash('sha256').update(`${seed}${i}`).digest('hex').slice(0, 14).toUpperCase(),
  );
const range = (count: number, from = 1): string[] =>
  Array.from({ length: count }, (_, i) => String(from + i).padStart(8, '0'));

/** What every document of an event costs, whatever it is about. */
const isOwn = (key: string): boolean =>
  ['ledger', 'participant/', 'key/', 'event/', 'category/', 'stops/', 'shipment/', 'certificate/', 'prefix/'].some(
    (start) => key.startsWith(start),
  );

describe('what units and containers cost, in keys', () => {
  for (const [name, serials] of [
    ['in one range', range(1000)],
    ['with random serials', random(1000, 'a')],
  ] as const) {
    it(`commissions and packs 1,000 units ${name} in one document with at most 50 writes`, () => {
      const units = new UnitWorld();
      units.release('B1');
      const cartons = Array.from({ length: 10 }, (_, i) => sscc(i + 1));
      const events: object[] = [units.birth(serials, 'B1')];
      cartons.forEach((container, i) => {
        const items = serials.slice(i * 100, i * 100 + 100).map(unit);
        events.push(packing({ at: units.now, container, items }));
      });
      events.push(packing({ at: units.now, container: sscc(99), items: cartons }));
      units.must(units.maker, events);
      expect(units.cost.writes).to.have.length.at.most(50);
      expect(units.cost.rounds).to.have.length.at.most(3);
      expect(units.container(sscc(99))?.lots[0]?.quantity).to.equal('1000');
    }).timeout(20_000);
  }

  it('hands over a pallet of 10,000 units as it does one unit', () => {
    const units = new UnitWorld();
    const made = new Map<string, string>();
    for (let i = 0; i < 10; i++) made.set(`${i}`, units.commission(range(1000, i * 1000 + 1)));
    const cartons: string[] = [];
    for (let i = 0; i < 10; i++) {
      const container = sscc(i + 1);
      cartons.push(container);
      const items = range(1000, i * 1000 + 1).map(unit);
      units.must(units.maker, [packing({ at: units.now, container, items })], sets(made.get(`${i}`) ?? ''));
    }
    units.must(units.maker, [packing({ at: units.now, container: sscc(50), items: cartons })]);
    const single = units.commission(['X1', 'X2']);
    units.must(units.maker, [packing({ at: units.now, container: sscc(51), items: [unit('X2')] })], sets(single));

    const handOver = (goods: string, witness = {}): number[] => {
      const { maker, dealer } = units;
      const ship = shipping({ at: units.now, from: maker.id, to: dealer.id, goods: [goods] });
      const id = units.must(maker, [ship], witness);
      expect(units.cost.rounds).to.have.length.at.most(3);
      const shipped = [units.cost.reads.size, units.cost.writes.length];
      units.must(dealer, [receiving({ at: units.now, shipment: `${id}#0`, goods: [goods] })]);
      return [...shipped, units.cost.reads.size, units.cost.writes.length];
    };
    const pallet = handOver(sscc(50));
    expect(pallet).to.deep.equal(handOver(sscc(51)));
    const [reads = 0, writes = 0] = handOver(unit('X1'), sets(single));
    expect(pallet[0]).to.be.at.most(reads);
    expect(pallet[1]).to.be.at.most(writes);
  }).timeout(30_000);

  it('takes at most 6 reads and 3 writes for a unit’s first own event', () => {
    const units = new UnitWorld();
    const own = (firm: Firm, event: JsonObject, witness: object): readonly [string[], string[]] => {
      units.must(firm, [event], witness);
      expect(units.cost.rounds).to.have.length.at.most(3);
      return [[...units.cost.reads].filter((key) => !isOwn(key)), units.cost.writes.filter((key) => !isOwn(key))];
    };
    const made = units.commission(random(1000, 'b'));
    const [first = '', second = '', third = ''] = random(1000, 'b');
    const { maker, dealer, shop } = units;
    const ship = shipping({ at: units.now, from: maker.id, to: dealer.id, goods: [unit(first)] });
    const [reads, writes] = own(maker, ship, sets(made));
    expect(reads).to.have.length.at.most(6);
    expect(writes).to.have.members([keys.unit(unit(first)), `taken/${made}/0`]);

    const packed = units.must(
      maker,
      [packing({ at: units.now, container: sscc(1), items: [unit(second), unit(third)] })],
      sets(made),
    );
    const sent = units.must(maker, [shipping({ at: units.now, from: maker.id, to: shop.id, goods: [sscc(1)] })]);
    units.must(shop, [receiving({ at: units.now, shipment: `${sent}#0`, goods: [sscc(1)] })]);
    units.must(shop, [{ ...packing({ at: units.now, container: sscc(1) }), action: 'DELETE', bizStep: 'unpacking' }]);
    // The first that is done to what came out of a carton is told to it; the next is not.
    for (const [serial, told] of [
      [second, [keys.container(sscc(1))]],
      [third, []],
    ] as const) {
      const [seen, written] = own(shop, dispensing({ at: units.now, units: [unit(serial)] }), pages(packed));
      expect(seen).to.have.length.at.most(6);
      expect(written).to.deep.equal([...told, keys.unit(unit(serial))]);
    }
  });
});
