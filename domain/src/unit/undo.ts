import type { Scene } from '../capture/context.js';
import { irrevocable, requireLast } from '../custody/built-upon.js';
import { requireLot, toLine } from '../custody/custody.js';
import type { CustodyAct } from '../custody/custody-act.js';
import { moveBack } from '../custody/move-back.js';
import { formatQuantity, readQuantity } from '../decimal.js';
import { keys, type EntryRef } from '../state/keys.js';
import type { Before, PackedLine, PackedLot } from '../state/unit-records.js';
import { placeless } from './before.js';
import { pieces } from './commission-units.js';
import { contentsKey, takenKey, unitSetKey } from './entry-keys.js';
import { tellMoved } from './moved.js';
import { need } from './need.js';
import { opensAll } from './opens-all.js';
import { addLots, packedLot, removeLots } from './packed-lot.js';
import { countOf, indexIn } from './serials.js';
import { release, type Member } from './taken.js';
import type { UnitName } from './unit-name.js';

/**
 * Units and containers that an event names are where they were before it, as they were. Units that it packed out of loose
 * stock have no record: undoPacking sees to them. Throws BUILT_UPON; STEP_UNSUPPORTED of what older records do not remember.
 */
export function putBack(act: CustodyAct, ref: EntryRef, { state, ref: now }: Scene): void {
  need([...act.units.map(({ path }) => keys.unit(path)), ...act.containers.map((path) => keys.container(path))], state);
  for (const { path } of act.units) {
    const key = keys.unit(path);
    const known = state.get(key);
    if (known === undefined && act.step === 'packing') continue;
    const { unit, batch, by, before } = requireLast(known, ref, path);
    state.put(key, { v: 1, unit, batch, ...required(before, act), by, last: now });
  }
  for (const path of act.containers) {
    const key = keys.container(path);
    const record = requireLast(state.get(key), ref, path);
    state.put(key, { ...placeless(record), ...required(record.before, act), last: now });
  }
}

/** What was packed is out again; a container that came into being with it never did, and its number is free. */
export function undoPacking(act: CustodyAct, ref: EntryRef, scene: Scene): void {
  const { state, ref: now } = scene;
  const { parent = '' } = act;
  const [boxKey, pageKey] = [keys.container(parent), contentsKey(ref)];
  need([boxKey, pageKey], state);
  const box = requireLast(state.get(boxKey), ref, parent);
  const page = state.get(pageKey);
  const before = required(box.before, act);
  if (page === undefined) throw irrevocable(act);
  const loose = act.units.filter(({ path }) => state.get(keys.unit(path)) === undefined);
  release(membersOf(loose, page.sets ?? [], act, scene), scene);
  state.put(pageKey, { ...page, undone: now });
  const inner = act.containers.flatMap((path) => state.get(keys.container(path)) ?? []);
  tellMoved(inner, scene);
  for (const line of act.lines) moveBack(line, line.quantity, ref, scene);
  const { filter: _, ...bare } = placeless(box);
  if (box.by === ref) {
    state.put(boxKey, { ...bare, lots: [], goods: [], unmade: now, last: now });
    return;
  }
  const out = [
    ...page.units.map(({ batch, serials }) => ({ lot: batch, quantity: String(countOf(serials)) })),
    ...inner.flatMap(({ lots }) => lots),
    ...page.lots,
  ];
  const goods = add(box.goods ?? [], page.lots, -1n);
  state.put(boxKey, { ...placeless(box), ...before, lots: removeLots(box.lots, out), goods, last: now });
}

/** What was taken out is inside again. */
export function undoUnpacking(act: CustodyAct, ref: EntryRef, scene: Scene): void {
  if (opensAll(act)) {
    closeAgain(act, ref, scene);
    return;
  }
  const { state, ref: now } = scene;
  const { parent = '' } = act;
  const key = keys.container(parent);
  need([key], state);
  const box = requireLast(state.get(key), ref, parent);
  const before = required(box.before, act);
  const lines = act.lines.map(toLine);
  for (const line of act.lines) moveBack(line, -line.quantity, ref, scene);
  const inner = act.containers.flatMap((path) => state.get(keys.container(path)) ?? []);
  tellMoved(inner, scene);
  const batches = countBatches(act.units.map(({ path }) => state.get(keys.unit(path)) ?? { batch: '' }));
  need(
    [...batches.keys(), ...lines.map(({ lot }) => lot)].map((lot) => keys.lot(lot)),
    state,
  );
  const back: PackedLot[] = [
    ...[...batches].map(([batch, count]) => packedLot(requireLot(batch, scene), pieces(count)).packed),
    ...lines.map(({ lot, quantity }) => packedLot(requireLot(lot, scene), readQuantity(quantity)).packed),
    ...inner.flatMap(({ lots }) => lots),
  ];
  const { opened: _, ...rest } = placeless(box);
  state.put(key, {
    ...rest,
    ...before,
    lots: addLots(box.lots, back, parent),
    goods: add(box.goods ?? [], lines, 1n),
    last: now,
  });
}

/**
 * What was opened for all is closed, and all lies in it as it did: nothing was done to any of it since (tellOpened), so that what
 * has a key says it still. Throws STEP_UNSUPPORTED of older records, which do not remember what lay in it.
 */
function closeAgain(act: CustodyAct, ref: EntryRef, scene: Scene): void {
  const { state, ref: now } = scene;
  const { parent = '' } = act;
  const key = keys.container(parent);
  need([key], state);
  const box = requireLast(state.get(key), ref, parent);
  const { lots, goods = [], ...before } = required(box.before, act);
  if (lots === undefined) throw irrevocable(act);
  for (const { lot, quantity } of goods) moveBack({ lot }, -readQuantity(quantity), ref, scene);
  tellMoved([{ lots }], scene);
  const { opened: _, ...rest } = placeless(box);
  state.put(key, { ...rest, ...before, lots, goods, last: now });
}

/** How many there are of each batch. */
export function countBatches(units: readonly { readonly batch: string }[]): ReadonlyMap<string, number> {
  const batches = new Map<string, number>();
  for (const { batch } of units) batches.set(batch, (batches.get(batch) ?? 0) + 1);
  return batches;
}

/** Their places in the sets that they came from. Throws STEP_UNSUPPORTED of pages that do not say which. */
function membersOf(
  units: readonly UnitName[],
  sets: readonly EntryRef[],
  act: CustodyAct,
  { state }: Scene,
): readonly Member[] {
  need(
    sets.flatMap((set) => [unitSetKey(set), takenKey(set)]),
    state,
  );
  return units.map(({ product, serial }) => {
    for (const set of sets) {
      const record = state.get(unitSetKey(set));
      const index = record?.product === product ? indexIn(record.serials, serial) : undefined;
      if (index !== undefined) return { set, index };
    }
    throw irrevocable(act);
  });
}

function add(goods: readonly PackedLine[], lines: readonly PackedLine[], sign: 1n | -1n): readonly PackedLine[] {
  const all = new Map(goods.map((each) => [each.lot, each]));
  for (const { lot, quantity, uom } of lines) {
    const sum = readQuantity(all.get(lot)?.quantity ?? '0') + sign * readQuantity(quantity);
    if (sum === 0n) all.delete(lot);
    else all.set(lot, { lot, quantity: formatQuantity(sum), uom });
  }
  return [...all.values()].sort((a, b) => (a.lot < b.lot ? -1 : 1));
}

function required(before: Before | undefined, act: CustodyAct): Before {
  if (before === undefined) throw irrevocable(act);
  return before;
}
