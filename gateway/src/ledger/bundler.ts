import { TraceError, type SignedDocument, type Touches } from '@suyuan/domain';
import type { Carrier } from './carrier.js';
import { Claims } from './claims.js';
import { Delivery } from './delivery.js';
import { nextBundle, type BundleLimits, type Waiting } from './grouping.js';
import { Leads } from './leads.js';
import type { Outcome } from './ledger.js';
import type { LedgerMetrics } from './metrics.js';

export interface BundlerLimits extends BundleLimits {
  /** Bundles in flight at once. */
  readonly lanes: number;
  /** Documents that must wait before a further lane opens beside one that is busy. */
  readonly fill: number;
  /** Documents that make a bundle worth its transaction: what waits is shared among free lanes in parts of no fewer. */
  readonly share: number;
  /** Documents and bytes that may wait; beyond them a document is turned away. */
  readonly waiting: number;
  readonly waitingBytes: number;
}

/**
 * Where several organisations order, endorse and keep a transaction, each costs tens of CPU-milliseconds: as few as can be.
 * (Two of a hundred documents instead of one of two hundred: a fifth more a document; docs/design/010-contract-threads.md.)
 */
export const BUNDLES: BundlerLimits = {
  documents: 200,
  bytes: 1024 * 1024,
  lanes: 2,
  fill: 25,
  share: 200,
  waiting: 5000,
  waitingBytes: 64 * 1024 * 1024,
};

/** On the embedded ledger a transaction costs little, and while one bundle is judged another is written. */
export const EMBEDDED_BUNDLES: BundlerLimits = { ...BUNDLES, share: 25 };

/** Every document in a transaction of its own: what a benchmark compares with. */
export const NO_BUNDLES: BundlerLimits = { ...BUNDLES, documents: 1, lanes: 1000, fill: 1 };

/** A document on its way, with whoever waits for it. */
export interface Parcel extends Waiting {
  readonly document: SignedDocument;
  /** Seconds, of the monotonic clock. */
  readonly arrived: number;
  settle(outcome: Outcome): void;
  fail(error: unknown): void;
}

/**
 * Carries documents in bundles (docs/ledger.md, Bundles). Alone, one leaves at once; those that arrive while others are
 * in flight travel together. Nothing is kept on disk: whoever waits for an outcome sends again, and a document counts
 * once.
 */
export class Bundler {
  readonly #waiting: Parcel[] = [];
  readonly #byJws = new Map<string, Promise<Outcome>>();
  readonly #inFlight = new Claims();
  readonly #leads = new Leads();
  #bytes = 0;
  #lanes = 0;
  #scheduled = false;
  #closing?: () => void;

  constructor(
    readonly carrier: Carrier,
    readonly metrics: LedgerMetrics,
    readonly limits: BundlerLimits = BUNDLES,
  ) {}

  /**
   * The same document, with the same signature, given twice is carried once and answers both. Its twin with another
   * signature is carried beside it, for one of the two may be forged.
   */
  submit(document: SignedDocument, id: string, touches: Touches): Promise<Outcome> {
    if (this.#closing) return Promise.reject(new TraceError('SHUTTING_DOWN'));
    const known = this.#byJws.get(document.jws);
    if (known) return known;
    const { limits } = this;
    const bytes = document.entries.reduce((sum, entry) => sum + entry.length + 3, document.jws.length + 25);
    if (this.#waiting.length >= limits.waiting || this.#bytes + bytes > limits.waitingBytes) {
      return Promise.reject(new TraceError('LEDGER_UNAVAILABLE', { waiting: this.#waiting.length }));
    }
    const outcome = new Promise<Outcome>((settle, fail) => {
      // Twins meet on the document's own key, whatever else they touch.
      const writes = [...touches.writes, `document/${id}`];
      const arrived = performance.now() / 1000;
      this.#waiting.push({
        ...{ document, bytes, reads: touches.reads, writes, arrived },
        settle: (outcome) => {
          this.#byJws.delete(document.jws);
          settle(outcome);
        },
        fail: (error) => {
          this.#byJws.delete(document.jws);
          fail(error instanceof Error ? error : new Error(String(error)));
        },
      });
    });
    this.#bytes += bytes;
    this.#byJws.set(document.jws, outcome);
    this.#schedule();
    return outcome;
  }

  /** Takes no more, and waits for those it has. */
  close(): Promise<void> {
    return new Promise((resolve) => {
      this.#closing = resolve;
      this.#schedule();
    });
  }

  /** In the next turn of the event loop, so that those who come at the same moment travel together. */
  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      this.#dispatch();
    });
  }

  #dispatch(): void {
    const { lanes, fill } = this.limits;
    while (this.#lanes < lanes && this.#waiting.length >= (this.#lanes === 0 ? 1 : fill)) {
      const part = Math.ceil(this.#waiting.length / (lanes - this.#lanes));
      const documents = Math.min(this.limits.documents, Math.max(this.limits.share, part));
      const bundle = nextBundle(this.#waiting, this.#inFlight, { ...this.limits, documents });
      if (bundle.length === 0) break;
      void this.#carry(bundle);
    }
    this.metrics.waiting(this.#waiting.length);
    if (this.#lanes === 0 && this.#waiting.length === 0) this.#closing?.();
  }

  async #carry(bundle: readonly Parcel[]): Promise<void> {
    this.#leave(bundle);
    this.#lanes++;
    await new Delivery(this.carrier, this.metrics, this.#leads, bundle).run();
    this.#lanes--;
    for (const parcel of bundle) this.#inFlight.remove(parcel);
    this.#schedule();
  }

  #leave(bundle: readonly Parcel[]): void {
    const leaving = new Set(bundle);
    let kept = 0;
    for (const parcel of this.#waiting) if (!leaving.has(parcel)) this.#waiting[kept++] = parcel;
    this.#waiting.length = kept;
    for (const parcel of bundle) {
      this.#bytes -= parcel.bytes;
      this.#inFlight.add(parcel);
    }
  }
}
