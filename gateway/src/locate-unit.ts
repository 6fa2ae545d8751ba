import {
  indexIn,
  isTaken,
  keys,
  readEntryRef,
  type ContainerRecord,
  type Inside,
  type UnitAnswer,
  type UnitName,
  type UnitRecord,
} from '@suyuan/domain';
import type { IndexView } from './index/index-view.js';

/** A unit stands among its first entries: commissioned once, and packed once before it has a key of its own. */
const FIRST = 10;

/** Where a unit is by the ledger's state (design note 004); undefined where there is none of that name. */
export async function locateUnit(view: IndexView, name: UnitName): Promise<UnitAnswer | undefined> {
  const record = view.state(keys.unit(name.path));
  if (record !== undefined) return fromRecord(view, record);
  let loose: UnitAnswer | undefined;
  for (const { ref } of (await view.journey(name.path, undefined, FIRST)).items) {
    const { document, entry } = readEntryRef(ref);
    const set = view.state(keys.unitSet(document, entry));
    const index = set?.product === name.product ? indexIn(set.serials, name.serial) : undefined;
    if (set !== undefined && index !== undefined && !isTaken(view.state(keys.taken(document, entry)), index)) {
      loose = { batch: set.batch, holder: set.maker };
    }
    const page = view.state(keys.contents(document, entry));
    const group = page?.units.find(
      (each) => each.product === name.product && indexIn(each.serials, name.serial) !== undefined,
    );
    if (page !== undefined && page.undone === undefined && group !== undefined)
      return { batch: group.batch, ...within(view, page) };
  }
  return loose;
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

function useOf(view: IndexView, { container, use }: Inside): ContainerRecord | undefined {
  const current = view.state(keys.container(container));
  return current?.use === use ? current : view.state(keys.containerUse(container, use));
}
