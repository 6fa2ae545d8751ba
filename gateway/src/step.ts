import { TraceError } from '@suyuan/domain';
import type { IndexStore } from './index/index-store.js';
import type { Ledger } from './ledger/ledger.js';

interface Peer {
  readonly organisation: string;
  readonly height: number;
}

/**
 * Whether our peer is in step with those of the other organisations. One that was just restarted refuses what is right by
 * what the others know: a refusal is told only by a peer that has every block that others had when it was asked for
 * (docs/design/009-in-step.md).
 */
export class Step {
  #asking: Promise<Peer> | undefined;
  #next: Promise<Peer> | undefined;

  constructor(
    readonly index: Pick<IndexStore, 'cursor' | 'height' | 'waitFor'>,
    readonly ledger: Pick<Ledger, 'height'>,
    /** How long (ms) our peer may take to catch up while somebody waits. */
    readonly patience: number,
  ) {}

  /**
   * Of a document that was refused by a peer with at least `height` blocks: true where others had more, which our peer
   * and the index have by now, so that it is to be judged once more, for good; false where its refusal stands. Throws
   * LEDGER_BEHIND, LEDGER_UNAVAILABLE.
   */
  async wasBehind(height: number): Promise<boolean> {
    const { organisation, height: highest } = await this.#highest();
    if (height >= highest) return false;
    if (await this.index.waitFor(highest - 1, this.patience)) return true;
    throw new TraceError('LEDGER_BEHIND', { height: this.index.height, organisation, highest });
  }

  /** Asked after this call: those who come while a question is out share the next one. */
  #highest(): Promise<Peer> {
    if (this.#next !== undefined) return this.#next;
    if (this.#asking === undefined) return this.#begin();
    this.#next = this.#asking.then(ignore, ignore).then(() => this.#begin());
    return this.#next;
  }

  #begin(): Promise<Peer> {
    this.#next = undefined;
    this.#asking = this.#ask().finally(() => (this.#asking = undefined));
    return this.#asking;
  }

  /** The peer with most blocks. As many must answer as it takes to accept a document: more than half of them. */
  async #ask(): Promise<Peer> {
    const { organisations = [] } = this.index.cursor ?? {};
    const peers: Peer[] = [];
    await Promise.all(
      organisations.map(async (organisation) => {
        const height = await this.ledger.height(organisation).catch(away);
        if (height !== undefined) peers.push({ organisation, height });
      }),
    );
    const [highest] = peers.sort((a, b) => b.height - a.height);
    if (highest === undefined || peers.length * 2 <= organisations.length) {
      throw new TraceError('LEDGER_UNAVAILABLE', { answered: peers.length, organisations: organisations.length });
    }
    return highest;
  }
}

function away(error: unknown): undefined {
  if (!(error instanceof TraceError)) throw error;
}

function ignore(): void {
  // Whoever asked is told.
}
