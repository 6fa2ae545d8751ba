import type { PublicJwk } from '../document/key-id.js';
import type { CertificateName } from '../identifier/suyuan-urn.js';
import type { CategoryPack } from '../pack/pack.js';
import type { EntryRef } from './keys.js';

/** Names in both languages; Chinese is the one that must be there. */
export interface Names {
  readonly zh: string;
  readonly en?: string;
}

/** What a participant may be; which of them a step takes is the category pack's to say. */
export const ROLES = [
  'regulator',
  'producer',
  'processor',
  'distributor',
  'market',
  'retailer',
  'caterer',
  'laboratory',
] as const;
export type Role = (typeof ROLES)[number];

/** Times in records are whole seconds since 1970, of the transaction unless said otherwise; quantities as decimal text. */
interface Versioned {
  readonly v: 1;
}

export interface LedgerRecord extends Versioned {
  readonly aud: string;
  /** Thumbprint of the first regulator's key, which every organisation has configured. */
  readonly root: string;
  readonly by: EntryRef;
}

export interface ParticipantRecord extends Versioned {
  readonly id: string;
  readonly name: Names;
  readonly roles: readonly Role[];
  /** Administrative division, GB/T 2260, six digits. */
  readonly division: string;
  readonly address?: string;
  /** Party and location GLNs. */
  readonly glns: readonly string[];
  /** GS1 company prefixes. */
  readonly prefixes: readonly string[];
  readonly status: 'active' | 'suspended';
  /** The registration, and the last change. */
  readonly by: EntryRef;
  readonly last: EntryRef;
}

export interface KeyRecord extends Versioned {
  readonly participant: string;
  readonly thumbprint: string;
  readonly jwk: PublicJwk;
  readonly label?: string;
  /** The key binds from here on: later than its registration where a regulator replaced a lost one. */
  readonly from: number;
  readonly status: 'active' | 'revoked';
  /** Documents recorded earlier than the revocation but signed after this time are flagged (seconds). */
  readonly compromisedSince?: number;
  readonly by: EntryRef;
  readonly last: EntryRef;
}

/** A GLN or a company prefix, and whose it is. */
export interface AssignmentRecord extends Versioned {
  readonly participant: string;
  readonly by: EntryRef;
}

export interface CategoryRecord extends Versioned {
  readonly pack: CategoryPack;
  readonly by: EntryRef;
}

export interface CertificateRecord extends Versioned {
  readonly type: string;
  readonly issuer: string;
  readonly number: string;
  readonly category: string;
  /** The pack's version in force when it was issued. */
  readonly pack: string;
  readonly lots: readonly string[];
  readonly result: 'pass' | 'fail';
  /** Last second of validity, where it has an end. */
  readonly until?: number;
  readonly status: 'valid' | 'revoked';
  readonly by: EntryRef;
  readonly last: EntryRef;
}

/** Lot → URNs of the failed certificates that stop it; the stop ends when the last of them is revoked. */
export interface StopsRecord extends Versioned {
  readonly lots: Readonly<Record<string, readonly string[]>>;
}

/** Immutable. */
export interface LotRecord extends Versioned {
  readonly lot: string;
  readonly category: string;
  /** The pack's version in force when it was commissioned. */
  readonly pack: string;
  readonly maker: string;
  readonly product: Names;
  readonly quantity: string;
  readonly uom: string;
  /** Event time of its commissioning, seconds. */
  readonly made: number;
  /** Those that its commissioning named. */
  readonly certificates: readonly CertificateName[];
  readonly by: EntryRef;
}

/** What a party has free of one lot: what is in transit is nobody's. Stays at zero, so that `last` is not lost. */
export interface HoldingRecord extends Versioned {
  readonly quantity: string;
  readonly uom: string;
  readonly last: EntryRef;
}

export interface Line {
  readonly lot: string;
  readonly quantity: string;
  readonly uom: string;
}

export type ShipmentStatus = 'in_transit' | 'received' | 'returned' | 'voided';

export interface ShipmentRecord extends Versioned {
  readonly from: string;
  readonly to: string;
  readonly category: string;
  /** The pack's version in force when it was shipped: goods are received under it. */
  readonly pack: string;
  readonly lines: readonly Line[];
  /** Event time, seconds. */
  readonly shipped: number;
  readonly status: ShipmentStatus;
  /** The shipment that was refused, where this one carries the goods back. */
  readonly returns?: EntryRef;
  /** What was really received; a shortfall against `lines` is the discrepancy. */
  readonly received?: readonly Line[];
  readonly by: EntryRef;
  /** What closed it. */
  readonly closed?: EntryRef;
}

export interface MarkRecord extends Versioned {
  readonly by: EntryRef;
}
