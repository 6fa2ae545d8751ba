import { fromBase64url, utf8, type Hash } from '../bytes.js';
import { TraceError } from '../error/trace-error.js';
import { parsePath } from '../identifier/parse-identifier.js';
import { parseEntryUrn } from '../identifier/suyuan-urn.js';
import type { Json } from '../json/json.js';
import { Shape } from '../json/shape.js';
import { leafHash, verifyInclusion } from '../merkle/merkle.js';
import { entryRef, type EntryRef } from '../state/keys.js';
import { parseEntry } from './entry.js';
import { parseHead, type DocumentHead } from './head.js';

/** As it travels beside a document: nobody vouches for it, so nothing in it is believed that is not checked. */
export interface SignedWitness {
  /** Canonical paths of ancestors: their records are read ahead, and clearances of them are looked at. */
  readonly lots?: readonly string[];
  /** Entries of older documents that this one refers to, each with its path to the root. */
  readonly entries?: readonly WitnessEntry[];
  /** `urn:suyuan:entry:…` of commissionings, and of packings, that units named in the document stand in. */
  readonly sets?: readonly string[];
  readonly pages?: readonly string[];
}

export interface WitnessEntry {
  readonly jws: string;
  readonly index: number;
  readonly entry: string;
  /** RFC 9162 inclusion path, base64url, nearest sibling first. */
  readonly path: readonly string[];
}

/** An older entry, shown to be what the document of that id says; not that this document was ever recorded. */
export interface WitnessedEntry {
  readonly head: DocumentHead;
  readonly value: Json;
}

export interface Witness {
  readonly lots: ReadonlySet<string>;
  readonly entries: ReadonlyMap<EntryRef, WitnessedEntry>;
  readonly sets: ReadonlySet<EntryRef>;
  readonly pages: ReadonlySet<EntryRef>;
}

export const NO_WITNESS: Witness = { lots: new Set(), entries: new Map(), sets: new Set(), pages: new Set() };

/** As many lots as a walk may read, and as many entries as a document could ever need. */
const MOST_LOTS = 500;
const MOST_ENTRIES = 100;
/** A document of 1 MB names some 15,000 units; they come from fewer commissionings. */
const MOST_REFERENCES = 200;

/** `{ lots?, entries?, sets?, pages? }` from outside. */
export function readSignedWitness(value: Json): SignedWitness {
  const shape = Shape.of(value, 'witness');
  const witness = {
    ...(shape.has('lots') ? { lots: shape.texts('lots', MOST_LOTS) } : undefined),
    ...(shape.has('entries') ? { entries: readEntries(shape) } : undefined),
    ...(shape.has('sets') ? { sets: shape.texts('sets', MOST_REFERENCES) } : undefined),
    ...(shape.has('pages') ? { pages: shape.texts('pages', MOST_REFERENCES) } : undefined),
  };
  shape.done();
  return witness;
}

function readEntries(shape: Shape): WitnessEntry[] {
  return shape.list('entries', MOST_ENTRIES).map((item, i) => {
    const one = Shape.of(item, `witness.entries[${i}]`);
    const entry = {
      jws: one.text('jws', 8192),
      index: one.integer('index'),
      entry: one.text('entry', 128 * 1024),
      path: one.texts('path', 10),
    };
    one.done();
    return entry;
  });
}

/** Throws what is wrong with it: LOT paths that are none, entries that are not in their document. */
export function readWitness(witness: SignedWitness | undefined, hash: Hash): Witness {
  if (witness === undefined) return NO_WITNESS;
  const entries = new Map<EntryRef, WitnessedEntry>();
  for (const { jws, index, entry, path } of witness.entries ?? []) {
    const head = parseHead(jws, hash);
    const siblings = path.map(fromBase64url);
    if (!verifyInclusion(leafHash(utf8(entry), hash), index, head.n, siblings, head.root, hash)) {
      throw new TraceError('ENTRY_NOT_INCLUDED', { document: head.id, index });
    }
    entries.set(entryRef(head.id, index), { head, value: parseEntry(entry).value });
  }
  return {
    lots: new Set((witness.lots ?? []).map((lot) => parsePath(lot).path)),
    entries,
    sets: new Set((witness.sets ?? []).map(readReference)),
    pages: new Set((witness.pages ?? []).map(readReference)),
  };
}

function readReference(urn: string): EntryRef {
  const name = parseEntryUrn(urn);
  if (name === undefined) throw new TraceError('IDENTIFIER_INVALID', { value: urn.slice(0, 120), scheme: 'entry' });
  return entryRef(name.document, name.index);
}
