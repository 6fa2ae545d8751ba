import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Follower, IndexStore, type Ledger } from '@suyuan/gateway';
import { pino } from 'pino';
import type { Point } from '../figure.js';
import { load, type LedgerUnderTest } from '../ledger-under-test.js';

/** From the first block into an empty index, by the way that a gateway takes when it starts. */
export async function replayPoint(under: LedgerUnderTest, scale: number): Promise<Point> {
  const ledger = under.connect();
  const last = await load(ledger, under, { documents: Math.ceil(10_000 * scale), events: 1 });
  return {
    name: 'block replay into the index',
    unit: 'documents/s',
    target: 5000,
    async measure() {
      const folder = await mkdtemp(join(tmpdir(), 'suyuan-bench-'));
      const store = await IndexStore.open(folder);
      const { seconds, documents } = await replay(store, ledger, last);
      await store.close();
      await rm(folder, { recursive: true, force: true });
      return documents / seconds;
    },
  };
}

async function replay(
  store: IndexStore,
  ledger: Ledger,
  last: number,
): Promise<{ seconds: number; documents: number }> {
  const follower = new Follower(store, ledger, { log: pino({ level: 'warn' }, pino.destination(2)) });
  const began = performance.now();
  follower.start();
  while (!(await store.waitFor(last, 1000))) if (follower.error) throw follower.error;
  const seconds = (performance.now() - began) / 1000;
  await follower.stop();
  return { seconds, documents: store.cursor?.documents ?? 0 };
}
