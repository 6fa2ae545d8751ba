import type { Due, Flow } from '../filing/dues.js';
import type { SignedDocument } from '../document/document.js';
import type { Kind } from '../document/kinds.js';
import type { Code } from '../error/codes.js';
import type { Facts } from '../error/trace-error.js';
import type {
  CertificateRecord,
  EntryRef,
  HoldingRecord,
  KeyRecord,
  LicenceRecord,
  Line,
  LotRecord,
  Names,
  ParticipantRecord,
  ProductRecord,
  ShipmentRecord,
} from '../state/index.js';

/*
 * What a gateway answers over HTTP (docs/api.md): plain JSON, times of the ledger in whole seconds since 1970, event
 * times inside entries as their signer wrote them. Nothing here is trusted by a verifier but what it can check.
 */

/** One document as it stands in a committed block. */
export interface RecordPosition {
  readonly document: string;
  readonly kind: Kind;
  readonly block: number;
  /** Index of the transaction in the block, and of the document in the transaction. */
  readonly transaction: number;
  readonly position: number;
  /** Fabric transaction id, hex. */
  readonly txId: string;
  /** Transaction time. */
  readonly time: number;
}

/** One failed entry (or the document itself, `entry` absent). */
export interface EntryError {
  readonly entry?: number;
  readonly code: Code;
  readonly facts: Facts;
  /** The code's sentence in the language that was asked for. */
  readonly message: string;
}

export interface DocumentResult {
  /** Absent where the document could not be read far enough to have one. */
  readonly id?: string;
  /**
   * `existing`: it was recorded before, and nothing changed. `acceptable`: a check, nothing was sent. `refused`: sending
   * it again brings nothing else. `unavailable`: nothing is wrong with it; the ledger could not take it, or not say so in
   * time: it is to be sent again.
   */
  readonly status: 'accepted' | 'existing' | 'acceptable' | 'refused' | 'unavailable';
  readonly record?: RecordPosition;
  readonly errors?: readonly EntryError[];
}

export interface DocumentsAnswer {
  readonly results: readonly DocumentResult[];
}

export interface LedgerAnswer {
  readonly aud: string;
  readonly channel: string;
  /** Thumbprint of the root regulator's key; absent until bootstrap. */
  readonly regulator?: string;
  /** Blocks the index has taken in, and the time of the last transaction. */
  readonly height: number;
  readonly time?: number;
  /** Said plainly: one process without consensus, or a Fabric network. */
  readonly network: 'embedded' | 'fabric';
  readonly version: string;
}

/** A document's JWS, its position, and of its entries those that the answer shows, each with its path to the root. */
export interface EvidenceDocument {
  readonly jws: string;
  readonly record: RecordPosition;
  readonly entries: readonly EvidenceEntry[];
}

export interface EvidenceEntry {
  readonly index: number;
  /** As it was signed: base64url(JSON [salt, value]). */
  readonly entry: string;
  /** RFC 9162 inclusion path, base64url, nearest sibling first. */
  readonly path: readonly string[];
}

/**
 * Everything a verifier needs, by document id: the item's events and certificates, the category packs they went by, and
 * the registrations (participant, key, later acts on either) of every key that signed one of them, up to the root
 * regulator's.
 */
export interface Evidence {
  readonly documents: Readonly<Record<string, EvidenceDocument>>;
}

/**
 * A page of an item's journey, with the records that belong to it: a shipment and a certificate stand on the page of the
 * entry that made them, a holding above zero on the page of the entry that changed it last. All pages hold all of them.
 */
/** Where a single unit is, as the ledger has it. */
export interface UnitAnswer {
  /** Path of its batch's lot. */
  readonly batch: string;
  /** Who has it, by itself or in a container; absent on its way, and once it is gone. */
  readonly holder?: string;
  /** The innermost container that it is in. */
  readonly container?: string;
  /** The shipment that it is on its way with. */
  readonly shipment?: EntryRef;
  readonly attached?: string;
  /** The step by which it went for good. */
  readonly ended?: string;
  /** The error declaration by which it never was; then nobody has it. */
  readonly unmade?: EntryRef;
}

