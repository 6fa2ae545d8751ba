import type { NamespaceSet } from '@suyuan/block';

/** What this process endorsed and has not seen submitted yet. */
export interface Prepared {
  /** The transaction's payload, every byte of it. */
  readonly payload: Buffer;
  readonly sets: readonly Omit<NamespaceSet, 'other'>[];
}

const LIMIT_BYTES = 128 * 1024 * 1024;

/**
 * Transactions on their way through the client: one that comes back byte for byte as it was endorsed here needs none of
 * what a committer checks of strangers' (proposal hash, endorsement, write sets), since this process made all of it.
 * What is not found here, after a restart for instance, is checked like anybody's. Oldest go first.
 */
export class PreparedTransactions {
  readonly #kept = new Map<string, Prepared>();
  #bytes = 0;

  constructor(private readonly limit = LIMIT_BYTES) {}

  add(txId: string, prepared: Prepared): void {
    this.take(txId);
    this.#kept.set(txId, prepared);
    this.#bytes += prepared.payload.length;
    for (const oldest of this.#kept.keys()) {
      if (this.#bytes <= this.limit) break;
      this.take(oldest);
    }
  }

  /** The prepared transaction, if this is it. */
  match(txId: string, payload: Buffer): Prepared | undefined {
    const prepared = this.#kept.get(txId);
    return prepared?.payload.equals(payload) === true ? prepared : undefined;
  }

  take(txId: string): void {
    const prepared = this.#kept.get(txId);
    if (prepared) this.#bytes -= prepared.payload.length;
    this.#kept.delete(txId);
  }
}
