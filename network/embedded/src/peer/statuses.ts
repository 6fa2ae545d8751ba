import type { TransactionPlace } from '../store/records.js';
import type { Store } from '../store/store.js';
import type { Committed } from './committer.js';

type Waiter = (place: TransactionPlace) => void;

const RECENT = 20_000;

/** What became of transactions: from memory for those committed lately, from disk for all others, awaited for those to come. */
export class Statuses {
  readonly #recent = new Map<string, TransactionPlace>();
  readonly #waiters = new Map<string, Set<Waiter>>();

  constructor(private readonly store: Pick<Store, 'places'>) {}

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

  async find(txId: string): Promise<TransactionPlace | undefined> {
    return this.#recent.get(txId) ?? (await this.store.places([txId]))[0];
  }

  /** Resolves when the transaction is committed; undefined if the caller gives up first. */
  async wait(txId: string, cancelled: AbortSignal): Promise<TransactionPlace | undefined> {
    // The waiter is set first: a commit while the disk is being asked is not missed.
    let stop: () => void = () => undefined;
    const awaited = new Promise<TransactionPlace | undefined>((resolve) => {
      const waiters = this.#waiters.get(txId) ?? new Set<Waiter>();
      this.#waiters.set(txId, waiters.add(resolve));
      const give = () => resolve(undefined);
      cancelled.addEventListener('abort', give, { once: true });
      stop = () => {
        cancelled.removeEventListener('abort', give);
        waiters.delete(resolve);
        if (waiters.size === 0 && this.#waiters.get(txId) === waiters) this.#waiters.delete(txId);
      };
    });
    try {
      return (await this.find(txId)) ?? (cancelled.aborted ? undefined : await awaited);
    } finally {
      stop();
    }
  }
}