/** A container as the ledger has it; its journey comes with evidence, and what is inside is the gateway's word. */
export interface ContainerAnswer {
  /** Canonical path: `00/…`, or `8003/…` of a crate. */
  readonly item: string;
  /** 1 of an SSCC; a crate's present use. */
  readonly use: number;
  readonly category: string;
  /** Who has it, or the outermost that it is in; absent on the way. */
  readonly holder?: string;
  /** The container that it is in. */
  readonly container?: string;
  readonly shipment?: EntryRef;
  /** Nothing is inside any more. */
  readonly opened: boolean;
  /** So much of each batch is inside, at any depth. */
  readonly lots: readonly Line[];
  /** Directly inside: containers, and units, of which the first thousand are named. */
  readonly containers: readonly string[];
  readonly units: readonly string[];
  readonly participants: Readonly<Record<string, ParticipantSummary>>;
  /** Entries about this use of it and whatever it was in meanwhile, in ledger order. */
  readonly journey: readonly EntryRef[];
  readonly evidence: Evidence;
  readonly ledger: LedgerAnswer;
}

export interface ItemAnswer {
  /** Canonical path: `01/06901234567892/10/A1`. */
  readonly item: string;
  /** Of a unit: its batch. */
  readonly lot: LotRecord;
  /** Of a single unit; then holdings and shipments are empty: the journey tells them. */
  readonly unit?: UnitAnswer;
  /** By participant. */
  readonly holdings: readonly { readonly participant: string; readonly holding: HoldingRecord }[];
  readonly shipments: readonly { readonly ref: EntryRef; readonly shipment: ShipmentRecord }[];
  readonly certificates: readonly CertificateRecord[];
  /** Set where the lot's trade is stopped: by which certificate. */
  readonly stopped?: string;
  /** Names of the participants that appear. */
  readonly participants: Readonly<Record<string, ParticipantSummary>>;
  /** Entries about this item in ledger order; all of them stand in the evidence. */
  readonly journey: readonly EntryRef[];
  /** Where the journey goes on, if it was too long for one answer: pass it as `?after=`. */
  readonly next?: string;
  readonly evidence: Evidence;
  readonly ledger: LedgerAnswer;
}

export interface ParticipantSummary {
  readonly id: string;
  readonly name: Names;
  readonly roles: ParticipantRecord['roles'];
  readonly division: string;
  readonly status: ParticipantRecord['status'];
}

export interface ParticipantsAnswer {
  readonly participants: readonly ParticipantRecord[];
  readonly next?: string;
}

export interface ParticipantAnswer {
  readonly participant: ParticipantRecord;
  readonly keys: readonly KeyRecord[];
}

/** Licences and accreditations of a participant, revoked and expired ones too. */
export interface LicencesAnswer {
  readonly participant: string;
  /** By type, in the order of their names. */
  readonly licences: readonly LicenceRecord[];
}

export interface ProductAnswer {
  readonly product: ProductRecord;
}

export interface DeliveriesAnswer {
  readonly deliveries: readonly { readonly ref: EntryRef; readonly shipment: ShipmentRecord }[];
  readonly next?: string;
}

/** One thing that had to be reported: of which shipment, or by which event of one's own, by when, and whether it was. */
export interface Filed extends Due, Flow {
  readonly ref: EntryRef;
  readonly category: string;
}

export interface FilingsAnswer {
  readonly participant: string;
  readonly filings: readonly Filed[];
  readonly next?: string;
}

export interface CertificateAnswer {
  readonly certificate: CertificateRecord;
  readonly evidence: Evidence;
}

export interface DocumentAnswer {
  readonly record: RecordPosition;
  readonly document: SignedDocument;
}

/** RFC 9457, with the code and its facts; of a refused document also the results. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: Code;
  readonly facts?: Facts;
  readonly results?: readonly DocumentResult[];
}
