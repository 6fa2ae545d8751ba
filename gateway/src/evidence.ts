import {
  base64url,
  entryRef,
  formatKeyId,
  inclusionPath,
  leafHash,
  readEntryRef,
  utf8,
  type EntryRef,
  type Evidence,
  type EvidenceDocument,
  type EvidenceEntry,
  type RecordPosition,
  type SignedDocument,
} from '@suyuan/domain';
import { sha256 } from './hash.js';
import { BoundedCache } from './index/bounded-cache.js';
import type { IndexView } from './index/index-view.js';
import { readHead } from './index/signed-text.js';

/** A document without its entries. */
interface Cover {
  readonly jws: string;
  readonly record: RecordPosition;
}

/** Neither ever changes: most answers show the same few registrations, out of documents that may be large. */
const covers = new BoundedCache<Cover>(5_000);
const shown = new BoundedCache<EvidenceEntry>(5_000);

/**
 * All that a verifier needs to check these entries: their documents and paths, and the registrations of every key that
 * signed one of them, later acts on these keys and participants included, up to the bootstrap document that the root
 * regulator's key signed itself. The keys of those acts are followed alike, each once, so this ends.
 */
export async function gatherEvidence(view: IndexView, refs: readonly EntryRef[]): Promise<Evidence> {
  const wanted = new Map<string, Set<number>>();
  const followed = new Set<string>();
  const documents: Record<string, EvidenceDocument> = {};
  for (let news: readonly EntryRef[] = refs; news.length > 0;) {
    const fresh = news.filter((ref) => add(wanted, ref));
    const signers = new Set<string>();
    for (const cover of await load(view, fresh)) signers.add(formatKeyId(readHead(cover.jws).kid));
    news = (await Promise.all([...signers].map((kid) => registrations(view, kid, followed)))).flat();
  }
  for (const [id, indexes] of wanted) {
    const cover = covers.get(id) ?? (await loadOne(view, id, indexes));
    if (cover === undefined) continue;
    const entries: EvidenceEntry[] = [];
    for (const index of [...indexes].sort((a, b) => a - b)) {
      const entry = shown.get(entryRef(id, index)) ?? (await reload(view, id, index));
      if (entry !== undefined) entries.push(entry);
    }
    documents[id] = { ...cover, entries };
  }
  return { documents };
}

/** Entries that registered a key or its participant, or changed either. Those told before are left out. */
async function registrations(view: IndexView, kid: string, followed: Set<string>): Promise<readonly EntryRef[]> {
  const participant = kid.slice(0, kid.indexOf(':'));
  const lists: Promise<readonly EntryRef[]>[] = [];
  if (!followed.has(kid)) lists.push(view.keyActs(kid));
  if (!followed.has(participant)) lists.push(view.participantActs(participant));
  followed.add(kid).add(participant);
  return (await Promise.all(lists)).flat();
}

/** Covers of the entries' documents; what is not kept from earlier answers is read in one go. */
async function load(view: IndexView, refs: readonly EntryRef[]): Promise<readonly Cover[]> {
  const names = refs.map(readEntryRef);
  const missing = new Map<string, Set<number>>();
  for (const { document, entry } of names) {
    if (covers.get(document) !== undefined && shown.get(entryRef(document, entry)) !== undefined) continue;
    const indexes = missing.get(document) ?? new Set();
    missing.set(document, indexes.add(entry));
  }
  const read = await view.documents([...missing.keys()]);
  for (const [id, [record, document]] of read) keep(id, record, document, missing.get(id) ?? new Set());
  return names.map(({ document }) => covers.get(document)).filter((cover) => cover !== undefined);
}

async function loadOne(view: IndexView, id: string, indexes: ReadonlySet<number>): Promise<Cover | undefined> {
  await load(
    view,
    [...indexes].map((index) => entryRef(id, index)),
  );
  return covers.get(id);
}

/** An entry that the cache has forgotten between loading and answering. */
async function reload(view: IndexView, id: string, index: number): Promise<EvidenceEntry | undefined> {
  await load(view, [entryRef(id, index)]);
  return shown.get(entryRef(id, index));
}

function keep(id: string, record: RecordPosition, document: SignedDocument, indexes: ReadonlySet<number>): void {
  covers.set(id, { jws: document.jws, record });
  const leaves = document.entries.map((entry) => leafHash(utf8(entry), sha256));
  for (const index of indexes) {
    const entry = document.entries[index];
    if (entry === undefined) continue;
    shown.set(entryRef(id, index), { index, entry, path: inclusionPath(leaves, index, sha256).map(base64url) });
  }
}

function add(wanted: Map<string, Set<number>>, ref: EntryRef): boolean {
  const { document, entry } = readEntryRef(ref);
  const indexes = wanted.get(document) ?? new Set();
  if (indexes.has(entry)) return false;
  wanted.set(document, indexes.add(entry));
  return true;
}
