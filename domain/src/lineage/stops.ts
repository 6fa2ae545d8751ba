import { base64url, type Hash } from '../bytes.js';
import type { WorkingState } from '../capture/working-state.js';
import { keys } from '../state/keys.js';
import type { LotRecord, Stop, StopReason, StopsRecord } from '../state/records.js';
import { tagBits } from './filter.js';
import { tag } from './tags.js';

/** Of which certificate something is said, and what. */
export interface Cause {
  readonly category: string;
  /** Canonical paths. */
  readonly lots: readonly string[];
  /** URN of the certificate. */
  readonly by: string;
}

/** From this block on nothing that descends from these lots is handed on. One write, however many they are. */
export function stop({ category, lots, by }: Cause, reason: StopReason, state: WorkingState, hash: Hash): void {
  const tags = { ...activeStops(category, state, hash) };
  for (const lot of lots) {
    const name = tag.lot(lot);
    const { bits, causes } = tags[name] ?? { bits: base64url(tagBits(name, hash)), causes: {} };
    tags[name] = { bits, causes: { ...causes, [by]: reason } };
  }
  state.put(keys.stops(category), { v: 2, tags });
}

/** What this cause alone had stopped is free again. */
export function release({ category, lots, by }: Cause, state: WorkingState, hash: Hash): void {
  const tags = new Map(Object.entries(activeStops(category, state, hash)));
  let changed = false;
  for (const lot of lots) {
    const name = tag.lot(lot);
    const known = tags.get(name);
    if (known?.causes[by] === undefined) continue;
    changed = true;
    const causes = Object.fromEntries(Object.entries(known.causes).filter(([cause]) => cause !== by));
    if (Object.keys(causes).length === 0) tags.delete(name);
    else tags.set(name, { ...known, causes });
  }
  if (changed) state.put(keys.stops(category), { v: 2, tags: Object.fromEntries(tags) });
}

/** The register of a category: tag → stop. Throws KeysNotRead. */
export function activeStops(category: string, state: WorkingState, hash: Hash): Readonly<Record<string, Stop>> {
  return stopsOf(state.get(keys.stops(category)), hash);
}

/** All tags that are stopped now and that a lot might have in its lineage. */
export function activeTags(lot: LotRecord, state: WorkingState, hash: Hash): ReadonlySet<string> {
  const categories = [lot.category, ...(lot.categories ?? [])];
  return new Set(categories.flatMap((category) => Object.keys(activeStops(category, state, hash))));
}

/** The register in whichever form it was written. */
export function stopsOf(record: StopsRecord | undefined, hash: Hash): Readonly<Record<string, Stop>> {
  if (record === undefined) return {};
  if (record.v === 2) return record.tags;
  return Object.fromEntries(
    Object.entries(record.lots).map(([lot, certificates]): [string, Stop] => [
      tag.lot(lot),
      {
        bits: base64url(tagBits(tag.lot(lot), hash)),
        causes: Object.fromEntries(certificates.map((certificate) => [certificate, 'failed'])),
      },
    ]),
  );
}
