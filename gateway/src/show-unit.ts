import {
  keys,
  readEntryRef,
  type CertificateRecord,
  type EntryRef,
  type ItemAnswer,
  type LotRecord,
  type UnitName,
} from '@suyuan/domain';
import { gatherEvidence } from './evidence.js';
import type { IndexView } from './index/index-view.js';
import { readSigner } from './index/signed-text.js';
import { locateUnit } from './locate-unit.js';
import { summaries } from './participants.js';
import { gtinOf, productEvidence } from './product-evidence.js';
import type { Service } from './service.js';
import { showLedger } from './show-ledger.js';
import { stoppedBy } from './stopped-by.js';
import { MOST, unitJourney } from './unit-journey.js';

/** What is known of one unit: its batch, where it is, and what it went through. Undefined where there is none of the name. */
export async function showUnit(service: Service, view: IndexView, name: UnitName): Promise<ItemAnswer | undefined> {
  const unit = await locateUnit(view, name);
  const lot = unit === undefined ? undefined : view.state(keys.lot(unit.batch));
  if (unit === undefined || lot === undefined) return undefined;
  const journey = await unitJourney(view, name.path, unit.batch);
  const certificates = await certificatesOf(view, unit.batch, new Set(journey));
  const parties = new Set([lot.maker, ...(unit.holder === undefined ? [] : [unit.holder])]);
  for (const ref of journey) {
    const { from, to } = shipmentAt(view, ref) ?? {};
    for (const party of [from, to]) if (party !== undefined) parties.add(party);
  }
  const product = await productEvidence(view, [gtinOf(unit.batch), gtinOf(name.path)]);
  const evidence = await gatherEvidence(view, [...journey, ...product.refs], {
    parties: [...parties, ...product.makers],
    packs: packsOf(view, lot, journey),
  });
  for (const { jws } of Object.values(evidence.documents)) parties.add(readSigner(jws).kid.participant);
  const stop = await stoppedBy(view, lot);
  return {
    ...{ item: name.path, lot, unit, holdings: [], shipments: [], certificates },
    ...(stop === undefined ? undefined : { stopped: stop.certificate }),
    ...{ participants: summaries(view, parties), journey, evidence, ledger: showLedger(service, view) },
  };
}

/** Of the batch, in the order of their entries. */
async function certificatesOf(
  view: IndexView,
  batch: string,
  here: ReadonlySet<EntryRef>,
): Promise<CertificateRecord[]> {
  const { items } = await view.journey(batch, undefined, MOST);
  const made = items.filter(({ ref }) => here.has(ref)).flatMap((each) => each.made);
  const records = await view.states(made.filter((key) => key.startsWith('certificate/')));
  return records.filter((record) => record !== undefined) as CertificateRecord[];
}

function shipmentAt(view: IndexView, ref: EntryRef) {
  const { document, entry } = readEntryRef(ref);
  return view.state(keys.shipment(document, entry));
}

/** Entries with the packs that the batch and its units' hand-overs went by, and the one in force. */
function packsOf(view: IndexView, { category, pack }: LotRecord, journey: readonly EntryRef[]): readonly EntryRef[] {
  const versions = new Set([pack]);
  for (const ref of journey) {
    const shipment = shipmentAt(view, ref);
    if (shipment !== undefined) versions.add(shipment.pack);
  }
  const current = view.state(keys.category(category));
  if (current !== undefined) versions.add(current.pack.version);
  return [...versions].flatMap((version) => view.state(keys.categoryVersion(category, version))?.by ?? []);
}
