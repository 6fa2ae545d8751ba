import { KeysNotRead } from '../capture/working-state.js';
import { TraceError } from '../error/trace-error.js';
import { keys, type Key } from '../state/keys.js';
import type { LotRecord } from '../state/records.js';
import { stopped, type Suspicion, type WalkScene } from './suspect.js';
import { LineageFilter } from './filter.js';
import { tagsOf } from './tags.js';

/** Lots that a document's walks may look at (docs/ledger.md, Lineage); of clearances, what its witness may name. */
export const WALK_READS = 500;
/** Lots that an error names at most. */
const NAMED = 20;

/** Lot → what is to be looked for in it and behind it. */
type Level = Map<string, Set<Suspicion>>;

/**
 * Looks for the suspected stops among all ancestors, a generation at a time (each is one batch of reads), following only
 * those parents whose own filters say "perhaps" too. A lot that was cleared of a tag, and that the document's witness
 * names, ends there. Returns if none is found; throws LINEAGE_STOPPED, LINEAGE_TOO_LARGE, KeysNotRead.
 */
export function walk(lot: LotRecord, suspicions: readonly Suspicion[], scene: WalkScene): void {
  const asked: Level = new Map();
  let from: LotRecord[] = [lot];
  let level: Level = new Map();
  readTogether(lot, from, [lot.lot], scene);
  const rest = notCleared(lot, suspicions, scene);
  for (const parent of lot.parents ?? []) enqueue(parent, rest, level, asked);
  while (level.size > 0) {
    readTogether(lot, from, [...level.keys()], scene);
    from = [];
    const next: Level = new Map();
    for (const [path, looked] of level) {
      const ancestor = scene.state.get(keys.lot(path));
      if (ancestor === undefined) continue;
      const behind = stillSuspected(lot, ancestor, [...looked], scene);
      if (behind.length === 0) continue;
      from.push(ancestor);
      for (const parent of ancestor.parents ?? []) enqueue(parent, behind, next, asked);
    }
    level = next;
  }
}

/** Paths meet again in mixes: an ancestor is looked at once for each tag. */
function enqueue(lot: string, suspicions: readonly Suspicion[], level: Level, asked: Level): void {
  const before = asked.get(lot) ?? new Set();
  const fresh = suspicions.filter((suspicion) => !before.has(suspicion));
  if (fresh.length === 0) return;
  asked.set(lot, new Set([...before, ...fresh]));
  level.set(lot, new Set([...(level.get(lot) ?? []), ...fresh]));
}

/** What may lie behind this ancestor. Throws where it is here. */
function stillSuspected(
  lot: LotRecord,
  ancestor: LotRecord,
  looked: readonly Suspicion[],
  scene: WalkScene,
): readonly Suspicion[] {
  const own = tagsOf(ancestor);
  const found = looked.find(({ tag }) => own.includes(tag));
  if (found !== undefined) throw stopped(lot.lot, ancestor.lot, found.stop);
  if (ancestor.filter === undefined) return [];
  const filter = LineageFilter.read(ancestor.filter);
  const suspected = looked.filter(({ bits }) => filter.has(bits));
  return notCleared(ancestor, suspected, scene);
}

function notCleared(
  { lot }: LotRecord,
  suspected: readonly Suspicion[],
  { state, witness }: WalkScene,
): readonly Suspicion[] {
  const cleared = witness.lots.has(lot) ? state.get(keys.clearance(lot))?.tags : undefined;
  return cleared === undefined ? suspected : suspected.filter(({ tag }) => !cleared.includes(tag));
}

/** One batch: what is not at hand is asked for all at once. What a document has read once, it has read. */
function readTogether(lot: LotRecord, from: readonly LotRecord[], lots: readonly string[], scene: WalkScene): void {
  const { state, walked, witness, most = WALK_READS } = scene;
  const wanted: Key<object>[] = [];
  for (const path of lots) {
    wanted.push(keys.lot(path));
    walked.add(path);
    if (witness.lots.has(path)) wanted.push(keys.clearance(path));
  }
  if (walked.size > most) {
    const clear = from.map((each) => each.lot);
    throw new TraceError('LINEAGE_TOO_LARGE', { lot: lot.lot, most, clear: clear.slice(0, NAMED) });
  }
  const missing = wanted.filter((key) => !state.has(key));
  if (missing.length > 0) throw new KeysNotRead(missing);
}
