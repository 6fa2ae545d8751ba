import {
  entryRef,
  formatKeyId,
  readEntryRef,
  type EntryRef,
  type Evidence,
  type EvidenceDocument,
  type EvidenceEntry,
} from '@suyuan/domain';
import type { Cover, IndexView } from './index/index-view.js';
import { readHead } from './index/signed-text.js';

/**
 * All that a verifier needs to check these entries: their documents and paths, and the registrations of every key that
 * signed one of them, later acts on these keys and participants included, up to the bootstrap document that the root
 * regulator's key signed itself. The keys of those acts are followed alike, each once, so this ends.
 */
export async function gatherEvidence(view: IndexView, refs: readonly EntryRef[]): Promise<Evidence> {
  const covers = new Map<string, Cover>();
  const wanted = new Map<string, Set<number>>();
  const followed = new Set<string>();
  for (let news: readonly EntryRef[] = refs; news.length > 0;) {
    const fresh = news.filter((ref) => add(wanted, ref)).map((ref) => readEntryRef(ref).document);
    const found = await view.covers([...new Set(fresh)].filter((id) => !covers.has(id)));
    for (const [id, cover] of found) covers.set(id, cover);
    const signers = new Set([...found.values()].map(({ jws }) => formatKeyId(readHead(jws).kid)));
    news = (await Promise.all([...signers].map((kid) => registrations(view, kid, followed)))).flat();
  }
  return { documents: await show(view, covers, wanted) };
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

async function show(
  view: IndexView,
  covers: ReadonlyMap<string, Cover>,
  wanted: ReadonlyMap<string, ReadonlySet<number>>,
): Promise<Readonly<Record<string, EvidenceDocument>>> {
  const lists = [...covers].map(([id, cover]) => {
    const indexes = [...(wanted.get(id) ?? [])].sort((a, b) => a - b);
    return { id, cover, refs: indexes.map((index) => entryRef(id, index)) };
  });
  const entries = (await view.entries(lists.flatMap(({ refs }) => refs))).values();
  const documents: Record<string, EvidenceDocument> = {};
  for (const { id, cover, refs } of lists) {
    const shown = refs.map((): EvidenceEntry | undefined => entries.next().value);
    documents[id] = { ...cover, entries: shown.filter((entry) => entry !== undefined) };
  }
  return documents;
}

/** Whether an entry was not wanted before. */
function add(wanted: Map<string, Set<number>>, ref: EntryRef): boolean {
  const { document, entry } = readEntryRef(ref);
  const indexes = wanted.get(document) ?? new Set();
  if (indexes.has(entry)) return false;
  wanted.set(document, indexes.add(entry));
  return true;
}
