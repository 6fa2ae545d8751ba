import type { PublicJwk } from '../document/key-id.js';
import type { CertificateName } from '../identifier/suyuan-urn.js';
import type { EntryRef } from './keys.js';
import type { Role } from './role.js';
import type { KeptFacts, Standing } from './standing.js';
import type { Versioned } from './versioned.js';

export * from './category-records.js';
export * from './certificate-records.js';
export { ROLES, type Role } from './role.js';

/** Names in both languages; Chinese is the one that must be there. */
export interface Names {
  readonly zh: string;
  readonly en?: string;
}

export interface LedgerRecord extends Versioned {
  readonly aud: string;
  /** Thumbprint of the first regulator's key, which every organisation has configured. */
  readonly root: string;
  /** The participant that registered itself with it: the catalogue is its to keep. */
  readonly regulator: string;
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
  /** Of which categories of products alone it may do anything; all where it is left out. */
  readonly categories?: readonly string[];
  readonly status: 'active' | 'suspended';
  /** Of whom is suspended: division of the regulator that did it. None below readmits. */
  readonly held?: string;
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
  /** Where its commissioning says it was made: bizLocation, or else readPoint. */
  readonly place?: string;
  /** What its category keeps of the commissioning's fields (`as`). */
  readonly facts?: KeptFacts;
  /** Of a category that is balanced: what is counted, and the share of it in the lot (1 where it is left out). */
  readonly balance?: { readonly substance: string; readonly share?: string };
  /** A batch of units: they alone say who has them, and no holding does; `quantity` is its first commissioning's. */
  readonly units?: true;
  /** Those that its commissioning named. */
  readonly certificates: readonly CertificateName[];
  /** Of a lot that was made of others: those (canonical paths), in the order of the event. */
  readonly parents?: readonly string[];
  /** With parents: its tags and all its ancestors', as a filter (lineage/filter.ts). Without, its tags follow from the record. */
  readonly filter?: string;
  /** The error declaration by which it never was: its number is free again. */
  readonly unmade?: EntryRef;
  /** With parents: categories of ancestors beside its own. Their stops bind it too. */
  readonly categories?: readonly string[];
  readonly by: EntryRef;
}

/** What a party has free of one lot: what is in transit is nobody's. Stays at zero, so that `last` is not lost. */
export interface HoldingRecord extends Versioned, Standing {
  readonly quantity: string;
  readonly uom: string;
  readonly last: EntryRef;
  /** How they stood before `last`, where that left them in stock and might be declared wrong. */
  readonly before?: Standing;
}

export interface Line {
  readonly lot: string;
  readonly quantity: string;
  readonly uom: string;
}

/** As it stood when it left, and stands again if it comes back. */
export interface ShipmentLine extends Line, Standing {}

export type ShipmentStatus = 'in_transit' | 'received' | 'returned' | 'voided';

export interface ShipmentRecord extends Versioned {
  readonly from: string;
  readonly to: string;
  readonly category: string;
  /** The pack's version in force when it was shipped: goods are received under it. */
  readonly pack: string;
  readonly lines: readonly ShipmentLine[];
  /** In which the goods travel; absent: `in_transit`. */
  readonly state?: string;
  /** Whose the goods will be, where that is not the consignee. */
  readonly owner?: string;
  readonly carrier?: string;
  /** Event time, seconds. */
  readonly shipped: number;
  /** Transaction time: extensions in force then bind its receiver. */
  readonly at: number;
  readonly status: ShipmentStatus;
  /** The shipment that was refused, where this one carries the goods back. */
  readonly returns?: EntryRef;
  /** Paths of the containers and units that it carries as such; and of those, which were received. */
  readonly goods?: readonly string[];
  readonly receivedGoods?: readonly string[];
  /** Paths of the lots of which quantities are inside of those containers. */
  readonly within?: readonly string[];
  /** What was really received; a shortfall against `lines` is the discrepancy. */
  readonly received?: readonly Line[];
  readonly by: EntryRef;
  /** What was done to the goods on the way last; and how the lines stood before it. */
  readonly last?: EntryRef;
  readonly before?: readonly Standing[];
  /** What closed it. */
  readonly closed?: EntryRef;
}

export interface MarkRecord extends Versioned {
  readonly by: EntryRef;
  /** Of an event that was reported late: when it was due (seconds). */
  readonly due?: number;
  /** Of an event: the error declaration that undid it. */
  readonly declared?: EntryRef;
}

/** What a laboratory has had of a lot, all samples together. */
export interface SampleRecord extends Versioned {
  readonly quantity: string;
  readonly uom: string;
  readonly by: EntryRef;
  readonly last: EntryRef;
}

/** An act that takes effect with its last signature. */
export interface PendingRecord extends Versioned {
  readonly step: string;
  /** Whose stock it is about, and who signed first. */
  readonly participant: string;
  /** With the state that the goods were in, where that is not `active`. */
  readonly lines: readonly (Line & Pick<Standing, 'state'>)[];
  /** Single units: that were with the participant, in this state. */
  readonly units?: readonly ({ readonly unit: string } & Pick<Standing, 'state'>)[];
  /** Of units: event time of the act, seconds. */
  readonly at?: number;
  /** Of a step that leaves them in stock: how they will stand. */
  readonly change?: Standing;
  /** How many must sign, who may, and who has: parties, or, of a step that leaves the goods in stock, keys. */
  readonly signatures: number;
  readonly roles: readonly Role[];
  readonly signed: readonly string[];
  readonly status: 'pending' | 'done' | 'withdrawn';
  readonly by: EntryRef;
  readonly last: EntryRef;
}
