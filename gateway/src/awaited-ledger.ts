import type { CheckReport, Interpretation, SignedDocument } from '@suyuan/domain';
import { TraceError } from '@suyuan/domain';
import type { Ledger, Outcome } from './ledger/ledger.js';

/**
 * A ledger whose connection settings may not be there yet (the embedded one writes them at its first start): opened
 * when it is first asked for, and again until that works. Until then it is out of reach, like one that is stopped.
 */
export class AwaitedLedger implements Ledger {
  #opening: Promise<Ledger> | undefined;
  readonly #open: () => Promise<Ledger>;

  constructor(open: () => Promise<Ledger>) {
    this.#open = open;
  }

  async submit(document: SignedDocument, read?: Interpretation): Promise<Outcome> {
    return (await this.#ledger()).submit(document, read);
  }

  async check(documents: readonly SignedDocument[]): Promise<CheckReport> {
    return (await this.#ledger()).check(documents);
  }

  async evaluate(name: string, ...args: readonly string[]): Promise<Uint8Array> {
    return (await this.#ledger()).evaluate(name, ...args);
  }

  async height(organisation: string): Promise<number> {
    return (await this.#ledger()).height(organisation);
  }

  async *blocks(from: number, signal: AbortSignal): AsyncGenerator<Uint8Array> {
    yield* (await this.#ledger()).blocks(from, signal);
  }

  async close(): Promise<void> {
    await (await this.#opening?.catch(() => undefined))?.close();
  }

  #ledger(): Promise<Ledger> {
    this.#opening ??= this.#open().catch((error: unknown) => {
      this.#opening = undefined;
      throw error instanceof TraceError ? new TraceError('LEDGER_UNAVAILABLE', error.facts) : error;
    });
    return this.#opening;
  }
}
