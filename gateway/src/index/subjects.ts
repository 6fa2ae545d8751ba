import {
  entryRef,
  findIdentifier,
  parseCodeUrn,
  formatKeyId,
  parseEntry,
  parseEntryUrn,
  parseEvent,
  parseProof,
  readCustodyAct,
  readGtin,
  TraceError,
  type CertificateEntry,
  type CountersignatureEntry,
  type PendingRecord,
  type EntryRef,
  type KeyEntry,
  type ParticipantEntry,
  type ProductEntry,
  type MovedRecord,
  type ShipmentRecord,
  type CertificateRecord,
  type UnitSetRecord,
} from '@suyuan/domain';
import { sha256 } from '@suyuan/block';
import { BoundedCache } from './bounded-cache.js';
import type { Head } from './signed-text.js';

/** What an entry is about. */
export interface Subjects {
  /** Canonical paths. */
  readonly items: ReadonlySet<string>;
  readonly participant?: string;
  /** Key id. */
  readonly key?: string;
  /** GTIN-14. */
  readonly product?: string;
}

/** What the entry's own transaction wrote: where an entry only refers to a thing, its record says which lots. */
export interface Written {
  shipment(ref: EntryRef): ShipmentRecord | undefined;
  certificate(issuer: string, number: string): CertificateRecord | undefined;
  pending(ref: EntryRef): PendingRecord | undefined;
  unitSet(ref: EntryRef): UnitSetRecord | undefined;
  moved(ref: EntryRef): MovedRecord | undefined;
}

const NOTHING: Subjects = { items: new Set() };
const QUANTITY_LISTS = ['quantityList', 'inputQuantityList', 'outputQuantityList', 'childQuantityList'] as const;
const EPC_LISTS = ['epcList', 'childEPCs', 'inputEPCList', 'outputEPCList'] as const;
const paths = new BoundedCache<string | null>(50_000);

/** An entry as it was signed, and what it says. */
export interface Said {
  readonly entry: string;
  readonly value: unknown;
}

export function subjectsOf(head: Head, { entry, value }: Said, ref: EntryRef, written: Written): Subjects {
  switch (head.kind) {
    case 'events':
      return { items: eventItems(value as EventParts, entry, ref, written) };
    case 'certificate':
      return { items: certificateItems(value as CertificateEntry, head.kid.participant, written) };
    case 'participant':
      return participantSubjects(value as ParticipantEntry);
    case 'key':
      return keySubjects(value as KeyEntry);
    case 'countersignature':
      return { items: pendingItems(value as CountersignatureEntry, written) };
    case 'product':
      return productSubjects(value as ProductEntry);
    case 'licence':
    case 'quota':
    case 'category':
    case 'clearance':
      return NOTHING;
  }
}

interface EventParts extends Partial<
  Record<(typeof QUANTITY_LISTS)[number], readonly { readonly epcClass: string }[]>
> {
  readonly epcList?: readonly string[];
  readonly childEPCs?: readonly string[];
  readonly inputEPCList?: readonly string[];
  readonly outputEPCList?: readonly string[];
  readonly parentID?: string;
  readonly errorDeclaration?: object;
  readonly bizTransactionList?: readonly { readonly bizTransaction: string }[];
}

/**
 * What an event names: lots, units, containers, the batch of units that come into being or never did; what is in a shipment that it opens,
 * receives, refuses or voids; and lots that it moves inside of containers.
 */
function eventItems(event: EventParts, entry: string, ref: EntryRef, written: Written): Set<string> {
  const items = new Set<string>();
  const batch = event.errorDeclaration === undefined ? written.unitSet(ref)?.batch : batchOf(entry);
  if (batch !== undefined) items.add(batch);
  for (const lot of written.moved(ref)?.lots ?? []) items.add(lot);
  for (const list of QUANTITY_LISTS) {
    for (const { epcClass } of event[list] ?? []) {
      const path = pathOf(epcClass);
      if (path !== null) items.add(path);
    }
  }
  const named = EPC_LISTS.flatMap((list) => event[list] ?? []);
  for (const uri of event.parentID === undefined ? named : [...named, event.parentID]) {
    const path = pathOf(uri);
    if (path !== null) items.add(path);
  }
  for (const { bizTransaction } of event.bizTransactionList ?? []) {
    const name = quiet(() => parseEntryUrn(bizTransaction));
    if (name === undefined) continue;
    const shipment = written.shipment(entryRef(name.document, name.index));
    for (const { lot } of shipment?.lines ?? []) items.add(lot);
    for (const path of [...(shipment?.goods ?? []), ...(shipment?.within ?? [])]) items.add(path);
  }
  for (const lot of written.shipment(ref)?.within ?? []) items.add(lot);
  return items;
}

/** Of what an error declaration takes back the records of its own tell nothing. */
function batchOf(entry: string): string | undefined {
  return quiet(() => readCustodyAct(parseEvent(parseEntry(entry).value), sha256).batch?.lot);
}

function pendingItems({ entry }: CountersignatureEntry, written: Written): Set<string> {
  const name = quiet(() => parseEntryUrn(entry));
  const pending = name === undefined ? undefined : written.pending(entryRef(name.document, name.index));
  return new Set([...(pending?.lines ?? []).map(({ lot }) => lot), ...(pending?.units ?? []).map(({ unit }) => unit)]);
}

function certificateItems(entry: CertificateEntry, issuer: string, written: Written): Set<string> {
  if (entry.action === 'revoke') return new Set(written.certificate(issuer, entry.number)?.lots);
  return new Set(entry.lots.map(pathOf).filter((path) => path !== null));
}

function participantSubjects(entry: ParticipantEntry): Subjects {
  const { items } = NOTHING;
  return entry.action === 'register'
    ? { items, participant: entry.id, key: proofKey(entry.proof) }
    : { items, participant: entry.id };
}

function keySubjects(entry: KeyEntry): Subjects {
  const { items } = NOTHING;
  return { items, key: entry.action === 'revoke' ? formatKeyId(entry) : proofKey(entry.proof) };
}

function productSubjects({ gtin }: ProductEntry): Subjects {
  const product = quiet(() => readGtin(gtin));
  return product === undefined ? NOTHING : { ...NOTHING, product };
}

function proofKey(proof: string): string {
  return formatKeyId(parseProof(proof, sha256));
}

/** `01/06901234567892/10/A1` of a class or canonical URI, `code/…` of a national code; null where it names nothing that has a path. */
function pathOf(uri: string): string | null {
  return paths.of(uri, () => quiet(() => findIdentifier(uri) ?? parseCodeUrn(uri))?.path ?? null);
}

/** The contract has judged what is in a block; what a later reader finds malformed there is about no item. */
function quiet<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof TraceError) return undefined;
    throw error;
  }
}
