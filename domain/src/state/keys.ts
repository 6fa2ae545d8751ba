import type {
  AssignmentRecord,
  CategoryRecord,
  CertificateRecord,
  ClearanceRecord,
  ExtensionsRecord,
  HoldingRecord,
  KeyRecord,
  LedgerRecord,
  LotRecord,
  MarkRecord,
  ParticipantRecord,
  PendingRecord,
  SampleRecord,
  ShipmentRecord,
  StopsRecord,
} from './records.js';
import type {
  BatchRecord,
  ContainerRecord,
  ContentsRecord,
  DirectoryRecord,
  MovedRecord,
  TakenRecord,
  UnitRecord,
  UnitSetRecord,
} from './unit-records.js';
import type { LicenceRecord, ProductRecord } from './register-records.js';
import type { BookRecord, QuotaRecord } from './books.js';
import type { PlotRecord } from './standing.js';

/** A key and, for the compiler, what stands under it. */
export type Key<T extends object> = string & { readonly record?: T };

interface Keys {
  /** The ledger's own audience and root of trust, written by bootstrap. */
  ledger(): Key<LedgerRecord>;
  participant(id: string): Key<ParticipantRecord>;
  key(participant: string, thumbprint: string): Key<KeyRecord>;
  gln(gln: string): Key<AssignmentRecord>;
  prefix(prefix: string): Key<AssignmentRecord>;
  /** All licences of a type that a participant has, so that what a step's rules ask for is known to stand here. */
  licence(participant: string, type: string): Key<LicenceRecord>;
  /** By GTIN, 14 digits. */
  product(gtin: string): Key<ProductRecord>;
  /** The pack now in force; and every version that ever was, immutable. */
  category(id: string): Key<CategoryRecord>;
  categoryVersion(id: string, version: string): Key<CategoryRecord>;
  /** Local extensions of a category, by province: two digits. */
  extensions(category: string, province: string): Key<ExtensionsRecord>;
  certificate(issuer: string, number: string): Key<CertificateRecord>;
  /** Active stops of a category. Read by every hand-off, so that a stop binds from its block on. */
  stops(category: string): Key<StopsRecord>;
  lot(lot: string): Key<LotRecord>;
  clearance(lot: string): Key<ClearanceRecord>;
  holding(participant: string, lot: string): Key<HoldingRecord>;
  shipment(document: string, entry: number): Key<ShipmentRecord>;
  sample(laboratory: string, lot: string): Key<SampleRecord>;
  pending(document: string, entry: number): Key<PendingRecord>;
  /** Units of one commissioning, and which of them are no longer in its maker's loose stock (design note 004). */
  unitSet(document: string, entry: number): Key<UnitSetRecord>;
  taken(document: string, entry: number): Key<TakenRecord>;
  /** Serials in use, by product. */
  serials(product: string): Key<DirectoryRecord>;
  /** By the path of the batch's lot. */
  batch(lot: string): Key<BatchRecord>;
  unit(path: string): Key<UnitRecord>;
  container(path: string): Key<ContainerRecord>;
  /** An earlier use of a crate. */
  containerUse(path: string, use: number): Key<ContainerRecord>;
  contents(document: string, entry: number): Key<ContentsRecord>;
  moved(document: string, entry: number): Key<MovedRecord>;
  /** What a participant has of a substance; `uom` is the book's unit. */
  book(participant: string, category: string, substance: string, uom: string): Key<BookRecord>;
  closedBook(participant: string, category: string, substance: string, uom: string, period: string): Key<BookRecord>;
  quota(participant: string, category: string, substance: string, uom: string, period: string): Key<QuotaRecord>;
  /** By the number that its farm gives it. */
  plot(participant: string, plot: string): Key<PlotRecord>;
  /** base64url SHA-256 of an event id, within its signer: an event counts once. */
  event(participant: string, digest: string): Key<MarkRecord>;
  /** Marks a document whose effects have no key of their own that must be absent. */
  document(id: string): Key<MarkRecord>;
}

/** State keys: plain text, one home (docs/ledger.md, State). `lot` is a canonical path: `01/06901234567892/10/A1`. */
export const keys: Keys = {
  ledger: () => 'ledger',
  participant: (id) => `participant/${id}` as Key<ParticipantRecord>,
  key: (participant, thumbprint) => `key/${participant}/${thumbprint}` as Key<KeyRecord>,
  gln: (gln) => `gln/${gln}` as Key<AssignmentRecord>,
  prefix: (prefix) => `prefix/${prefix}` as Key<AssignmentRecord>,
  licence: (participant, type) => `licence/${participant}/${type}` as Key<LicenceRecord>,
  product: (gtin) => `product/${gtin}` as Key<ProductRecord>,
  category: (id) => `category/${id}` as Key<CategoryRecord>,
  categoryVersion: (id, version) => `category/${id}/${version}` as Key<CategoryRecord>,
  extensions: (category, province) => `extensions/${category}/${province}` as Key<ExtensionsRecord>,
  certificate: (issuer, number) => `certificate/${issuer}/${number}` as Key<CertificateRecord>,
  stops: (category) => `stops/${category}` as Key<StopsRecord>,
  lot: (lot) => `lot/${lot}` as Key<LotRecord>,
  clearance: (lot) => `clearance/${lot}` as Key<ClearanceRecord>,
  holding: (participant, lot) => `holding/${participant}/${lot}` as Key<HoldingRecord>,
  shipment: (document, entry) => `shipment/${document}/${entry}` as Key<ShipmentRecord>,
  sample: (laboratory, lot) => `sample/${laboratory}/${lot}` as Key<SampleRecord>,
  pending: (document, entry) => `pending/${document}/${entry}` as Key<PendingRecord>,
  unitSet: (document, entry) => `set/${document}/${entry}` as Key<UnitSetRecord>,
  taken: (document, entry) => `taken/${document}/${entry}` as Key<TakenRecord>,
  serials: (product) => `serials/${product}` as Key<DirectoryRecord>,
  batch: (lot) => `units/${lot}` as Key<BatchRecord>,
  unit: (path) => `unit/${path}` as Key<UnitRecord>,
  container: (path) => `container/${path}` as Key<ContainerRecord>,
  containerUse: (path, use) => `container/${path}/use/${use}` as Key<ContainerRecord>,
  contents: (document, entry) => `contents/${document}/${entry}` as Key<ContentsRecord>,
  moved: (document, entry) => `moved/${document}/${entry}` as Key<MovedRecord>,
  book: (...parts) => `book/${parts.join('/')}` as Key<BookRecord>,
  closedBook: (...parts) => `book/${parts.join('/')}` as Key<BookRecord>,
  quota: (...parts) => `quota/${parts.join('/')}` as Key<QuotaRecord>,
  plot: (participant, plot) => `plot/${participant}/${plot}` as Key<PlotRecord>,
  event: (participant, digest) => `event/${participant}/${digest}` as Key<MarkRecord>,
  document: (id) => `document/${id}` as Key<MarkRecord>,
};

/** Where something was written: document id and entry index. */
export type EntryRef = `${string}#${number}`;

export function entryRef(document: string, entry: number): EntryRef {
  return `${document}#${entry}`;
}

export function readEntryRef(ref: string): { readonly document: string; readonly entry: number } {
  const at = ref.lastIndexOf('#');
  return { document: ref.slice(0, at), entry: Number(ref.slice(at + 1)) };
}
