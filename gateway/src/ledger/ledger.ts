import type { CheckError, CheckReport, Interpretation, SignedDocument } from '@suyuan/domain';

/** What became of one submitted document. */
export type Outcome =
  | { readonly status: 'committed'; readonly txId: string; readonly block: number }
  /** Recorded before, by this or another gateway: the contract's DUPLICATE_DOCUMENT. */
  | { readonly status: 'existing' }
  /** Judged by the contract: nothing of it is in any block. */
  | { readonly status: 'refused'; readonly errors: readonly CheckError[] };

/**
 * All that the rest of the gateway sees of a ledger. Calls throw a TraceError: LEDGER_UNAVAILABLE (nothing was
 * submitted), OUTCOME_UNKNOWN (it may have been: sending again is safe), CONFLICT, PROPOSAL_REFUSED.
 */
export interface Ledger {
  /** Carries one document, alone or in a bundle with others, until it is committed or refused. Who has read it says so. */
  submit(document: SignedDocument, read?: Interpretation): Promise<Outcome>;
  /** Judges documents without sending them. */
  check(documents: readonly SignedDocument[]): Promise<CheckReport>;
  /** A query of the contract's. */
  evaluate(name: string, ...args: readonly string[]): Promise<Uint8Array>;
  /** Blocks that an organisation's peer has, by that peer's own word; throws LEDGER_UNAVAILABLE where it does not answer. */
  height(organisation: string): Promise<number>;
  /** `common.Block` bytes from this number on, then live, until the signal; reconnecting is the caller's. */
  blocks(from: number, signal: AbortSignal): AsyncIterable<Uint8Array>;
  /** Waits for what was accepted, then closes the connection. */
  close(): Promise<void>;
}
