import {
  keys,
  TraceError,
  unitOfPath,
  type CertificateRecord,
  type HoldingRecord,
  type ItemAnswer,
  type LotRecord,
  type ShipmentRecord,
} from '@suyuan/domain';
import { gatherEvidence } from './evidence.js';
import type { IndexView, JourneyEntry } from './index/index-view.js';
import { readSigner } from './index/signed-text.js';
import { summaries } from './participants.js';
import { gtinOf, productEvidence } from './product-evidence.js';
import type { Service } from './service.js';
import { showLedger } from './show-ledger.js';
import { showUnit } from './show-unit.js';
import { stoppedBy } from './stopped-by.js';
import { workedInto } from './worked-into.js';

/** Entries of a journey in one answer. */
export const JOURNEY_PAGE = 100;

/**
 * A page of what is known of a lot, with all that it takes to check it. `path` is canonical. A shipment and a certificate
 * stand on the page of the entry that made them, a holding on the page of the entry that changed it last: so each stands
 * on one page, however many there are, and each page is proven by what is on it and before it. Throws NOT_FOUND.
 */
export function showItem(service: Service, path: string, after?: string): Promise<ItemAnswer> {
  return service.index.read((view) => answer(service, view, path, after));
}

async function answer(service: Service, view: IndexView, item: string, after?: string): Promise<ItemAnswer> {
  const name = unitOfPath(item);
  const unit = name === undefined ? undefined : await showUnit(service, view, name);
  if (unit !== undefined) return unit;
  const lot = view.state(keys.lot(item));
  if (lot === undefined) throw new TraceError('NOT_FOUND', { what: item });
  const { items: journey, next } = await view.journey(item, after, JOURNEY_PAGE);
  const { holdings, shipments, certificates } = await readMade(view, journey);
  const ends = new Set(shipments.flatMap(({ shipment }) => [shipment.from, shipment.to]));
  const refs = journey.map(({ ref }) => ref);
  const made = await workedInto(view, refs);
  const packs = packsOf(view, [lot, ...made, ...shipments.map(({ shipment }) => shipment), ...certificates]);
  // Who sends and receives has a registered name, even before it has signed anything about this lot.
  const product = await productEvidence(view, [gtinOf(item)]);
  const evidence = await gatherEvidence(view, [...refs, ...product.refs], {
    parties: [...ends, ...product.makers],
    packs,
  });
  const stop = await stoppedBy(view, lot);
  const parties = new Set([lot.maker, ...ends, ...certificates.map(({ issuer }) => issuer)]);
  for (const { participant } of holdings) parties.add(participant);
  for (const { jws } of Object.values(evidence.documents)) parties.add(readSigner(jws).kid.participant);
  return {
    item,
    lot,
    holdings,
    shipments,
    certificates,
    ...(stop === undefined ? undefined : { stopped: stop.certificate }),
    participants: summaries(view, parties),
    journey: refs,
    ...(next === undefined ? undefined : { next }),
    evidence,
    ledger: showLedger(service, view),
  };
}

type Made = Pick<ItemAnswer, 'holdings' | 'shipments' | 'certificates'>;

/** The records that stand on this page, holdings above zero alone, in the order of their entries. */
async function readMade(view: IndexView, journey: readonly JourneyEntry[]): Promise<Made> {
  const wanted = journey.flatMap(({ ref, made }) => made.map((key) => ({ ref, key })));
  const records = await view.states(wanted.map(({ key }) => key));
  const holdings: ItemAnswer['holdings'][number][] = [];
  const shipments: ItemAnswer['shipments'][number][] = [];
  const certificates: CertificateRecord[] = [];
  wanted.forEach(({ ref, key }, i) => {
    const record = records[i];
    const [kind, name = ''] = key.split('/', 2);
    if (kind === 'shipment') shipments.push({ ref, shipment: record as ShipmentRecord });
    if (kind === 'certificate') certificates.push(record as CertificateRecord);
    if (kind !== 'holding') return;
    const holding = record as HoldingRecord;
    if (holding.last === ref && holding.quantity !== '0') holdings.push({ participant: name, holding });
  });
  return { holdings, shipments, certificates };
}

/** Entries of the category's packs that lot, shipments and certificates went by. */
function packsOf(view: IndexView, records: readonly Pick<LotRecord, 'category' | 'pack'>[]) {
  const versions = new Set(records.map(({ category, pack }) => keys.categoryVersion(category, pack)));
  return [...versions].flatMap((key) => view.state(key)?.by ?? []);
}
