import type {
  CertificateRecord,
  EntryRef,
  EvidenceEntry,
  HoldingRecord,
  KeyRecord,
  ParticipantRecord,
  RecordPosition,
  ShipmentRecord,
  ShipmentStatus,
  SignedDocument,
} from '@suyuan/domain';
import { keys, LIMITS, readEntryRef } from '@suyuan/domain';
import type { Cursor } from './cursor.js';
import type { Database } from './folder.js';
import { at, lastPart, within, type Direction } from './layout.js';

type Snapshot = ReturnType<Database['snapshot']>;
interface Range {
  readonly gt: string;
  readonly lt: string;
  readonly limit: number;
  readonly reverse?: boolean;
}

/** A document without its entries. */
export interface Cover {
  readonly jws: string;
  readonly record: RecordPosition;
}

/** One page of a list, and where the next one begins. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly next?: string;
}

/** The index as of one block. Each query reads about as much as it answers. */
export class IndexView {
  readonly #db: Database;
  readonly #snapshot: Snapshot;

  constructor(
    db: Database,
    snapshot: Snapshot,
    readonly cursor: Cursor | undefined,
  ) {
    this.#db = db;
    this.#snapshot = snapshot;
  }

  async record(document: string): Promise<RecordPosition | undefined> {
    return parse(await this.#get(at.record(document))) as RecordPosition | undefined;
  }

  /** A whole document. */
  async document(document: string): Promise<SignedDocument | undefined> {
    const jws = await this.#get(at.jws(document));
    if (jws === undefined) return undefined;
    const page = await this.#page({ ...within('e', document), limit: LIMITS.entries });
    return { jws, entries: page.items.map(([, text]) => text.split(' ', 1)[0] ?? '') };
  }

  /** Documents without their entries; one that is not there is left out. */
  async covers(ids: readonly string[]): Promise<ReadonlyMap<string, Cover>> {
    const values = await this.#many(ids.flatMap((id) => [at.record(id), at.jws(id)]));
    const found = new Map<string, Cover>();
    ids.forEach((id, i) => {
      const [record, jws] = [parse(values[2 * i]) as RecordPosition | undefined, values[2 * i + 1]];
      if (record !== undefined && jws !== undefined) found.set(id, { jws, record });
    });
    return found;
  }

  /** Entries with their paths, in the order asked for. */
  async entries(refs: readonly EntryRef[]): Promise<readonly (EvidenceEntry | undefined)[]> {
    const names = refs.map(readEntryRef);
    const values = await this.#many(names.map(({ document, entry }) => at.entry(document, entry)));
    return values.map((value, i) => {
      const [entry, ...path] = value?.split(' ') ?? [];
      return entry === undefined ? undefined : { index: names[i]?.entry ?? 0, entry, path };
    });
  }

  /** A record of the contract's state, by its key there (`keys` of the domain). */
  async state<T>(key: string): Promise<T | undefined> {
    return parse(await this.#get(at.state(key))) as T | undefined;
  }

  async states<T>(list: readonly string[]): Promise<readonly (T | undefined)[]> {
    return (await this.#many(list.map((key) => at.state(key)))).map((value) => parse(value) as T | undefined);
  }

  async participant(id: string): Promise<ParticipantRecord | undefined> {
    return this.state<ParticipantRecord>(keys.participant(id));
  }

  async key(participant: string, thumbprint: string): Promise<KeyRecord | undefined> {
    return this.state<KeyRecord>(keys.key(participant, thumbprint));
  }

  async participants(after: string | undefined, limit: number): Promise<Page<ParticipantRecord>> {
    const stem = at.state(keys.participant(''));
    const page = await this.#page({ gt: stem + (after ?? ''), lt: `${stem}~`, limit });
    const items = page.items.map(([, value]) => JSON.parse(value) as ParticipantRecord);
    const next = page.more ? items.at(-1)?.id : undefined;
    return { items, ...(next === undefined ? undefined : { next }) };
  }

  async keysOf(participant: string, limit = 200): Promise<readonly KeyRecord[]> {
    const stem = at.state(keys.key(participant, ''));
    const page = await this.#page({ gt: stem, lt: `${stem}~`, limit });
    return page.items.map(([, value]) => JSON.parse(value) as KeyRecord);
  }

  /** Entries about an item in ledger order, from behind a place on. */
  async journey(item: string, after: string | undefined, limit: number): Promise<Page<EntryRef>> {
    const range = within('j', item);
    const page = await this.#page({ ...range, gt: range.gt + (after ?? ''), limit });
    const last = page.items.at(-1)?.[0];
    const items = page.items.map(([, ref]) => ref as EntryRef);
    return { items, ...(page.more && last !== undefined ? { next: lastPart(last) } : undefined) };
  }

  /** Entries that registered or changed a participant; a key. */
  async participantActs(participant: string, limit = 100): Promise<readonly EntryRef[]> {
    return this.#refs(within('p', participant), limit);
  }

  async keyActs(kid: string, limit = 100): Promise<readonly EntryRef[]> {
    return this.#refs(within('k', kid), limit);
  }

  /** What a party holds, lot by lot in the order of their paths. */
  async holdings(
    participant: string,
    after: string | undefined,
    limit: number,
  ): Promise<Page<{ lot: string; holding: HoldingRecord }>> {
    const range = within('h', participant);
    const page = await this.#page({ ...range, gt: range.gt + (after ?? ''), limit });
    const lots = page.items.map(([key]) => lastPart(key));
    const holdings = await this.states<HoldingRecord>(lots.map((lot) => keys.holding(participant, lot)));
    const items = lots.flatMap((lot, i) => {
      const holding = holdings[i];
      return holding === undefined ? [] : [{ lot, holding }];
    });
    const next = page.more ? lots.at(-1) : undefined;
    return { items, ...(next === undefined ? undefined : { next }) };
  }

  /** Who holds a lot. */
  async holders(lot: string, limit: number): Promise<readonly { participant: string; holding: HoldingRecord }[]> {
    const page = await this.#page({ ...within('l', lot), limit });
    const participants = page.items.map(([key]) => lastPart(key));
    const holdings = await this.states<HoldingRecord>(participants.map((party) => keys.holding(party, lot)));
    return participants.flatMap((participant, i) => {
      const holding = holdings[i];
      return holding === undefined ? [] : [{ participant, holding }];
    });
  }

  async certificates(lot: string, limit: number): Promise<readonly CertificateRecord[]> {
    const page = await this.#page({ ...within('c', lot), limit });
    const records = await this.states<CertificateRecord>(page.items.map(([key]) => `certificate/${lastPart(key)}`));
    return records.filter((record) => record !== undefined);
  }

  /** Shipments of a lot, oldest first. */
  async shipments(lot: string, limit: number): Promise<readonly { ref: EntryRef; shipment: ShipmentRecord }[]> {
    const page = await this.#page({ ...within('y', lot), limit });
    return this.#shipments(page.items.map(([key]) => lastPart(key) as EntryRef));
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
    const page = await this.#page({ gt: range.gt, lt, limit, reverse: true });
    const items = await this.#shipments(page.items.map(([key]) => lastPart(key) as EntryRef));
    const last = page.items.at(-1)?.[0];
    return { items, ...(page.more && last !== undefined ? { next: last.slice(range.gt.length) } : undefined) };
  }

  async #shipments(refs: readonly EntryRef[]): Promise<readonly { ref: EntryRef; shipment: ShipmentRecord }[]> {
    const names = refs.map(readEntryRef);
    const records = await this.states<ShipmentRecord>(
      names.map(({ document, entry }) => keys.shipment(document, entry)),
    );
    return refs.flatMap((ref, i) => {
      const shipment = records[i];
      return shipment === undefined ? [] : [{ ref, shipment }];
    });
  }

  async #refs(range: { gt: string; lt: string }, limit: number): Promise<readonly EntryRef[]> {
    return (await this.#page({ ...range, limit })).items.map(([, ref]) => ref as EntryRef);
  }

  /** One entry more than asked for is read, to know whether there are more. */
  async #page(range: Range): Promise<{ items: readonly [string, string][]; more: boolean }> {
    const options = { ...range, limit: range.limit + 1, snapshot: this.#snapshot };
    const items = await this.#db.iterator(options).all();
    return { items: items.slice(0, range.limit), more: items.length > range.limit };
  }

  #get(key: string): Promise<string | undefined> {
    return this.#db.get(key, { snapshot: this.#snapshot });
  }

  async #many(list: readonly string[]): Promise<(string | undefined)[]> {
    return list.length === 0 ? [] : this.#db.getMany([...list], { snapshot: this.#snapshot });
  }
}

function parse(text: string | undefined): unknown {
  return text === undefined ? undefined : JSON.parse(text);
}
