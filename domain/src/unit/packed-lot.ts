import type { Scene } from '../capture/context.js';
import { formatQuantity, readQuantity, type Quantity } from '../decimal.js';
import { TraceError } from '../error/trace-error.js';
import { LineageFilter } from '../lineage/filter.js';
import { checkStops } from '../lineage/check.js';
import { suspect } from '../lineage/suspect.js';
import { keys } from '../state/keys.js';
import type { LotRecord } from '../state/records.js';
import type { ContainerRecord, PackedLot } from '../state/unit-records.js';
import { need } from './need.js';

/** Batches in one container at most, at any depth: its record has some 300 bytes of each. */
const MOST_LOTS = 40;

/** A batch as a container keeps it, and its filter where its tags do not follow from that. */
export interface Batch {
  readonly packed: PackedLot;
  readonly filter?: string;
}

export function packedLot(record: LotRecord, quantity: Quantity): Batch {
  const { lot, category, maker, made, uom, place, facts, certificates, filter, categories, units } = record;
  const packed = {
    ...{ lot, category, maker, made, uom, certificates, quantity: formatQuantity(quantity) },
    ...(place === undefined ? undefined : { place }),
    ...(facts === undefined ? undefined : { facts }),
    ...(filter === undefined ? undefined : { derived: true as const }),
    ...(categories === undefined ? undefined : { categories }),
    ...(units === true ? undefined : { bulk: true as const }),
  };
  return { packed, ...(filter === undefined ? undefined : { filter }) };
}

/** In order of their paths, so that every endorser writes the same. Throws CONTAINER_CROWDED. */
export function addLots(
  lots: readonly PackedLot[],
  more: readonly PackedLot[],
  container: string,
): readonly PackedLot[] {
  const all = new Map(lots.map((each) => [each.lot, each]));
  for (const each of more) {
    const before = all.get(each.lot);
    const sum = readQuantity(before?.quantity ?? '0') + readQuantity(each.quantity);
    all.set(each.lot, { ...each, quantity: formatQuantity(sum) });
  }
  if (all.size > MOST_LOTS) throw new TraceError('CONTAINER_CROWDED', { container, most: MOST_LOTS });
  return [...all.values()].sort((a, b) => (a.lot < b.lot ? -1 : 1));
}

/** What is no more inside is no more asked for. */
export function removeLots(
  lots: readonly PackedLot[],
  fewer: readonly Pick<PackedLot, 'lot' | 'quantity'>[],
): readonly PackedLot[] {
  const left = new Map(lots.map((each) => [each.lot, each]));
  for (const { lot, quantity } of fewer) {
    const before = left.get(lot);
    if (before === undefined) continue;
    const rest = readQuantity(before.quantity) - readQuantity(quantity);
    if (rest <= 0n) left.delete(lot);
    else left.set(lot, { ...before, quantity: formatQuantity(rest) });
  }
  return [...left.values()];
}

export function joinFilters(filters: readonly (string | undefined)[]): string | undefined {
  const given = filters.filter((each) => each !== undefined);
  if (given.length === 0) return undefined;
  const joined = LineageFilter.empty();
  for (const each of given) joined.join(LineageFilter.read(each));
  return joined.toString();
}

/**
 * What is inside is stopped as if it were handed over by itself: its own tags are known, and where the joined filter says
 * "perhaps" the lineages of those that have one are walked. Throws what checkStops throws.
 */
export function checkContents({ lots, filter }: Pick<ContainerRecord, 'lots' | 'filter'>, scene: Scene): void {
  let suspected = false;
  for (const { derived, ...lot } of lots) {
    const joined = derived === true && filter !== undefined ? { ...lot, filter } : lot;
    if (suspect(joined, scene).length > 0) suspected = true;
  }
  if (!suspected) return;
  const made = lots.filter(({ derived }) => derived === true).map(({ lot }) => keys.lot(lot));
  need(made, scene.state);
  for (const key of made) {
    const lot = scene.state.get(key);
    if (lot !== undefined) checkStops(lot, scene);
  }
}
