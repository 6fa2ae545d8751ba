import { receiving, shipping } from '@suyuan/client';
import { entryRef, TraceError, type Code, type Facts, type SignedDocument } from '@suyuan/domain';
import type { Ledger, Outcome } from '@suyuan/gateway';
import type { Firm } from '../support/firm.js';
import { idOf, seconds, type Market } from './market.js';

/** What somebody was told of a document, and how often it took to be told. */
export interface Acknowledged {
  readonly id: string;
  readonly outcome: Outcome;
  readonly attempts: number;
  /** Which of the ledgers told it, and when (ms, of `performance`). */
  readonly via: number;
  readonly at: number;
}

/** An attempt that came to nothing, and is to be made again. */
export interface Setback {
  readonly code: Code;
  readonly facts: Facts;
  readonly via: number;
  /** When it was made, and when it was told (ms, of `performance`). */
  readonly from: number;
  readonly at: number;
}

/** Faults that are not the document's. */
const PASSING: readonly string[] = [
  'LEDGER_UNAVAILABLE',
  'LEDGER_BEHIND',
  'OUTCOME_UNKNOWN',
  'CONFLICT',
  'GATEWAY_UNREACHABLE',
  'SHUTTING_DOWN',
];
/** Between two attempts, ms. */
const PAUSE = 50;

/**
 * Hand-offs without end: each of many hands ships a little of a lot, waits until it is told, receives it short or in
 * full, and begins again. Whoever is told nothing, or that the ledger is away, sends the very same document again, by
 * whichever gateway.
 */
export class Load {
  readonly acknowledged: Acknowledged[] = [];
  /** What nobody expects of lawful documents. */
  readonly surprises: string[] = [];
  readonly setbacks: Setback[] = [];
  #stopped = false;
  readonly #awaited: (() => void)[] = [];

  constructor(
    readonly market: Market,
    readonly ledgers: readonly Pick<Ledger, 'submit'>[],
    readonly lots: readonly string[],
  ) {}

  /** Runs so many hands until `stop`; resolves when each has been told of its last document. */
  async run(hands: number): Promise<void> {
    await Promise.all(Array.from({ length: hands }, (_, hand) => this.#work(hand)));
  }

  stop(): void {
    this.#stopped = true;
  }

  /** When the next document is acknowledged. */
  progress(): Promise<void> {
    return new Promise((resolve) => this.#awaited.push(resolve));
  }

  /** Two hands for each lot, so that what they do to the same stock meets. */
  async #work(hand: number): Promise<void> {
    const { producer, distributor } = this.market;
    const lot = this.lots[hand % this.lots.length] ?? '';
    for (let turn = 0; !this.#stopped; turn++) {
      const lines = [{ lot, quantity: '0.5', uom: 'KGM' }];
      const parties = { from: producer.id, to: distributor.id };
      const id = await this.#send(hand, producer, shipping({ at: new Date(), lines, ...parties }));
      const arrived = [{ lot, quantity: turn % 3 === 0 ? '0.499999' : '0.5', uom: 'KGM' }];
      await this.#send(hand, distributor, receiving({ at: new Date(), shipment: entryRef(id, 0), lines: arrived }));
    }
  }

  async #send(hand: number, firm: Firm, event: object): Promise<string> {
    const document = this.market.sign(firm, 'events', [event], { iat: seconds() });
    const id = idOf(document);
    for (let attempts = 1; ; attempts++) {
      const via = (hand + attempts) % this.ledgers.length;
      const outcome = await this.#try(document, via);
      if (outcome === undefined) {
        await new Promise((resolve) => setTimeout(resolve, PAUSE));
        continue;
      }
      if (outcome.status === 'refused') this.surprises.push(`${id}: ${JSON.stringify(outcome.errors)}`);
      this.acknowledged.push({ id, outcome, attempts, via, at: performance.now() });
      for (const resolve of this.#awaited.splice(0)) resolve();
      return id;
    }
  }

  /** Undefined where it is to be sent again. */
  async #try(document: SignedDocument, via: number): Promise<Outcome | undefined> {
    const from = performance.now();
    try {
      return await this.ledgers[via]?.submit(document);
    } catch (error) {
      if (!(error instanceof TraceError)) this.surprises.push(String(error));
      else if (!PASSING.includes(error.code)) this.surprises.push(`${error.code} ${JSON.stringify(error.facts)}`);
      else this.setbacks.push({ code: error.code, facts: error.facts, via, from, at: performance.now() });
      return undefined;
    }
  }
}
