import { formatKeyId, type EntryRef, type Evidence, type EvidenceDocument } from '@suyuan/domain';
import type { Excerpt, IndexView } from './index/index-view.js';
import { readSigner } from './index/signed-text.js';

type Excerpts = ReadonlyMap<string, Excerpt>;

/** What an answer shows beside its own entries. */
export interface Besides {
  /** Participants whose registrations belong to it, whether they signed anything in it or not. */
  readonly parties?: Iterable<string>;
  /** Entries with which category packs were published. */
  readonly packs?: Iterable<EntryRef>;
}

/**
 * All that a verifier needs to check these entries: their documents and paths, and the registrations of every key that
 * signed one of them, later acts on these keys and participants included, up to the bootstrap document that the root
 * regulator's key signed itself. Entries of the registry are the same for every answer until a block changes the registry.
 */
export async function gatherEvidence(
  view: IndexView,
  refs: readonly EntryRef[],
  besides: Besides = {},
): Promise<Evidence> {
  const own = await view.excerpts(refs);
  const { parties = [], packs = [] } = besides;
  const registry = await Promise.all([
    ...[...signers(own)].map((kid) => view.common(`signer ${kid}`, () => follow(view, [], [kid]))),
    ...[...parties].map((id) =>
      view.common(`party ${id}`, async () => follow(view, await view.participantActs(id), [])),
    ),
    ...[...packs].map((ref) => view.common(`pack ${ref}`, () => follow(view, [ref], []))),
  ]);
  return { documents: unite([own, ...registry]) };
}

/** Entries, those that registered these keys, and so on. Acts of each key and participant are followed once, so it ends. */
async function follow(view: IndexView, refs: readonly EntryRef[], kids: readonly string[]): Promise<Excerpts> {
  const followed = new Set<string>();
  const wanted = new Set(refs);
  let found = await view.excerpts(refs);
  let keys = new Set([...kids, ...signers(found)]);
  while (keys.size > 0) {
    for (const ref of (await Promise.all([...keys].map((kid) => registrations(view, kid, followed)))).flat()) {
      wanted.add(ref);
    }
    found = await view.excerpts([...wanted]);
    keys = new Set([...signers(found)].filter((kid) => !followed.has(kid)));
  }
  return found;
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

/** Key ids. */
function signers(excerpts: Excerpts): ReadonlySet<string> {
  const kids = new Set<string>();
  for (const { jws } of excerpts.values()) kids.add(formatKeyId(readSigner(jws).kid));
  return kids;
}

/** Each document once, each of its entries once. */
function unite(parts: readonly Excerpts[]): Readonly<Record<string, EvidenceDocument>> {
  const documents: Record<string, EvidenceDocument> = {};
  for (const part of parts) {
    for (const [id, excerpt] of part) {
      const before = documents[id];
      documents[id] = before === undefined || before === excerpt ? excerpt : merge(before, excerpt);
    }
  }
  return documents;
}

function merge(a: EvidenceDocument, b: EvidenceDocument): EvidenceDocument {
  const known = new Set(a.entries.map(({ index }) => index));
  const news = b.entries.filter(({ index }) => !known.has(index));
  if (news.length === 0) return a;
  return { ...a, entries: [...a.entries, ...news].sort((one, other) => one.index - other.index) };
}
