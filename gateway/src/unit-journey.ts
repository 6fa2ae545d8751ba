import {
  contentsKey,
  parseEntry,
  parseEvent,
  readCustodyAct,
  Track,
  type EntryRef,
  type EvidenceDocument,
} from '@suyuan/domain';
import { sha256 } from './hash.js';
import type { IndexView } from './index/index-view.js';

/** Entries of a unit's story in one answer, those of its containers included: more than any unit's life has. */
export const MOST = 1000;

interface Placed {
  readonly ref: EntryRef;
  /** Sorts in ledger order. */
  readonly place: readonly [block: number, transaction: number, position: number, entry: number];
  readonly kind: string;
  readonly entry: string;
}

/**
 * Entries about a unit or a container in ledger order: its own, those of the containers that it was in meanwhile, and
 * certificates of a unit's batch.
 */
export async function unitJourney(view: IndexView, item: string, batch?: string): Promise<readonly EntryRef[]> {
  const own = await entriesOf(view, item);
  const events = new Set(own);
  for (const container of await containersOf(view, item, own)) {
    for (const ref of await entriesOf(view, container)) events.add(ref);
  }
  const named = new Set([...own, ...(batch === undefined ? [] : await entriesOf(view, batch))]);
  const placed = await place(view, new Set([...events, ...named]));
  const track = new Track(item);
  return placed
    .filter(({ ref, kind, entry }) => {
      if (kind === 'certificate') return named.has(ref);
      if (kind === 'countersignature') return own.includes(ref);
      return kind === 'events' && events.has(ref) && track.sees(readAct(entry), ref);
    })
    .map(({ ref }) => ref);
}

async function entriesOf(view: IndexView, item: string): Promise<readonly EntryRef[]> {
  return (await view.journey(item, undefined, MOST)).items.map(({ ref }) => ref);
}

/** All that ever held it, and what ever held those: from the pages of the packings that name them. */
async function containersOf(view: IndexView, item: string, own: readonly EntryRef[]): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  let next = parents(view, item, own);
  while (next.length > 0) {
    const later: string[] = [];
    for (const container of next) {
      if (found.has(container)) continue;
      found.add(container);
      later.push(...parents(view, container, await entriesOf(view, container)));
    }
    next = later;
  }
  return found;
}

function parents(view: IndexView, item: string, refs: readonly EntryRef[]): string[] {
  return refs.flatMap((ref) => {
    const page = view.state(contentsKey(ref));
    return page === undefined || page.container === item ? [] : [page.container];
  });
}

async function place(view: IndexView, refs: ReadonlySet<EntryRef>): Promise<readonly Placed[]> {
  const excerpts = await view.excerpts([...refs]);
  const placed = [...excerpts].flatMap(([id, { record, entries }]: [string, EvidenceDocument]) =>
    entries.map(({ index, entry }): Placed => {
      const { block, transaction, position, kind } = record;
      return { ref: `${id}#${index}`, place: [block, transaction, position, index], kind, entry };
    }),
  );
  return placed.sort((a, b) => compare(a.place, b.place));
}

function compare(a: readonly number[], b: readonly number[]): number {
  for (let i = 0; i < a.length; i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

function readAct(entry: string) {
  return readCustodyAct(parseEvent(parseEntry(entry).value), sha256);
}
