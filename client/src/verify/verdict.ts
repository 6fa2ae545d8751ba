import type {
  CertificateItem,
  Code,
  CustodyStep as StepOfCustody,
  EntryRef,
  Facts,
  Names,
  Role,
  ShipmentStatus,
} from '@suyuan/domain';

/** What was checked; a page says each in a sentence of its own. */
export const CHECKS = [
  /** The answer is about the item that was asked for. */
  'item',
  /** All documents are of one ledger, the one that the answer names. */
  'ledger',
  /** Every document is what its id says, and of the form that the ledger takes. */
  'documents',
  /** Every entry is one that its document's signer signed. */
  'entries',
  /** Every key was registered by a regulator, up to the pinned one, and was good when it signed. */
  'keys',
  /** Every signature fits its document and key. */
  'signatures',
  /** Whoever signed an event is who it says acted, and was in a position to. */
  'signers',
  /** The journey is all there and lists exactly the entries about the item. */
  'journey',
  /** Lot, stock and deliveries, recomputed from the entries, are what the gateway says they are. */
  'quantities',
  /** So are the certificates. */
  'certificates',
  /** Names shown are those that a regulator registered. */
  'names',
] as const;
export type CheckId = (typeof CHECKS)[number];

export interface Check {
  readonly id: CheckId;
  readonly ok: boolean;
  /** How many things were looked at. */
  readonly count: number;
  /** What is wrong, the first findings at most. */
  readonly details: readonly Detail[];
}

export interface Detail {
  readonly code: Code;
  readonly facts: Facts;
}

/** What no reader of one answer can know yet. */
export interface Unknown {
  /**
   * `omission`: that nothing was left out; `order`: that blocks, order and times of recording are as stated;
   * `ancestors`: whether the lots that it was made of were what they are said to be (verifyLineage looks);
   * `licences`: whether licences and accreditations that the category asks for were held: the register says
   * (`GET /api/v1/participants/{id}/licences`);
   * `units`: where the units of a batch are: each of them tells;
   * `name`: who a party is that has signed nothing here; `certificate`: one that the maker named is not in the evidence.
   */
  readonly id: 'omission' | 'order' | 'ancestors' | 'units' | 'licences' | 'name' | 'certificate';
  readonly facts: Facts;
}

export interface Verdict {
  /** Every check passed. */
  readonly ok: boolean;
  readonly checks: readonly Check[];
  /** From verified entries alone; absent where not even the lot's origin could be verified. */
  readonly story?: Story;
  /** As the gateway states them. */
  readonly ledger: { readonly aud: string; readonly height: number; readonly time?: number };
  /** True things that a reader should hear of: a key revoked later, a signer suspended since. */
  readonly warnings: readonly Detail[];
  readonly unknown: readonly Unknown[];
}

/** Name and roles are there where the evidence holds the registration. */
export interface Party {
  /** Social credit code; absent where the event names a GLN that the evidence does not explain. */
  readonly id?: string;
  readonly gln?: string;
  readonly name?: Names;
  readonly roles?: readonly Role[];
  readonly division?: string;
}

