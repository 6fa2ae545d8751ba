import {
  contentsKey,
  indexIn,
  isTaken,
  keys,
  takenKey,
  unitSetKey,
  type ContainerRecord,
  type Inside,
  type UnitAnswer,
  type UnitName,
  type UnitRecord,
} from '@suyuan/domain';
import type { IndexView } from './index/index-view.js';

/** A unit stands among its first entries: commissioned once, and packed once before it has a key of its own, corrections apart. */
const FIRST = 100;

/**
 * Where a unit is by the ledger's state (design note 004); of one whose commissioning was declared wrong, and that was not
 * commissioned again, by what. Undefined where there is none of that name.
 */
export async function locateUnit(view: IndexView, name: UnitName): Promise<UnitAnswer | undefined> {
  const record = view.state(keys.unit(name.path));
  if (record !== undefined) return fromRecord(view, record);
  let loose: UnitAnswer | undefined;
  let never: UnitAnswer | undefined;
  for (const { ref } of (await view.journey(name.path, undefined, FIRST)).items) {
    const set = view.state(unitSetKey(ref));
    const index = set?.product === name.product ? indexIn(set.serials, name.serial) : undefined;
    if (set !== undefined && index !== undefined) {
      const { batch, maker, undone } = set;
      if (undone !== undefined) never = { batch, unmade: undone };
      else if (!isTaken(view.state(takenKey(ref)), index)) loose = { batch, holder: maker };
    }
    const page = view.state(contentsKey(ref));
    const group = page?.units.find(
      (each) => each.product === name.product && indexIn(each.serials, name.serial) !== undefined,
    );
    if (page !== undefined && page.undone === undefined && group !== undefined)
      return { batch: group.batch, ...within(view, page) };
  }
  return loose ?? never;
}

function fromRecord(view: IndexView, { batch, holder, inside, transit, attached, ended }: UnitRecord): UnitAnswer {
  return {
    batch,
    ...(inside === undefined ? placeOf(holder, transit, ended !== undefined) : within(view, inside)),
    ...(attached === undefined ? undefined : { attached }),
    ...(ended === undefined ? undefined : { ended: ended.step }),
  };
}

export type Where = Omit<UnitAnswer, 'batch'>;

function placeOf(holder: string, shipment: UnitRecord['transit'], gone: boolean): Where {
  if (shipment !== undefined) return { shipment };
  return gone ? {} : { holder };
}

/** Where a container is itself. */
export function locateContainer(view: IndexView, { holder, inside, transit }: ContainerRecord): Where {
  return inside === undefined ? placeOf(holder, transit, false) : within(view, inside);
}

/** In a container, with whoever has the outermost; what was opened holds nothing. */
function within(view: IndexView, inside: Inside): Where {
  const { container } = inside;
  const record = useOf(view, inside);
  if (record === undefined) return { container };
  if (record.opened !== undefined) return { holder: record.holder };
  return { ...locateContainer(view, record), container };
}

/** The container in that use. */
export function useOf(view: IndexView, { container, use }: Inside): ContainerRecord | undefined {
  const current = view.state(keys.container(container));
  return current?.use === use ? current : view.state(keys.containerUse(container, use));
}
