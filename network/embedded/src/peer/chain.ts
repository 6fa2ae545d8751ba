import type { Cancellation } from '../grpc/cancellation.js';
import type { Store } from '../store/store.js';

/** The blocks, those that are there and those to come. */
export class Chain {
  #waiters = new Set<() => void>();

  constructor(private readonly store: Pick<Store, 'tip' | 'block'>) {}

  get height(): number {
    return this.store.tip.height;
  }

  /** To be told whenever a block is on disk. */
  grown(): void {
    const waiters = this.#waiters;
    this.#waiters = new Set();
    for (const waiter of waiters) waiter();
  }

  /** The block's bytes, when it is there; undefined if the caller gives up first. */
  async block(number: number, cancelled: Cancellation): Promise<Buffer | undefined> {
    while (number >= this.height && !cancelled.given) {
      let stop: (() => void) | undefined;
      await new Promise<void>((resolve) => {
        this.#waiters.add(resolve);
        stop = cancelled.on(() => {
          this.#waiters.delete(resolve);
          resolve();
        });
      });
      stop?.();
    }
    return cancelled.given ? undefined : this.store.block(number);
  }
}