export interface Story {
  /** Canonical path. */
  readonly item: string;
  readonly category: string;
  readonly product: Names;
  /** In the maker's words. */
  readonly origin?: string;
  /** `YYYY-MM-DD`, where the maker says it. */
  readonly harvested?: string;
  readonly maker: Party;
  readonly uom: string;
  /** In ledger order. */
  readonly steps: readonly StoryStep[];
  readonly certificates: readonly StoryCertificate[];
  /** Lots that it was made of, in its maker's words; none where it was made of nothing that is traced. */
  readonly parents: readonly StoryPart[];
  /** Of a batch of units: how many; where they are, each of them tells, and `quantities` says nothing of it. */
  readonly units?: number;
  /** Each in decimal text; commissioned = held + packed + inTransit + decommissioned + missing + used + sampled + sold + consumed. */
  readonly quantities: {
    readonly commissioned: string;
    readonly held: string;
    readonly inTransit: string;
    /** In containers that somebody has. */
    readonly packed: string;
    readonly decommissioned: string;
    readonly missing: string;
    /** Worked into other lots. */
    readonly used: string;
    /** Handed to laboratories. */
    readonly sampled: string;
    /** In a shop, over a counter, abroad: to whom the ledger does not know. */
    readonly sold: string;
    /** As they were: eaten, sprayed, burnt. */
    readonly consumed: string;
  };
  readonly holdings: readonly StoryHolding[];
  readonly packed: readonly StoryPacked[];
  readonly inTransit: readonly StoryShipment[];
  /** Received short: shipped − received is in nobody's stock. */
  readonly discrepancies: readonly (StoryShipment & { readonly received: string; readonly missing: string })[];
  /** Failed inspections that are not revoked: trade of the lot is stopped. */
  readonly failed: readonly StoryCertificate[];
}

export interface StoryHolding {
  readonly party: Party;
  readonly quantity: string;
  /** A state of its category: `active`. */
  readonly state: string;
  /** A sensor report that left the category's limits, and that nobody has released the goods from. */
  readonly excursion?: EntryRef;
}

/** In containers that a party has. */
export interface StoryPacked {
  readonly party: Party;
  readonly quantity: string;
  /** Canonical paths of the outermost. */
  readonly containers: readonly string[];
}

/** So much of another lot. */
export interface StoryPart {
  /** Canonical path. */
  readonly lot: string;
  readonly quantity: string;
  readonly uom: string;
}

export interface StoryShipment {
  readonly ref: EntryRef;
  readonly from: Party;
  readonly to: Party;
  /** Of this lot. */
  readonly quantity: string;
  readonly status: ShipmentStatus;
  /** The goods are on their way back: which shipment was refused. */
  readonly returns?: EntryRef;
}

export type StoryStep = CustodyStep | CertificateStep;

interface BaseStep {
  readonly ref: EntryRef;
  /** Who signed it. */
  readonly by: Party;
}

export interface CustodyStep extends BaseStep {
  readonly step: StepOfCustody;
  /** As the signer states it: seconds since 1970, and the offset in force there. */
  readonly time: number;
  readonly offset: string;
  /** Of this lot; `0` where a delivery came without it. */
  readonly quantity: string;
  readonly from?: Party;
  readonly to?: Party;
  /** It does nothing but declare that event wrong; and, of that one, the declaration. */
  readonly corrects?: EntryRef;
  readonly corrected?: EntryRef;
  /** Of a transformation: what went in, and what came out. */
  readonly inputs?: readonly StoryPart[];
  readonly outputs?: readonly StoryPart[];
  /** Of packing and unpacking: what it goes into or comes out of. */
  readonly container?: string;
  /** What it opens or closes. */
  readonly shipment?: EntryRef;
  /** Receiving: how much less than was shipped. */
  readonly missing?: string;
  readonly place?: string;
  /** Of an event that was reported late: by when it should have been, seconds. Times of recording are as stated (`order`). */
  readonly due?: number;
}

export interface CertificateStep extends BaseStep {
  readonly step: 'certificate' | 'revocation';
  readonly certificate: StoryCertificate;
}

export interface StoryCertificate {
  readonly issuer: Party;
  readonly number: string;
  readonly type: string;
  /** What its category calls the type. */
  readonly names: Names;
  readonly result: 'pass' | 'fail';
  /** `YYYY-MM-DD` */
  readonly issued: string;
  readonly validUntil?: string;
  readonly items: readonly CertificateItem[];
  readonly statement?: string;
  readonly attachment?: { readonly name: string; readonly mediaType: string; readonly sha256: string };
  /** `expired` by the clock of whoever verifies. */
  readonly status: 'valid' | 'expired' | 'revoked';
  readonly ref: EntryRef;
}
