import { BATCH } from '../channel/genesis.js';
import type { Committed, Committer } from '../peer/committer.js';
import type { Ordered } from './ordered.js';

/**
 * Puts transactions into blocks. When nothing is under way a transaction is cut into a block at once; what arrives while
 * a block is being written waits for it and goes into the next together (group commit), so that blocks grow with the
 * load by themselves and no timer adds to anybody's wait.
 */
export class Orderer {
  readonly #queue: Ordered[] = [];
  #running: Promise<void> | undefined;
  #failed = false;

  constructor(
    private readonly committer: Pick<Committer, 'commit'>,
    private readonly onBlock: (committed: readonly Committed[]) => void,
    /** The disk refused a block: nothing more can be promised, the process has to end. */
    private readonly onFailure: (error: unknown) => void,
  ) {}

  /** In memory only: a transaction is acknowledged by its commit status, not by having been submitted. */
  submit(transaction: Ordered): void {
    // Whether the block that failed is on disk is not known: another of its number must not be written.
    if (this.#failed) throw new Error('the ledger cannot be written');
    this.#queue.push(transaction);
    this.#running ??= this.#run();
  }

  /** When all that was submitted is on disk. */
  async drained(): Promise<void> {
    await this.#running;
  }

  async #run(): Promise<void> {
    try {
      // What arrived with the same reading of the socket travels together.
      await new Promise((resolve) => setImmediate(resolve));
      while (this.#queue.length > 0) this.onBlock(await this.committer.commit(this.#cut()));
    } catch (error) {
      this.#failed = true;
      this.onFailure(error);
    } finally {
      this.#running = undefined;
    }
  }

  #cut(): Ordered[] {
    let bytes = 0;
    let count = 0;
    for (const { bytes: envelope } of this.#queue) {
      bytes += envelope.length;
      if (count > 0 && (bytes > BATCH.preferredMaxBytes || count === BATCH.maxMessageCount)) break;
      count++;
    }
    return this.#queue.splice(0, count);
  }
}
