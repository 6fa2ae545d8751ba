import type { Scene } from '../capture/context.js';
import { TraceError } from '../error/trace-error.js';
import { keys, type EntryRef } from '../state/keys.js';
import type { DirectoryRecord, Run, Serials, UnitSetRecord } from '../state/unit-records.js';
import { unitSetKey } from './entry-keys.js';
import { cut, endsOf, isInRun, melt, splitSerial } from './serials.js';
import { need } from './need.js';

/** Runs of one product that do not meet, and lists of it: so large is its directory at most (some 100 KB). */
const MOST_RUNS = 1000;
const MOST_LISTS = 1000;
/** Lists that lie across new serials are read whole. */
const MOST_READ = 500;

/**
 * From now on these serials are in use. Throws UNIT_EXISTS, SERIALS_CROWDED, and PREFIX_NOT_OWNED where the product of a
 * national code is another's.
 */
export function claim(product: string, serials: Serials, set: EntryRef, isOwn: boolean, scene: Scene): void {
  const { state, signer, ref } = scene;
  const key = keys.serials(product);
  const known = state.get(key);
  // Where all of it was taken back, nobody has it.
  const isFree = known === undefined || known.runs.length + known.lists.length === 0;
  const before: DirectoryRecord = isFree ? { v: 1, maker: signer.id, runs: [], lists: [], last: ref } : known;
  if (!isOwn && before.maker !== signer.id) {
    throw new TraceError('PREFIX_NOT_OWNED', { gtin: product, participant: signer.id });
  }
  refuseRuns(product, serials, before.runs);
  refuseLists(product, serials, before, scene);
  const runs = 'runs' in serials ? melt([...before.runs, ...serials.runs]) : before.runs;
  const [ends] = endsOf(serials);
  const lists =
    'list' in serials && ends !== undefined ? [...before.lists, { set, first: ends[0], last: ends[1] }] : before.lists;
  if (runs.length > MOST_RUNS || lists.length > MOST_LISTS) throw new TraceError('SERIALS_CROWDED', { product });
  state.put(key, { ...before, runs, lists, last: ref });
}

/** They are free again: their set never was. Throws SERIALS_CROWDED where too many runs would be left. */
export function unclaim({ product, serials, by }: UnitSetRecord, { state, ref }: Scene): void {
  const key = keys.serials(product);
  const before = state.get(key);
  if (before === undefined) return;
  const runs = 'runs' in serials ? cut(before.runs, serials.runs) : before.runs;
  if (runs.length > MOST_RUNS) throw new TraceError('SERIALS_CROWDED', { product });
  state.put(key, { ...before, runs, lists: before.lists.filter(({ set }) => set !== by), last: ref });
}

function refuseRuns(product: string, serials: Serials, runs: readonly Run[]): void {
  if ('runs' in serials) {
    for (const [prefix, from, to] of serials.runs) {
      const meets = runs.find(
        (run) => run[0] === prefix && run[1].length === from.length && run[1] <= to && from <= run[2],
      );
      if (meets !== undefined) throw exists(product, prefix + (from < meets[1] ? meets[1] : from));
    }
    return;
  }
  const byForm = new Map<string, Run[]>();
  const formOf = (prefix: string, digits: string): string => `${digits.length} ${prefix}`;
  for (const run of runs) {
    const form = formOf(run[0], run[1]);
    byForm.set(form, [...(byForm.get(form) ?? []), run]);
  }
  for (const serial of serials.list) {
    const split = splitSerial(serial);
    if (byForm.get(formOf(...split))?.some((run) => isInRun(run, split)) === true) throw exists(product, serial);
  }
}

/** Exact: a list that lies across the new serials is read and compared. */
function refuseLists(product: string, serials: Serials, { lists }: DirectoryRecord, { state }: Scene): void {
  const ends = endsOf(serials);
  const across = lists.filter((each) => ends.some(([first, last]) => each.first <= last && first <= each.last));
  if (across.length > MOST_READ) throw new TraceError('SERIALS_CROWDED', { product });
  const sets = across.map(({ set }) => unitSetKey(set));
  need(sets, state);
  const isNew = memberOf(serials);
  for (const key of sets) {
    const known = listOf(state.get(key)).find(isNew);
    if (known !== undefined) throw exists(product, known);
  }
}

function memberOf(serials: Serials): (serial: string) => boolean {
  if ('list' in serials) {
    const all = new Set(serials.list);
    return (serial) => all.has(serial);
  }
  return (serial) => {
    const split = splitSerial(serial);
    return serials.runs.some((run) => isInRun(run, split));
  };
}

function listOf(set: UnitSetRecord | undefined): readonly string[] {
  return set !== undefined && 'list' in set.serials ? set.serials.list : [];
}

function exists(product: string, serial: string): TraceError {
  return new TraceError('UNIT_EXISTS', { product, serial });
}
