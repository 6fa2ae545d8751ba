import { certificate, certificateRevocation, localTime, shipping, transforming } from '@suyuan/client';
import type { CategoryPack } from '@suyuan/domain';
import type { Point } from '../figure.js';
import { committed, type LedgerUnderTest } from '../ledger-under-test.js';
import { quantile } from '../statistics.js';
import { World, sign, type Trade } from '../workload/world.js';
import { costOf } from './cost.js';
import { once } from './once.js';

const [MIXES, OF_EACH] = [10, 100];
const CHECKS = 20;
const line = (lot: string, quantity: string) => ({ lot, quantity, uom: 'KGM' });

/** A lot of a thousand ancestors: handed over where nothing is stopped, and refused where one of them is. */
export async function lineagePoints(
  under: LedgerUnderTest,
  pack: CategoryPack,
): Promise<{ points: Point[]; close: () => Promise<void> }> {
  const ledger = under.connect({ bundles: false });
  const { aud } = under;
  const world = new World(1, MIXES * OF_EACH, {
    pack,
    regulator: under.world.regulator,
    from: 4000,
    roles: ['producer', 'processor', 'distributor'],
  });
  for (const step of await world.preparation(aud)) await committed(ledger, step);
  const [trade] = world.trades;
  if (trade === undefined) throw new RangeError('a world without trades');
  const lot = await mixture(trade, pack.id);
  const send = () => hand(trade, lot);

  async function hand({ producer, distributor }: Trade, what: string) {
    const parties = { from: producer.participant, to: distributor.participant };
    return sign('events', [shipping({ at: new Date(), ...parties, lines: [line(what, '1')] })], aud, producer);
  }

  /** Ten lots of a hundred each, and one of those ten. */
  async function mixture({ producer, lots }: Trade, category: string): Promise<string> {
    const stem = lots[0]?.slice(0, lots[0].lastIndexOf('/')) ?? '';
    const make = async (name: string, inputs: readonly string[], quantity: string): Promise<string> => {
      const made = `${stem}/${name}`;
      const paper = certificate({
        ...{ type: 'compliance', number: `C-${name}`, category, result: 'pass' },
        lots: [`https://id.gs1.org/${made}`],
        issued: localTime(new Date()).slice(0, 10),
      });
      await committed(ledger, [await sign('certificate', [paper], aud, producer)]);
      const event = transforming({
        ...{ at: new Date(), category, product: { zh: '混装苹果' } },
        inputs: inputs.map((each) => line(each, quantity)),
        outputs: [line(made, String(inputs.length * Number(quantity)))],
        certificates: [{ issuer: producer.participant, number: `C-${name}` }],
      });
      await committed(ledger, [await sign('events', [event], aud, producer)]);
      return made;
    };
    const mixes: string[] = [];
    for (let i = 0; i < MIXES; i++) mixes.push(await make(`MIX${i}`, lots.slice(i * OF_EACH, (i + 1) * OF_EACH), '10'));
    return make('ALL', mixes, '1000');
  }

  const checkTime = async (): Promise<number> => {
    const times: number[] = [];
    for (let i = 0; i < CHECKS; i++) {
      const document = await send();
      const began = performance.now();
      await ledger.check([document]);
      times.push(performance.now() - began);
    }
    return quantile(times, 0.5);
  };

  const measured = once(async () => {
    const cost = await costOf(ledger, under.connection.chaincode, await send());
    const others = cost.reads.filter((key) => /^(stops|clearance)\//.test(key) || isAncestor(key, lot));
    const before = await checkTime();
    const revocation = certificateRevocation('C-0', '基准测试');
    await committed(ledger, [await sign('certificate', [revocation], aud, trade.producer)]);
    const report = await ledger.check([await send()]);
    const codes = report.documents[0]?.errors.map(({ code }) => code) ?? [];
    if (!codes.includes('LINEAGE_STOPPED')) throw new Error(`not stopped: ${codes.join() || 'nothing refused'}`);
    return { reads: others.length, before, after: await checkTime() };
  });
  return {
    points: [
      {
        ...{ name: 'reads of the lineage check, 1,000 ancestors and no hit', unit: 'keys', target: 2, lower: true },
        measure: async () => (await measured()).reads,
      },
      {
        ...{ name: 'a hand-off judged, 1,000 ancestors and no hit', unit: 'ms' },
        measure: async () => (await measured()).before,
      },
      {
        ...{ name: 'a hand-off judged, 1,000 ancestors and one of them stopped', unit: 'ms' },
        measure: async () => (await measured()).after,
      },
    ],
    close: () => ledger.close(),
  };
}

function isAncestor(key: string, lot: string): boolean {
  return key.startsWith('lot/') && key !== `lot/${lot}`;
}
