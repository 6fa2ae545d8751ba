import type { Json } from '../json/json.js';
import type { Validity } from '../licence/validity.js';
import type { Role } from '../state/records.js';

/** What a condition compares: text, whole numbers (times are seconds since 1970), quantities in millionths. */
export type Fact = string | number | bigint | boolean;

/** Of what a fact tells; the rest of its name is the rule code's to fill (docs/packs.md). */
export const FACT_ROOTS = [
  'event',
  'item',
  'parent',
  'signer',
  'to',
  'last',
  'field',
  'certificate',
  'quota',
  'stock',
] as const;

export interface LicenceFacts extends Validity {
  readonly type: string;
  readonly number: string;
  readonly scopes: readonly string[];
}

export interface PartyFacts {
  readonly id: string;
  readonly roles: readonly Role[];
  /** Asked for only where a rule takes a licence. */
  readonly licences: (type: string) => readonly LicenceFacts[];
}

export interface CertificateFacts {
  readonly urn: string;
  readonly type: string;
  readonly issuer: string;
  /** The roles by which its issuer could issue it; absent in the oldest records. */
  readonly roles?: readonly Role[];
  readonly result: 'pass' | 'fail';
  readonly issued?: number;
  readonly until?: number;
  readonly status: 'valid' | 'revoked';
}

/** What a step is judged by, as far as it is the same for all that an event is about. */
export interface StepFacts {
  readonly signer: PartyFacts;
  readonly to?: PartyFacts;
  /** Transaction time, seconds since 1970. */
  readonly now: number;
  /** Event time, where it is before that: what is reported late must have been right then, too. */
  readonly then?: number;
  /** What the event says under an expanded name; undefined where it says nothing. */
  readonly field: (name: string) => Json | undefined;
}

/** And of one item. */
export interface ItemFacts {
  /** Its canonical path. */
  readonly item: string;
  readonly maker: string;
  readonly state?: string;
  /** Those that name the item, among all that its commissioning and the event name. */
  readonly certificates: () => readonly CertificateFacts[];
  readonly fact: (name: string) => Fact | undefined;
}
