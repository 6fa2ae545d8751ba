import type {
  BookRecord,
  CategoryRecord,
  EntryRef,
  EvidenceEntry,
  KeyRecord,
  LicenceRecord,
  ParticipantRecord,
  QuotaRecord,
  RecordPosition,
  ShipmentRecord,
  ShipmentStatus,
  SignedDocument,
} from '@suyuan/domain';
import { keys, LIMITS, readEntryRef } from '@suyuan/domain';
import type { Cursor } from './cursor.js';
import type { CommonParts, Page, Snapshot } from './snapshot-reader.js';
import { DeedReader } from './deed-reader.js';
import type { Database } from './folder.js';
import { at, lastPart, within, type Direction } from './layout.js';

/** A document without its entries. */
export interface Cover {
  readonly jws: string;
  readonly record: RecordPosition;
}

/** A document's cover, and of its entries those that were asked for and are there. */
export interface Excerpt extends Cover {
  readonly entries: readonly EvidenceEntry[];
}

/** An entry about an item, and the keys of the item's records that it made or was the last to change. */
export interface JourneyEntry {
  readonly ref: EntryRef;
  readonly made: readonly string[];
}

/** A record, and what stands behind the participant in its key. */
export interface Named<T> {
  readonly name: readonly string[];
  readonly record: T;
}

/**
 * The index as of one block. Each query reads about as much as it answers. What is one key is read on this thread: to
 * have another do it costs four times the reading. Lists are read by others.
 */
export class IndexView extends DeedReader {
  constructor(
    db: Database,
    snapshot: Snapshot,
    readonly cursor: Cursor | undefined,
    common: CommonParts,
  ) {
    super(db, snapshot, common);
  }

  record(document: string): RecordPosition | undefined {
    return readRecord(this.get(at.cover(document)));
  }

  /** Transaction time of an entry, seconds. */
  timeOf(ref: EntryRef): number | undefined {
    return this.record(readEntryRef(ref).document)?.time;
  }

  /** A whole document. */
  async document(document: string): Promise<SignedDocument | undefined> {
    const jws = this.get(at.cover(document))?.split('\n')[1];
    if (jws === undefined) return undefined;
    const page = await this.page({ ...within('e', document), limit: LIMITS.entries });
    return { jws, entries: page.items.map(([, text]) => text.split(' ', 1)[0] ?? '') };
  }

  /** What these entries say and prove, by document; what is not there is left out. All is read at once. */
  async excerpts(refs: readonly EntryRef[]): Promise<ReadonlyMap<string, Excerpt>> {
    const wanted = new Map<string, number[]>();
    for (const ref of refs) {
      const { document, entry } = readEntryRef(ref);
      const indexes = wanted.get(document);
      if (indexes === undefined) wanted.set(document, [entry]);
      else indexes.push(entry);
    }
    const lists = [...wanted].map(([id, indexes]) => ({ id, indexes: indexes.sort((a, b) => a - b) }));
    const texts = await this.many(
      lists.flatMap(({ id, indexes }) => [at.cover(id), ...indexes.map((index) => at.entry(id, index))]),
    );
    const values = texts.values();
    const found = new Map<string, Excerpt>();
    for (const { id, indexes } of lists) {
      const cover = values.next().value;
      const entries = indexes.map((index) => readEntry(index, values.next().value));
      const record = readRecord(cover);
      if (cover === undefined || record === undefined) continue;
      const jws = cover.slice(cover.indexOf('\n') + 1);
      found.set(id, { jws, record, entries: entries.filter((entry) => entry !== undefined) });
    }
    return found;
  }

  participant(id: string): ParticipantRecord | undefined {
    return this.state(keys.participant(id));
  }

  key(participant: string, thumbprint: string): KeyRecord | undefined {
    return this.state(keys.key(participant, thumbprint));
  }

  async participants(after: string | undefined, limit: number): Promise<Page<ParticipantRecord>> {
    const stem = at.state(keys.participant(''));
    const page = await this.page({ gt: stem + (after ?? ''), lt: `${stem}~`, limit });
    const items = page.items.map(([, value]) => JSON.parse(value) as ParticipantRecord);
    const next = page.more ? items.at(-1)?.id : undefined;
    return { items, ...(next === undefined ? undefined : { next }) };
  }

  async keysOf(participant: string, limit = 200): Promise<readonly KeyRecord[]> {
    const stem = at.state(keys.key(participant, ''));
    const page = await this.page({ gt: stem, lt: `${stem}~`, limit });
    return page.items.map(([, value]) => JSON.parse(value) as KeyRecord);
  }

