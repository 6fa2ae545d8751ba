import type { CategoryPack } from '@suyuan/domain';
import type { Point } from '../figure.js';
import type { LedgerUnderTest } from '../ledger-under-test.js';
import { Apothecary, random, range, unitPath } from './apothecary.js';
import { ownOf } from './cost.js';
import { once } from './once.js';

/** What units and containers cost in state reads and writes: counted in the blocks, the same in every round. */
export async function unitPoints(
  under: LedgerUnderTest,
  pack: CategoryPack,
): Promise<{ points: Point[]; close: () => Promise<void> }> {
  const ledger = under.connect({ bundles: false });
  const shop = new Apothecary(under, ledger);
  await shop.prepare(pack);
  const point = (name: string, target: number | undefined, measure: () => Promise<number>): Point => ({
    ...{ name, unit: 'keys', lower: true, measure: once(measure) },
    ...(target === undefined ? {} : { target }),
  });

  const packed = (serials: readonly string[]) => async (): Promise<number> => {
    const events = [await shop.birth(serials)];
    const cartons = Array.from({ length: 10 }, () => shop.sscc());
    cartons.forEach((carton, i) => events.push(shop.pack(carton, serials.slice(i * 100, i * 100 + 100))));
    events.push(shop.pack(shop.sscc(), cartons, false));
    return (await shop.does(shop.maker, events)).writes.length;
  };

  const single = once(async () => {
    const { id } = await shop.does(shop.maker, [await shop.birth(['ONE', 'TWO'])]);
    return shop.handOver(unitPath('ONE'), { sets: [`urn:suyuan:entry:${id}:0`] });
  });
  const palletOf = async (batches: number, from: number) => {
    const cartons: string[] = [];
    for (let i = 0; i < 10; i++) {
      const serials = range(1000, from + i * 1000);
      const carton = shop.sscc();
      await shop.does(shop.maker, [await shop.birth(serials, i < batches), shop.pack(carton, serials)]);
      cartons.push(carton);
    }
    const container = shop.sscc();
    await shop.does(shop.maker, [shop.pack(container, cartons, false)]);
    return shop.handOver(container);
  };
  const pallet = once(() => palletOf(1, 500_000));
  const first = once(async () => {
    const carton = shop.sscc();
    const serials = random(100, 'own');
    // Born and packed in two documents, as by a line and a packing station.
    const born = await shop.does(shop.maker, [await shop.birth(serials)]);
    const { id } = await shop.does(shop.maker, [shop.pack(carton, serials)], {
      sets: [`urn:suyuan:entry:${born.id}:0`],
    });
    return shop.dispense(carton, serials[7] ?? '', id);
  });

  return {
    points: [
      point('writes, 1,000 units of one range commissioned and packed', 50, packed(range(1000))),
      point('writes, 1,000 units of random serials commissioned and packed', 50, packed(random(1000, 'packed'))),
      point('reads and writes, one unit shipped and received', undefined, async () => sum(await single())),
      point('reads and writes, a pallet of 10,000 units shipped and received', undefined, async () =>
        sum(await pallet()),
      ),
      point('more of them for the pallet', 0, async () => Math.max(0, sum(await pallet()) - sum(await single()))),
      point('the same for a pallet of ten batches, each with a certificate of its own', undefined, async () =>
        sum(await palletOf(10, 800_000)),
      ),
      point('reads, a unit’s first own event', 6, async () => ownOf((await first()).reads).length),
      point('writes, a unit’s first own event', 3, async () => (await first()).writes.length),
    ],
    close: () => ledger.close(),
  };
}

function sum({ reads, writes }: { readonly reads: number; readonly writes: number }): number {
  return reads + writes;
}
