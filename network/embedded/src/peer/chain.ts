import type { Store } from '../store/store.js';

/** The blocks, those that are there and those to come. */
export class Chain {
  #waiters: (() => void)[] = [];

  constructor(private readonly store: Pick<Store, 'tip' | 'block'>) {}

  get height(): number {
    return this.store.tip.height;
  }

  /** To be told whenever a block is on disk. */
  grown(): void {
    const waiters = this.#waiters;
    this.#waiters = [];
    for (const waiter of waiters) waiter();
  }

  /** The block's bytes, when it is there; undefined if the caller gives up first. */
  async block(number: number, cancelled: AbortSignal): Promise<Buffer | undefined> {
    while (number >= this.height) {
      if (cancelled.aborted) return undefined;
      await new Promise<void>((resolve) => {
        const done = () => {
          cancelled.removeEventListener('abort', done);
          resolve();
        };
        cancelled.addEventListener('abort', done);
        this.#waiters.push(done);
      });
    }
    return cancelled.aborted ? undefined : this.store.block(number);
  }
}
