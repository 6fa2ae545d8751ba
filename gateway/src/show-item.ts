import { keys, TraceError, type ItemAnswer, type LotRecord, type StopsRecord } from '@suyuan/domain';
import { gatherEvidence } from './evidence.js';
import type { IndexView } from './index/index-view.js';
import { readHead } from './index/signed-text.js';
import { summaries } from './participants.js';
import type { Service } from './service.js';
import { showLedger } from './show-ledger.js';

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
  const [holdings, shipments, certificates, stops, journey, ledger] = await Promise.all([
    view.holders(item, MOST),
    view.shipments(item, MOST),
    view.certificates(item, MOST),
    view.state<StopsRecord>(keys.stops(lot.category)),
    view.journey(item, after, JOURNEY_PAGE),
    showLedger(service, view),
  ]);
  const evidence = await gatherEvidence(view, journey.items);
  const stopped = stops?.lots[item]?.[0];
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
    ...(stopped === undefined ? undefined : { stopped }),
    participants: await summaries(view, parties),
    journey: journey.items,
    ...(journey.next === undefined ? undefined : { next: journey.next }),
    evidence,
    ledger,
  };
}
