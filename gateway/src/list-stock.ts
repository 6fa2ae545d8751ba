import {
  keys,
  type ContainerHoldingsAnswer,
  type HeldContainer,
  type HoldingsAnswer,
  type LotRecord,
  type Names,
  type SerialsAnswer,
  type UnitHoldingsAnswer,
} from '@suyuan/domain';
import type { IndexView } from './index/index-view.js';
import { useOf } from './locate-unit.js';

/** What a party holds, by lot. */
export async function listHoldings(
  view: IndexView,
  participant: string,
  after: string | undefined,
  limit: number,
): Promise<HoldingsAnswer> {
  const { items, next } = await view.holdings(participant, after, limit);
  const lots = await lotsOf(
    view,
    items.map(({ lot }) => lot),
  );
  const holdings = items.map(({ lot, holding }) => ({ lot, product: nameOf(lots, lot), holding }));
  return { participant, holdings, ...(next === undefined ? undefined : { next }) };
}

/** The containers that a party has by themselves. */
export async function listContainers(
  view: IndexView,
  participant: string,
  after: string | undefined,
  limit: number,
): Promise<ContainerHoldingsAnswer> {
  const { items, next } = await view.heldContainers(participant, after, limit);
  const records = (await view.states(items.map((path) => keys.container(path)))).filter((each) => each !== undefined);
  const lots = await lotsOf(
    view,
    records.flatMap((record) => record.lots.map(({ lot }) => lot)),
  );
  const containers = records.map((record): HeldContainer => {
    // What came out of a container that was opened stands as that did.
    const outer = record.inside === undefined ? record : (useOf(view, record.inside) ?? record);
    return {
      ...{ container: record.container, category: record.category, ...outer.standing },
      lots: record.lots.map(({ lot, quantity, uom }) => ({ lot, quantity, uom, product: nameOf(lots, lot) })),
    };
  });
  return { participant, containers, ...(next === undefined ? undefined : { next }) };
}

/** The single units that a party has, by batch. */
export async function listUnits(
  view: IndexView,
  participant: string,
  after: string | undefined,
  limit: number,
): Promise<UnitHoldingsAnswer> {
  const { items, next } = await view.unitCounts(participant, after, limit);
  const lots = await lotsOf(
    view,
    items.map(({ batch }) => batch),
  );
  const units = items.map(({ batch, free, attached }) => ({
    ...{ lot: batch, product: nameOf(lots, batch), category: lots.get(batch)?.category ?? '', count: free },
    ...(attached === 0 ? undefined : { attached }),
  }));
  return { participant, units, ...(next === undefined ? undefined : { next }) };
}

/** One by one. */
export async function listSerials(
  view: IndexView,
  participant: string,
  batch: string,
  after: string | undefined,
  limit: number,
): Promise<SerialsAnswer> {
  const { items, next } = await view.heldUnits(participant, batch, after, limit);
  return { participant, batch, units: items, ...(next === undefined ? undefined : { next }) };
}

async function lotsOf(view: IndexView, paths: readonly string[]): Promise<ReadonlyMap<string, LotRecord>> {
  const records = await view.states([...new Set(paths)].map((path) => keys.lot(path)));
  return new Map(records.flatMap((record) => (record === undefined ? [] : [[record.lot, record]])));
}

function nameOf(lots: ReadonlyMap<string, LotRecord>, lot: string): Names {
  return lots.get(lot)?.product ?? { zh: lot };
}
