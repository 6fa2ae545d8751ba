import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Point } from '../figure.js';
import type { Http } from '../http.js';
import { load, type LedgerUnderTest } from '../ledger-under-test.js';
import { quantile } from '../statistics.js';
import { World } from '../workload/world.js';
import type { Questions } from './asker.js';

/** Lots of which each has ten events: made, and handed over four or five times. */
export const QUERY_EVENTS = 100_000;

export function queryWorld(scale: number): World {
  return new World(Math.ceil(50 * scale), 200);
}

/** Fills a ledger with events, in documents of a hundred; the last block. */
export async function fillForQueries(under: LedgerUnderTest, scale: number): Promise<number> {
  const ledger = under.connect();
  const lots = under.world.trades.reduce((sum, trade) => sum + trade.lots.length, 0);
  const documents = Math.ceil((QUERY_EVENTS * scale - lots) / 100);
  const last = await load(ledger, under, { documents, events: 100 });
  await ledger.close();
  return last;
}

const [WARM_UP, QUERIES] = [200, 2000];

/** What a consumer's page asks for: items at random, with all evidence, over HTTP, one after the other. */
export function queryPoint({ world }: LedgerUnderTest, { port }: Http, scale: number): Point {
  const lots = world.trades.flatMap((trade) => trade.lots);
  return {
    name: `item query at ${Math.round(QUERY_EVENTS * scale).toLocaleString('en-US')} events, 99th percentile`,
    unit: 'ms',
    target: 10,
    lower: true,
    async measure() {
      const paths = Array.from({ length: WARM_UP + QUERIES }, () => `/api/v1/items/${pick(lots)}`);
      const workerData: Questions = { port, paths, warmUp: WARM_UP };
      const asker = new Worker(new URL('asker.js', import.meta.url), { workerData });
      const [latencies] = (await once(asker, 'message')) as [number[]];
      return quantile(latencies, 0.99);
    },
  };
}

function pick<T>(items: readonly T[]): T {
  const found = items[Math.floor(Math.random() * items.length)];
  if (found === undefined) throw new RangeError('nothing to pick from');
  return found;
}
