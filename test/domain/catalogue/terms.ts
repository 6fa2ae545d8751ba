import type { CertificateName, EntryRef, Json, PackExtension, Role, Step } from '@suyuan/domain';
import type { SensorReading } from '@suyuan/client';
import type { Firm } from '../../support/firm.js';

/* What the second account of a category is kept in: nothing of it is read from the ledger's records. */

export type Fact = string | number | bigint;
export type Facts = Readonly<Record<string, Fact>>;

/** A firm with one role, so that it can be seen by which role something was done. */
export interface Party {
  readonly firm: Firm;
  readonly role: Role;
  /** What it codes its goods with, of makers. */
  readonly gtin: string;
}

export interface Lot {
  readonly path: string;
  readonly maker: string;
  /** Seconds. */
  readonly made: number;
  readonly uom: string;
  readonly quantity: bigint;
  /** A batch of single units. */
  readonly single: boolean;
  readonly facts: Facts;
  readonly certificates: readonly CertificateName[];
  readonly parents: readonly Lot[];
  readonly balance?: { readonly substance: string; readonly share: bigint };
}

export type Place = { readonly firm: string } | { readonly way: Shipment } | { readonly box: Box } | 'gone';

/** So much of a lot that lies together, or one unit. */
export interface Parcel {
  readonly lot: Lot;
  readonly unit?: string;
  place: Place;
  quantity: bigint;
  state: string;
  done: Readonly<Record<string, number>>;
  facts: Facts;
  /** Where that is not whoever has it. */
  owner: string | undefined;
  attached: string | undefined;
  /** Of a unit: when something was last done to it, seconds. */
  since: number;
  excursion: { readonly at: number; readonly release: readonly string[] } | undefined;
}

export interface Box {
  readonly path: string;
  place: Place;
  opened: boolean;
  /** When something was last done to it, seconds. */
  since: number;
}

export interface Shipment {
  readonly ref: EntryRef;
  readonly from: string;
  readonly to: string;
  readonly owner: string | undefined;
  readonly carrier: string | undefined;
  readonly parcels: Parcel[];
  readonly box: Box | undefined;
  /** In which state its goods travel. */
  readonly state: string;
  readonly rules: Rules;
  readonly isReturn: boolean;
  /** When it left, as its sender says, seconds. */
  readonly shipped: number;
  status: 'open' | 'received' | 'closed';
  /** How much was received of it. */
  received: bigint;
}

/** Texts of law that bind together, the national one first. */
export interface Rules {
  readonly version: string;
  readonly layers: readonly Layer[];
}

export interface Layer {
  readonly id: string;
  readonly pack: Pick<PackExtension, 'steps'>;
}

export interface Certificate extends CertificateName {
  readonly type: string;
  readonly roles: readonly Role[];
  readonly lot: Lot | undefined;
  readonly path: string;
  readonly result: 'pass' | 'fail';
  readonly issued: number;
  readonly until: number | undefined;
  revoked: boolean;
}

export interface Licence {
  readonly holder: string;
  readonly type: string;
  readonly number: string;
  readonly scopes: readonly string[];
  /** Last second. */
  until: number;
  status: 'valid' | 'suspended' | 'revoked';
  /** Seconds in which it did not hold: from the first, before the last. */
  pauses: readonly { readonly from: number; readonly until?: number }[];
  revoked?: number;
}

/** An end, or the keeping of goods, that waits for others to sign. */
export interface Pending {
  readonly ref: EntryRef;
  readonly step: Step;
  readonly parcel: Parcel;
  readonly quantity: bigint;
  readonly state: string;
  readonly holder: string;
  readonly roles: readonly Role[];
  readonly needed: number;
  readonly at: number;
  readonly keeps: boolean;
  signed: readonly string[];
  done: boolean;
}

/** What somebody tries to do. */
export interface Deed {
  readonly step: Step;
  /** When it happened, seconds; where it is left out: now. */
  readonly at?: number;
  readonly by: Party;
  readonly to?: Party;
  readonly parcels: readonly Parcel[];
  /** Of the one parcel of a lot. */
  readonly quantity: bigint;
  readonly box?: Box;
  readonly shipment?: Shipment;
  /** Whose stock it is about, where that is another's. */
  readonly holder?: string;
  readonly fields: Readonly<Record<string, Json>>;
  readonly papers: readonly Certificate[];
  readonly birth?: Birth;
  readonly parent?: string;
  readonly readings?: readonly SensorReading[];
  readonly keepsOwner?: boolean;
  readonly carrier?: Party;
}

/** Goods that come into being. */
export interface Birth {
  readonly path: string;
  readonly gtin: string;
  readonly uom: string;
  readonly quantity: bigint;
  /** Paths of single units. */
  readonly units: readonly string[];
}

/** What speaks against a deed: of a rule of the pack its name, of custody's own the word `custody`; and how it is refused. */
export interface Objection {
  readonly rule: string;
  readonly codes: readonly string[];
}