  /** Every category that was ever put in force, by id: the record of its present version, and of one to come. */
  categories(): Promise<readonly CategoryRecord[]> {
    const stem = at.state(keys.category(''));
    return this.common('categories', async () => {
      const { items } = await this.page({ gt: stem, lt: `${stem}~` });
      // Versions one by one stand behind a further `/`.
      const present = items.filter(([key]) => !key.slice(stem.length).includes('/'));
      return present.map(([, value]) => JSON.parse(value) as CategoryRecord);
    });
  }

  /** All versions that a category ever had. */
  categoryVersions(id: string): Promise<readonly CategoryRecord[]> {
    const stem = `${at.state(keys.category(id))}/`;
    return this.common(stem, async () => {
      const { items } = await this.page({ gt: stem, lt: `${stem}~` });
      return items.map(([, value]) => JSON.parse(value) as CategoryRecord);
    });
  }

  /** By type; a participant has few. */
  async licencesOf(participant: string, limit = 200): Promise<readonly LicenceRecord[]> {
    const stem = at.state(keys.licence(participant, ''));
    const page = await this.page({ gt: stem, lt: `${stem}~`, limit });
    return page.items.map(([, value]) => JSON.parse(value) as LicenceRecord);
  }

  /** A participant's quotas, of all periods; in the order of their keys. */
  async quotasOf(participant: string): Promise<readonly Named<QuotaRecord>[]> {
    return this.#named<QuotaRecord>(`quota/${participant}/`);
  }

  /** A participant's books, the present ones and those that were put by as they closed. */
  async booksOf(participant: string): Promise<readonly Named<BookRecord>[]> {
    return this.#named<BookRecord>(`book/${participant}/`);
  }

  async #named<T>(prefix: string): Promise<readonly Named<T>[]> {
    const stem = at.state(prefix);
    const { items } = await this.page({ gt: stem, lt: `${stem}~` });
    return items.map(([key, value]) => ({ name: key.slice(stem.length).split('/'), record: JSON.parse(value) as T }));
  }

  /** Entries about an item in ledger order, from behind a place on. */
  async journey(item: string, after: string | undefined, limit: number): Promise<Page<JourneyEntry>> {
    const range = within('j', item);
    const page = await this.page({ ...range, gt: range.gt + (after ?? ''), limit });
    const last = page.items.at(-1)?.[0];
    const items = page.items.map(([, value]) => {
      const [ref, ...made] = value.split('|');
      return { ref: ref as EntryRef, made };
    });
    return { items, ...(page.more && last !== undefined ? { next: lastPart(last) } : undefined) };
  }

  /** Entries that registered or changed a participant; a key. */
  participantActs(participant: string): Promise<readonly EntryRef[]> {
    return this.refs(within('p', participant));
  }

  keyActs(kid: string): Promise<readonly EntryRef[]> {
    return this.refs(within('k', kid));
  }

  /** Entries that registered or changed a product. */
  productActs(gtin: string): Promise<readonly EntryRef[]> {
    return this.refs(within('g', gtin));
  }

  /** A party's deliveries, newest first; `after` is the `next` of the page before. */
  async deliveries(
    party: string,
    way: Direction,
    status: ShipmentStatus | 'any',
    after: string | undefined,
    limit: number,
  ): Promise<Page<{ ref: EntryRef; shipment: ShipmentRecord }>> {
    const range = within('x', party, way, status);
    const lt = after === undefined ? range.lt : range.gt + after;
    const page = await this.page({ gt: range.gt, lt, limit, reverse: true });
    const items = await this.#shipments(page.items.map(([key]) => lastPart(key) as EntryRef));
    const last = page.items.at(-1)?.[0];
    return { items, ...(page.more && last !== undefined ? { next: last.slice(range.gt.length) } : undefined) };
  }

  async #shipments(refs: readonly EntryRef[]): Promise<readonly { ref: EntryRef; shipment: ShipmentRecord }[]> {
    const names = refs.map(readEntryRef);
    const records = await this.states(names.map(({ document, entry }) => keys.shipment(document, entry)));
    return refs.flatMap((ref, i) => {
      const shipment = records[i];
      return shipment === undefined ? [] : [{ ref, shipment }];
    });
  }
}

/** Of a cover (`at.cover`). */
export function readRecord(cover: string | undefined): RecordPosition | undefined {
  return cover === undefined ? undefined : (JSON.parse(cover.slice(0, cover.indexOf('\n'))) as RecordPosition);
}

function readEntry(index: number, text: string | undefined): EvidenceEntry | undefined {
  const [entry, ...path] = text?.split(' ') ?? [];
  return entry === undefined ? undefined : { index, entry, path };
}
