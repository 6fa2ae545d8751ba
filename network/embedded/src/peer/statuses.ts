import type { Cancellation } from '../grpc/cancellation.js';
import type { TransactionPlace } from '../store/records.js';
import type { Store } from '../store/store.js';
import type { Committed } from './committer.js';

type Waiter = (place: TransactionPlace) => void;

const RECENT = 20_000;

/** What became of transactions: from memory for those committed lately, from disk for all others, awaited for those to come. */
export class Statuses {
  readonly #recent = new Map<string, TransactionPlace>();
  readonly #waiters = new Map<string, Set<Waiter>>();

  constructor(private readonly store: Pick<Store, 'place'>) {}

  committed(transactions: readonly Committed[]): void {
    for (const { txId, ...place } of transactions) {
      this.#recent.set(txId, place);
      for (const waiter of this.#waiters.get(txId) ?? []) waiter(place);
      this.#waiters.delete(txId);
    }
    for (const oldest of this.#recent.keys()) {
      if (this.#recent.size <= RECENT) break;
      this.#recent.delete(oldest);
    }
  }

  find(txId: string): TransactionPlace | undefined {
    return this.#recent.get(txId) ?? this.store.place(txId);
  }

  /** Resolves when the transaction is committed; undefined if the caller gives up first. */
  async wait(txId: string, cancelled: Cancellation): Promise<TransactionPlace | undefined> {
    const found = this.find(txId);
    if (found) return found;
    const waiters = this.#waiters.get(txId) ?? new Set<Waiter>();
    this.#waiters.set(txId, waiters);
    return new Promise((resolve) => {
      const stop = cancelled.on(() => {
        waiters.delete(waiter);
        if (waiters.size === 0 && this.#waiters.get(txId) === waiters) this.#waiters.delete(txId);
        resolve(undefined);
      });
      const waiter = (place: TransactionPlace) => {
        stop();
        resolve(place);
      };
      waiters.add(waiter);
    });
  }
}
