import type { Scene } from '../capture/context.js';
import { formatTime } from '../epcis/time.js';
import { TraceError } from '../error/trace-error.js';
import { keys, readEntryRef, type Key } from '../state/keys.js';
import type { Standing } from '../state/standing.js';
import type { ContainerRecord, Inside, UnitRecord } from '../state/unit-records.js';
import { need } from './need.js';
import { Shelf } from './shelf.js';
import type { Member } from './taken.js';
import type { UnitName } from './unit-name.js';

/** Where something is found: with a holder, or inside a container that nobody has opened since. */
export interface Whereabouts {
  readonly path: string;
  readonly holder?: string;
  readonly inside?: Inside;
  readonly transit?: UnitRecord['transit'];
  /** Event time of what put it there, seconds. */
  readonly since: number;
  /** The container that was opened for all while it lay inside. */
  readonly out?: Key<ContainerRecord>;
}

export interface LocatedUnit extends Whereabouts {
  readonly name: UnitName;
  readonly batch: string;
  readonly standing: Standing;
  /** Its own key, if it has one. */
  readonly record?: UnitRecord;
  /** Its place in a set, where it is still in its maker's loose stock. */
  readonly loose?: Member;
}

export interface LocatedContainer extends Whereabouts {
  readonly record: ContainerRecord;
}

/** By its own key; else in a set, or on a page, to which the witness leads (design note 004). Throws UNIT_UNKNOWN. */
export function locateUnits(names: readonly UnitName[], scene: Scene): readonly LocatedUnit[] {
  if (names.length === 0) return [];
  const { state } = scene;
  const shelf = new Shelf(scene);
  const loose = names.map((name) => shelf.loose(name));
  need(
    names.filter((_, i) => loose[i] === undefined).map(({ path }) => keys.unit(path)),
    state,
  );
  const found = names.map((name, i): LocatedUnit => {
    const { path } = name;
    const of = loose[i];
    if (of !== undefined) {
      const { set, index, of: record } = of;
      const standing = record.state === undefined ? {} : { state: record.state };
      return { name, path, batch: record.batch, standing, holder: record.maker, since: 0, loose: { set, index } };
    }
    const record = state.get(keys.unit(path));
    if (record !== undefined)
      return { name, path, batch: record.batch, ...placeOf(record), standing: record.standing, record };
    const listed = shelf.page(name);
    if (listed === undefined) throw new TraceError('UNIT_UNKNOWN', { unit: path });
    const { page, group } = listed;
    const inside = { container: page.container, use: page.use };
    return { name, path, batch: group.batch, standing: group.standing, inside, since: 0 };
  });
  return freed(found, scene, (each, standing) => ({ ...each, standing }));
}

/** Throws CONTAINER_UNKNOWN. */
export function locateContainers(paths: readonly string[], scene: Scene): readonly LocatedContainer[] {
  const { state } = scene;
  need(
    paths.map((path) => keys.container(path)),
    state,
  );
  const found = paths.map((path): LocatedContainer => {
    const record = state.get(keys.container(path));
    if (record === undefined || record.unmade !== undefined)
      throw new TraceError('CONTAINER_UNKNOWN', { container: path });
    return { path, record, ...placeOf(record) };
  });
  return freed(found, scene, (each, standing) => ({ ...each, record: { ...each.record, standing } }));
}

function placeOf({ holder, inside, transit, since }: UnitRecord | ContainerRecord): Omit<Whereabouts, 'path'> {
  if (inside !== undefined) return { inside, since };
  return transit === undefined ? { holder, since } : { holder, transit, since };
}

/**
 * What was inside a container that has been opened is with whoever opened it, and stands as the container came to stand
 * while it was closed: lent, or too warm. One step up tells: only the outermost is opened.
 */
function freed<T extends Whereabouts>(
  found: readonly T[],
  { state }: Scene,
  standAs: (each: T, standing: Standing) => T,
): readonly T[] {
  const current = found.flatMap(({ inside }) => (inside === undefined ? [] : [keys.container(inside.container)]));
  need(current, state);
  const earlier = found.flatMap(({ inside }) => {
    const key = inside === undefined ? undefined : useKey(inside, { state });
    return key === undefined ? [] : [key];
  });
  need(earlier, state);
  return found.map((each) => {
    const { inside, ...rest } = each;
    const out = inside === undefined ? undefined : useKey(inside, { state });
    const container = out === undefined ? undefined : state.get(out);
    if (container?.opened === undefined) return each;
    const there = { ...rest, holder: container.holder, since: container.since, out } as unknown as T;
    return standAs(there, container.standing);
  });
}

function useKey({ container, use }: Inside, { state }: Pick<Scene, 'state'>): Key<ContainerRecord> {
  const key = keys.container(container);
  return state.get(key)?.use === use ? key : keys.containerUse(container, use);
}

type FreeItem = Whereabouts & { readonly record?: UnitRecord | ContainerRecord | undefined };

/** Whatever is with the signer, or whom an event names, by itself. Throws INSIDE_CONTAINER, UNIT_IN_TRANSIT, UNIT_DISPENSED, UNIT_ENDED, NOT_HOLDER. */
export function requireFree(item: FreeItem, { signer }: Pick<Scene, 'signer'>, by = signer.id): void {
  const { path, inside, transit, holder } = item;
  if (item.record !== undefined && 'unit' in item.record) refuseEnded(item.record);
  if (item.record !== undefined && 'container' in item.record && item.record.opened !== undefined) {
    const { document } = readEntryRef(item.record.opened);
    throw new TraceError('CONTAINER_EMPTY', { container: path, document });
  }
  if (inside !== undefined) throw new TraceError('INSIDE_CONTAINER', { item: path, container: inside.container });
  if (transit !== undefined) throw new TraceError('ITEM_IN_TRANSIT', { item: path, shipment: transit });
  if (holder !== by) throw new TraceError('NOT_HOLDER', { participant: by, lot: path });
}

/** What is attached to something goes nowhere by itself; where it is, things can be done to it. Throws UNIT_ATTACHED. */
export function requireMovable({ record }: Pick<FreeItem, 'record'>): void {
  if (record === undefined || !('unit' in record) || record.attached === undefined) return;
  throw new TraceError('UNIT_ATTACHED', { unit: record.unit, parent: record.attached });
}

/** What has gone to somebody does not go to anybody again. */
function refuseEnded({ unit, ended }: UnitRecord): void {
  if (ended === undefined) return;
  const { document, entry } = readEntryRef(ended.by);
  const facts = { unit, step: ended.step, at: formatTime(ended.at * 1000), document, index: entry };
  throw new TraceError(ended.step === 'dispensing' ? 'UNIT_DISPENSED' : 'UNIT_ENDED', facts);
}
