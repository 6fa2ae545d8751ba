import { setTimeout } from 'node:timers/promises';
import type { Ledger } from '@suyuan/gateway';
import { NODE_NAMES, nodeName, runningPid } from '@suyuan/native';
import type { Point } from '../figure.js';
import { persist } from '../ledger-under-test.js';
import { leaderAt } from '../network/leader.js';
import type { NetworkUnderTest } from '../network/network-under-test.js';
import { HandOffs } from '../workload/hand-offs.js';

/** Callers, one document a transaction, while the leader is killed. */
const CALLERS = 20;
/** How long (ms) the load runs before, and after the first commit that can't have been on its way when the leader died. */
const MARGIN = 2000;
const PATIENCE = 60_000;

/** Everything is killed hard and started on the same data: until the next document is committed. */
export function restartPoint(under: () => NetworkUnderTest): Point {
  return {
    ...{ name: 'from all killed to the next committed transaction', unit: 's' },
    async measure() {
      const network = under();
      const [handOff] = await new HandOffs(network.world, network.aud).make(1);
      await kill(network, NODE_NAMES);
      const began = performance.now();
      await network.up();
      const ledger = network.connect();
      if (handOff) await persist(ledger, handOff.ship);
      const seconds = (performance.now() - began) / 1000;
      await ledger.close();
      return seconds;
    },
  };
}

/** The longest time between two commits while hand-offs run and the orderer that leads is killed hard. */
export function leaderPoint(under: () => NetworkUnderTest): Point {
  return {
    ...{ name: 'without commits after the leader is killed', unit: 's', target: 6, lower: true },
    async measure() {
      const network = under();
      await network.up();
      const ledger = network.connect({ bundles: false });
      const load = new Load(network, ledger);
      try {
        await setTimeout(MARGIN);
        const leader = await leaderAt(ledger, load.block, network.network.description);
        await kill(network, [nodeName(leader, 'orderer')]);
        const killed = performance.now();
        await load.commitAfter(killed + MARGIN);
        await setTimeout(MARGIN);
        return load.longestPause(killed) / 1000;
      } finally {
        await load.stop();
        await ledger.close();
      }
    },
  };
}

/** Hand-offs one after another by each of the callers, until it is stopped. */
class Load {
  /** The newest block that a document was committed in. */
  block = 0;
  readonly #commits: number[] = [];
  readonly #callers: Promise<unknown>;
  #stopped = false;

  constructor(under: NetworkUnderTest, ledger: Ledger) {
    const handOffs = new HandOffs(under.world, under.aud);
    const caller = async (): Promise<void> => {
      while (!this.#stopped) {
        for (const { ship, receive } of await handOffs.make(1)) {
          for (const document of [ship, receive]) {
            const { block } = await persist(ledger, document);
            this.block = Math.max(this.block, block);
            this.#commits.push(performance.now());
          }
        }
      }
    };
    this.#callers = Promise.all(Array.from({ length: CALLERS }, caller));
    // Whoever waits for a commit, or stops the load, meets a failure: until then it must not count as nobody's.
    this.#callers.catch(() => undefined);
  }

  async commitAfter(time: number): Promise<void> {
    while ((this.#commits.at(-1) ?? 0) < time) {
      if (performance.now() > time + PATIENCE) throw new Error('there are no more commits');
      await Promise.race([setTimeout(50), this.#callers]);
    }
  }

  /** Of those that end after this time. */
  longestPause(from: number): number {
    const pauses = this.#commits.map((time, i) => (time < from ? 0 : time - (this.#commits[i - 1] ?? time)));
    return Math.max(...pauses);
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#callers;
  }
}

/** SIGKILL to the whole groups; resolves when nothing of them is left, nor holds a port. */
async function kill({ network }: NetworkUnderTest, names: readonly string[]): Promise<void> {
  const pids = await Promise.all(names.map((name) => runningPid(network.folder.node(name))));
  const groups = pids.filter((pid) => pid !== undefined);
  for (const pid of groups) process.kill(-pid, 'SIGKILL');
  while (groups.some(isThere)) await setTimeout(5);
}

function isThere(group: number): boolean {
  try {
    return process.kill(-group, 0);
  } catch {
    return false;
  }
}
