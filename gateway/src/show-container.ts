import {
  contentsKey,
  eachOf,
  keys,
  TraceError,
  unitPath,
  type ContainerAnswer,
  type ContainerRecord,
  type ContentsRecord,
} from '@suyuan/domain';
import { gatherEvidence } from './evidence.js';
import type { IndexView } from './index/index-view.js';
import { readSigner } from './index/signed-text.js';
import { locateContainer } from './locate-unit.js';
import { summaries } from './participants.js';
import type { Service } from './service.js';
import { showLedger } from './show-ledger.js';
import { MOST, unitJourney } from './unit-journey.js';

/** What is known of a container in its present use. Throws NOT_FOUND. */
export function showContainer(service: Service, path: string): Promise<ContainerAnswer> {
  return service.index.read((view) => answer(service, view, path));
}

async function answer(service: Service, view: IndexView, item: string): Promise<ContainerAnswer> {
  const record = view.state(keys.container(item));
  if (record === undefined || record.unmade !== undefined) throw new TraceError('NOT_FOUND', { what: item });
  const journey = await unitJourney(view, item);
  const place = locateContainer(view, record);
  const parties = new Set([record.holder]);
  const evidence = await gatherEvidence(view, journey, { parties });
  for (const { jws } of Object.values(evidence.documents)) parties.add(readSigner(jws).kid.participant);
  return {
    ...{ item, use: record.use, category: record.category, ...place, opened: record.opened !== undefined },
    lots: record.lots.map(({ lot, quantity, uom }) => ({ lot, quantity, uom })),
    ...(await contentsOf(view, record)),
    ...{ participants: summaries(view, parties), journey, evidence, ledger: showLedger(service, view) },
  };
}

/** What its pages list and nothing has taken out since. */
async function contentsOf(
  view: IndexView,
  record: ContainerRecord,
): Promise<Pick<ContainerAnswer, 'units' | 'containers'>> {
  if (record.opened !== undefined) return { units: [], containers: [] };
  const { container, use } = record;
  const isInside = (inside: { readonly container: string; readonly use: number } | undefined): boolean =>
    inside?.container === container && inside.use === use;
  const units = new Set<string>();
  const containers = new Set<string>();
  for (const page of await pagesOf(view, record)) {
    for (const each of page.containers) if (isInside(view.state(keys.container(each))?.inside)) containers.add(each);
    for (const path of pathsOf(page)) {
      if (units.size >= MOST) break;
      const own = view.state(keys.unit(path));
      // Without a key of its own it was not touched since it was packed.
      if (own === undefined || isInside(own.inside)) units.add(path);
    }
  }
  return { units: [...units], containers: [...containers] };
}

async function pagesOf(view: IndexView, { container, use }: ContainerRecord): Promise<readonly ContentsRecord[]> {
  const { items } = await view.journey(container, undefined, MOST);
  return items.flatMap(({ ref }) => {
    const page = view.state(contentsKey(ref));
    return page?.container === container && page.use === use && page.undone === undefined ? [page] : [];
  });
}

function* pathsOf({ units }: ContentsRecord): Generator<string> {
  for (const { product, serials } of units) for (const serial of eachOf(serials)) yield unitPath(product, serial);
}
