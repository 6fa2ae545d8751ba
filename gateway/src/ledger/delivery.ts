import { TraceError, type SignedDocument } from '@suyuan/domain';
import type { Parcel } from './bundler.js';
import type { Carrier } from './carrier.js';
import { backOff } from './delay.js';
import { halves, isolate } from './grouping.js';
import type { Leads } from './leads.js';
import type { Outcome } from './ledger.js';
import type { CountedOutcome, LedgerMetrics } from './metrics.js';
import { refusalOf } from './refusal.js';

/** Documents of the bundle that still travel together, and how often they were in vain. */
interface Group {
  readonly parcels: readonly Parcel[];
  readonly attempt: number;
}

/** Lost races and refusals that a second look does not confirm, before a group is given up with CONFLICT. */
const ATTEMPTS = 8;

/**
 * One bundle, until each of its documents has an outcome. Groups are carried one after the other, in order of arrival
 * among documents that are in each other's way.
 */
export class Delivery {
  readonly #groups: Group[];
  readonly #open: Set<Parcel>;

  constructor(
    readonly carrier: Carrier,
    readonly metrics: LedgerMetrics,
    readonly leads: Leads,
    bundle: readonly Parcel[],
  ) {
    this.#groups = [{ parcels: bundle, attempt: 0 }];
    this.#open = new Set(bundle);
  }

  /** Never rejects: whoever waits for a document learns of it. */
  async run(): Promise<void> {
    for (let group = this.#groups.shift(); group; group = this.#groups.shift()) {
      try {
        await this.#carry(group);
      } catch (error) {
        // A fault of ours goes on as it is: whoever answers knows how to log it.
        for (const parcel of group.parcels) if (this.#open.has(parcel)) this.#fail(parcel, error);
      }
    }
  }

  async #carry(group: Group): Promise<void> {
    const { parcels } = group;
    this.metrics.bundle(parcels.length);
    const carried = await this.carrier.carry(documentsOf(parcels), this.leads.of(parcels));
    switch (carried.status) {
      case 'committed': {
        const { status, txId, block, led } = carried;
        this.leads.learn(parcels, led);
        for (const parcel of parcels) this.#settle(parcel, { status, txId, block });
        return;
      }
      case 'refused':
        return this.#withoutRefused(group);
      case 'conflict':
        return this.#again(group, carried.block);
      case 'failed':
        // One of them makes the contract fail: the others must not suffer for it.
        if (parcels.length === 1) throw new TraceError('PROPOSAL_REFUSED', { reason: carried.reason });
        for (const half of halves(parcels).reverse()) this.#groups.unshift({ parcels: half, attempt: group.attempt });
    }
  }

  /** The contract's error names no facts, and may name only some: the same documents, checked, give the whole report. */
  async #withoutRefused(group: Group): Promise<void> {
    const report = await this.carrier.check(documentsOf(group.parcels));
    const rest: Parcel[] = [];
    group.parcels.forEach((parcel, i) => {
      const errors = report.documents[i]?.errors ?? [];
      if (errors.length === 0) rest.push(parcel);
      else this.#settle(parcel, refusalOf(errors));
    });
    if (rest.length === 0) return;
    // A peer that lags may refuse what is right by now: not for ever.
    const vain = rest.length === group.parcels.length;
    if (vain) await this.#pause(group, 'refused');
    this.#groups.unshift({ parcels: rest, attempt: group.attempt + (vain ? 1 : 0) });
  }

  /** Another gateway was faster: endorse again; the second time, apart from those that are in its way. */
  async #again(group: Group, block: number): Promise<void> {
    await this.#pause(group, 'conflict');
    const attempt = group.attempt + 1;
    if (attempt < 2 || group.parcels.length === 1) {
      this.#groups.unshift({ parcels: group.parcels, attempt });
      return;
    }
    const { calm, contended } = isolate(group.parcels, await this.carrier.written(block));
    const parts = calm.length > 0 && contended.length > 0 ? [calm, contended] : halves(group.parcels);
    for (const parcels of parts.reverse()) this.#groups.unshift({ parcels, attempt });
  }

  async #pause(group: Group, reason: 'conflict' | 'refused'): Promise<void> {
    this.metrics.retry(reason);
    if (group.attempt + 1 >= ATTEMPTS) throw new TraceError('CONFLICT', { attempts: group.attempt + 1 });
    await backOff(group.attempt);
  }

  #settle(parcel: Parcel, outcome: Outcome): void {
    this.#close(parcel, outcome.status);
    parcel.settle(outcome);
  }

  #fail(parcel: Parcel, error: unknown): void {
    this.#close(parcel, 'failed');
    parcel.fail(error);
  }

  #close(parcel: Parcel, outcome: CountedOutcome): void {
    this.#open.delete(parcel);
    this.metrics.document(outcome, performance.now() / 1000 - parcel.arrived);
  }
}

function documentsOf(parcels: readonly Parcel[]): SignedDocument[] {
  return parcels.map((parcel) => parcel.document);
}
