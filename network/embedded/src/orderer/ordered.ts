import type { NamespaceSet } from '@suyuan/block';

/** An envelope that was accepted for ordering, and what is known of it without looking at the state. */
export interface Ordered {
  readonly txId: string;
  /** The `common.Envelope`, as it will stand in its block. */
  readonly bytes: Buffer;
  /** A `TxValidationCode`: VALID as far as it goes, or why it will be committed as invalid. */
  readonly code: number;
  readonly sets: readonly Omit<NamespaceSet, 'other'>[];
}
