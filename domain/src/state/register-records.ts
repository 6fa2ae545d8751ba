import type { EntryRef } from './keys.js';
import type { Names } from './records.js';

/** A stretch in which a licence did not hold, of transaction times: suspended, or lapsed until it was renewed. */
export interface Pause {
  readonly from: number;
  /** The first second in which it held again; absent while it is suspended. */
  readonly until?: number;
}

/** What an authority allows a participant, or a laboratory is accredited for. */
export interface Licence {
  readonly number: string;
  /** Categories whose steps it counts for. */
  readonly categories: readonly string[];
  /** What rules ask for by `scope` or `includes`: substances, `restricted`; of an accreditation types of certificates. */
  readonly scopes: readonly string[];
  /** First second of its first day, and last of its last, in China. */
  readonly from: number;
  readonly until?: number;
  /** Who issued it, as the licence says. */
  readonly authority: string;
  /** Division of the regulator that granted it; while it is suspended, of the one that did that. None below changes it. */
  readonly granted: string;
  readonly held?: string;
  readonly status: 'valid' | 'suspended' | 'revoked';
  /** Transaction time of its revocation. */
  readonly revoked?: number;
  /** In order of time. */
  readonly pauses?: readonly Pause[];
  readonly by: EntryRef;
  readonly last: EntryRef;
}

/** All of a type that a participant has, revoked ones too; one stands once, by its number. */
export interface LicenceRecord {
  readonly v: 1;
  readonly participant: string;
  readonly type: string;
  readonly licences: readonly Licence[];
}

/** A product as the register has it: whoever commissions it must be its maker, or one to whom that is delegated. */
export interface ProductRecord {
  readonly v: 1;
  readonly gtin: string;
  readonly name: Names;
  readonly category: string;
  readonly specification?: string;
  /** Whose product it is: participant id. */
  readonly maker: string;
  /** Others that may commission it, by the maker's word. */
  readonly delegates: readonly string[];
  /** Approval or registration number, in the one form of its scheme. */
  readonly approval?: string;
  readonly status: 'registered' | 'withdrawn';
  /** A regulator's withdrawal: by one of this division or above it comes back. */
  readonly held?: string;
  readonly by: EntryRef;
  readonly last: EntryRef;
}
