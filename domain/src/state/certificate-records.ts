import type { EntryRef } from './keys.js';
import type { Role } from './role.js';
import type { Versioned } from './versioned.js';

export interface CertificateRecord extends Versioned {
  readonly type: string;
  readonly issuer: string;
  readonly number: string;
  readonly category: string;
  /** The pack's version in force when it was issued. */
  readonly pack: string;
  readonly lots: readonly string[];
  readonly result: 'pass' | 'fail';
  /** First second of the day on which it says that it was issued. */
  readonly issued: number;
  /** The issuer's roles by which it might issue it. */
  readonly roles: readonly Role[];
  /** Last second of validity, where it has an end. */
  readonly until?: number;
  readonly status: 'valid' | 'revoked';
  readonly by: EntryRef;
  readonly last: EntryRef;
}

/** Why: the certificate failed the lot, or was revoked and is not replaced. */
export type StopReason = 'failed' | 'revoked';

/** What stops everything that has a tag in its lineage; it ends with the last of its causes. */
export interface Stop {
  /** The tag's bits in a lineage filter, base64url. */
  readonly bits: string;
  /** By URN of the certificate. */
  readonly causes: Readonly<Record<string, StopReason>>;
}

/** Active stops of a category, by tag (lineage/tags.ts). The first form named lots and the certificates that failed them. */
export type StopsRecord =
  | { readonly v: 2; readonly tags: Readonly<Record<string, Stop>> }
  | { readonly v: 1; readonly lots: Readonly<Record<string, readonly string[]>> };

/** Tags of stops that were looked for among all ancestors of a lot, in vain. What a lot was made of never changes. */
export interface ClearanceRecord extends Versioned {
  readonly tags: readonly string[];
  readonly last: EntryRef;
}
