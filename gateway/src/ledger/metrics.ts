import { Counter, Gauge, Histogram, type Registry } from 'prom-client';

/** What `outcome` counts of documents: `failed` are those that ended in an error of the ledger's. */
export type CountedOutcome = 'committed' | 'existing' | 'refused' | 'failed';
export type RetryReason = 'conflict' | 'payloads' | 'busy' | 'few' | 'status' | 'resubmit' | 'refused';

/** What the ledger client counts; the one given no registry counts for nobody. */
export class LedgerMetrics {
  readonly #bundles: Counter;
  readonly #documents: Counter<'outcome'>;
  readonly #retries: Counter<'reason'>;
  readonly #conflicts: Counter;
  readonly #invalid: Counter<'code'>;
  readonly #size: Histogram;
  readonly #seconds: Histogram;
  readonly #waiting: Gauge;

  constructor(registry?: Registry) {
    const registers = registry ? [registry] : [];
    const named = (name: string, help: string) => ({ name: `suyuan_ledger_${name}`, help, registers });
    this.#bundles = new Counter(named('bundles_total', 'Transactions proposed, each with one bundle of documents'));
    this.#documents = new Counter({
      ...named('documents_total', 'Documents answered, by outcome'),
      labelNames: ['outcome'],
    });
    this.#retries = new Counter({ ...named('retries_total', 'Repetitions, by reason'), labelNames: ['reason'] });
    this.#conflicts = new Counter(named('conflicts_total', 'Bundles that lost a race (MVCC) and were endorsed again'));
    this.#invalid = new Counter({
      ...named('invalid_transactions_total', 'Transactions of ours that blocks mark invalid, by validation code'),
      labelNames: ['code'],
    });
    this.#size = new Histogram({
      ...named('bundle_documents', 'Documents in a bundle'),
      buckets: [1, 2, 5, 10, 25, 50, 100, 200],
    });
    this.#seconds = new Histogram({
      ...named('submit_seconds', 'From the arrival of a document to its outcome'),
      buckets: [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    });
    this.#waiting = new Gauge(named('waiting_documents', 'Documents that wait for a bundle'));
  }

  bundle(documents: number): void {
    this.#bundles.inc();
    this.#size.observe(documents);
  }

  document(outcome: CountedOutcome, seconds: number): void {
    this.#documents.inc({ outcome });
    this.#seconds.observe(seconds);
  }

  retry(reason: RetryReason): void {
    this.#retries.inc({ reason });
    if (reason === 'conflict') this.#conflicts.inc();
  }

  invalid(code: string): void {
    this.#invalid.inc({ code });
  }

  waiting(documents: number): void {
    this.#waiting.set(documents);
  }
}
