import { availableParallelism } from 'node:os';

import type { Simulation } from '../peer/simulation.js';
import { ContractThread, type ThreadEvents } from './contract-thread.js';
import type { Ran } from './messages.js';
import type { Runner } from './runner.js';
import type { RunContext } from './stub.js';

/** The ledger's own work on a transaction is half of what its contract takes: more threads than this would wait. */
const MOST_THREADS = 2;

/** Contracts in threads of their own, so that while one transaction is judged others are committed. */
export class ContractThreads implements Runner {
  private constructor(private readonly threads: readonly ContractThread[]) {}

  /** Starts as many as the machine has cores to spare, and one at least. `module`: see thread.ts. Throws USAGE and what it throws. */
  static async start(module: string, events: ThreadEvents): Promise<ContractThreads> {
    const count = Math.max(1, Math.min(MOST_THREADS, availableParallelism() - 1));
    const threads = Array.from({ length: count }, () => new ContractThread(module, events));
    const all = new ContractThreads(threads);
    try {
      await Promise.all(threads.map((thread) => thread.ready));
    } catch (error) {
      await all.stop();
      throw error;
    }
    return all;
  }

  get version(): string {
    return this.threads[0]?.version ?? '';
  }

  async run(context: RunContext, simulation: Simulation): Promise<Ran> {
    const [idlest] = [...this.threads].sort((a, b) => a.busy - b.busy);
    if (!idlest) throw new Error('no thread runs');
    return idlest.run(context, simulation);
  }

  async stop(): Promise<void> {
    await Promise.all(this.threads.map((thread) => thread.stop()));
  }
}
