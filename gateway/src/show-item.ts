import { keys, TraceError, type CategoryRecord, type EntryRef, type ItemAnswer, type LotRecord } from '@suyuan/domain';
import { gatherEvidence } from './evidence.js';
import type { IndexView } from './index/index-view.js';
import { readHead } from './index/signed-text.js';
import { summaries } from './participants.js';
import type { Service } from './service.js';
import { showLedger } from './show-ledger.js';
import { stoppedBy } from './stopped-by.js';

/** Entries of a journey in one answer, and other lists of an item at most. */
export const JOURNEY_PAGE = 100;
const MOST = 500;

/** What is known of a lot, with all that it takes to check it. `path` is canonical. Throws NOT_FOUND. */
export function showItem(service: Service, path: string, after?: string): Promise<ItemAnswer> {
  return service.index.read((view) => answer(service, view, path, after));
}

async function answer(service: Service, view: IndexView, item: string, after?: string): Promise<ItemAnswer> {
  const lot = await view.state<LotRecord>(keys.lot(item));
  if (lot === undefined) throw new TraceError('NOT_FOUND', { what: item });
  const [holdings, shipments, certificates, stop, journey, ledger] = await Promise.all([
    view.holders(item, MOST),
    view.shipments(item, MOST),
    view.certificates(item, MOST),
    stoppedBy(view, lot),
    view.journey(item, after, JOURNEY_PAGE),
    showLedger(service, view),
  ]);
  const evidence = await gatherEvidence(view, [
    ...journey.items,
    ...(await packs(view, lot, shipments, certificates)),
    ...(await registrations(view, shipments)),
  ]);
  const parties = [
    lot.maker,
    ...holdings.map(({ participant }) => participant),
    ...shipments.flatMap(({ shipment }) => [shipment.from, shipment.to]),
    ...certificates.map(({ issuer }) => issuer),
    ...Object.values(evidence.documents).map(({ jws }) => readHead(jws).kid.participant),
  ];
  return {
    item,
    lot,
    holdings,
    shipments,
    certificates,
    ...(stop === undefined ? undefined : { stopped: stop.certificate }),
    participants: await summaries(view, parties),
    journey: journey.items,
    ...(journey.next === undefined ? undefined : { next: journey.next }),
    evidence,
    ledger,
  };
}

/** Entries of the category's packs that lot, shipments and certificates went by. */
async function packs(
  view: IndexView,
  lot: LotRecord,
  shipments: ItemAnswer['shipments'],
  certificates: ItemAnswer['certificates'],
): Promise<readonly EntryRef[]> {
  const all = [lot, ...shipments.map(({ shipment }) => shipment), ...certificates];
  const versions = new Set(all.map(({ category, pack }) => keys.categoryVersion(category, pack)));
  const records = await Promise.all([...versions].map((key) => view.state<CategoryRecord>(key)));
  return records.flatMap((record) => record?.by ?? []);
}

/** Who sends and receives has a registered name, even before it has signed anything about this lot. */
async function registrations(view: IndexView, shipments: ItemAnswer['shipments']): Promise<readonly EntryRef[]> {
  const parties = new Set(shipments.flatMap(({ shipment }) => [shipment.from, shipment.to]));
  return (await Promise.all([...parties].map((id) => view.participantActs(id)))).flat();
}
