import type { CheckReport, SignedDocument } from '@suyuan/domain';

/** What became of one transaction that carried documents: all of them, or none. */
export type Carried =
  | {
      readonly status: 'committed';
      readonly txId: string;
      readonly block: number;
      /** Of a single document: keys that the contract had to read in a round of their own. */
      readonly led: readonly string[];
    }
  /** The contract refused at least one: nothing was endorsed, so nothing of any of them reaches a block. */
  | { readonly status: 'refused' }
  /** Endorsed, ordered, and found invalid in this block, because another transaction changed what it had read. */
  | { readonly status: 'conflict'; readonly block: number }
  /** The contract failed otherwise than by refusing: whatever documents made it fail, fail again. */
  | { readonly status: 'failed'; readonly reason: string };

/** What the bundler asks of a ledger. Every method throws the TraceErrors of `Ledger`. */
export interface Carrier {
  /** One transaction with all these documents, until it is committed or known not to be. `reads`: what they lead to. */
  carry(documents: readonly SignedDocument[], reads: readonly string[]): Promise<Carried>;
  /** Judges documents without sending them. */
  check(documents: readonly SignedDocument[]): Promise<CheckReport>;
  /** The contract's keys that valid transactions of a block wrote. */
  written(block: number): Promise<ReadonlySet<string>>;
}
