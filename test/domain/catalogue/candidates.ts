import type { Json, Step } from '@suyuan/domain';
import { births, workings } from './births.js';
import { companyPrefix } from './country.js';
import type { Stage } from './stage.js';
import type { Certificate, Deed, Parcel, Party, Shipment } from './terms.js';
import { APART, goodValue, PATIENTS } from './values.js';
import { boxName } from './wire.js';

const CLOSING: readonly Step[] = ['receiving', 'returning', 'void_shipping'];
const WAY: readonly Step[] = ['transporting', 'sensor_reporting', 'market_entry', 'inspecting'];
const ATTACHING: readonly Step[] = ['installing', 'removing', 'implanting', 'explanting'];

/**
 * Ways to try a step with the goods that there are: of each the papers, and all fields, as the rules want them. `most`: lots
 * that there may be.
 */
export function candidates(stage: Stage, step: Step, most: number): Deed[] {
  const { model, country } = stage;
  if (country.pack.steps[step] === undefined) return [];
  if (step === 'commissioning') return births(stage, most);
  if (CLOSING.includes(step)) return model.shipments.flatMap((each) => closings(stage, step, each));
  if (step === 'unpacking') return unpackings(stage);
  const way = WAY.includes(step) ? model.shipments.flatMap((each) => onTheWay(stage, step, each)) : [];
  if (step === 'transporting') return way;
  return [...way, ...model.parcels.flatMap((each) => withParcel(stage, step, each, most)), ...withBoxes(stage, step)];
}

function withParcel(stage: Stage, step: Step, parcel: Parcel, most: number): Deed[] {
  const { model, country } = stage;
  const { parties, pack } = country;
  const rule = pack.steps[step];
  const holder = parties.find(({ firm }) => firm.id === model.at(parcel));
  if (rule === undefined || holder === undefined || parcel.quantity === 0n) return [];
  const base = deedOf(stage, step, holder, [parcel]);
  if (step === 'transforming') return workings(stage, base, most);
  if (step === 'packing') return packings(stage, base);
  if (ATTACHING.includes(step)) return attachments(stage, base);
  if (step === 'shipping' || step === 'sampling') {
    const own = recipients(stage, step).map((to) => ({ ...base, to }));
    const official = parties.filter(({ role }) => step === 'sampling' && role === 'regulator');
    return [...own, ...official.flatMap((by) => own.map((deed) => ({ ...deed, by, holder: holder.firm.id })))];
  }
  const others = parties.filter(({ firm, role }) => firm !== holder.firm && rule.roles.includes(role));
  return [base, ...others.map((by) => ({ ...base, by, holder: holder.firm.id }))];
}

function recipients({ country: { pack, parties } }: Stage, step: Step): readonly Party[] {
  const roles = pack.steps[step]?.to ?? pack.steps.receiving?.roles ?? [];
  return parties.filter(({ role }) => roles.includes(role));
}

function withBoxes(stage: Stage, step: Step): Deed[] {
  const { model, country } = stage;
  if (step !== 'shipping') return [];
  return model.boxes.flatMap((box) => {
    const holder = country.parties.find(({ firm }) => firm.id === model.at(box));
    const inside = model.inside(box);
    if (holder === undefined || box.opened || inside.length === 0) return [];
    const papers = papersFor(stage, inside);
    return recipients(stage, step).map((to) => ({ ...deedOf(stage, step, holder, []), box, to, papers }));
  });
}

function deedOf(stage: Stage, step: Step, by: Party, parcels: readonly Parcel[], shipment?: Shipment): Deed {
  const about = {
    step,
    by,
    parcels,
    quantity: parcels[0]?.quantity ?? 0n,
    ...(shipment === undefined ? {} : { shipment }),
  };
  const readings = step === 'sensor_reporting' ? { readings: [{ type: 'Temperature', uom: 'CEL', value: '20' }] } : {};
  return { ...about, fields: fieldsFor(stage, about, 0), papers: papersFor(stage, parcels), ...readings };
}

/** A good value for every field that the texts in force ask for. */
export function fieldsFor(
  { country, model }: Stage,
  about: Pick<Deed, 'step' | 'shipment'> & Partial<Pick<Deed, 'parcels'>>,
  nth: number,
): Record<string, Json> {
  const { pack } = country;
  const { layers } = model.rulesFor(about);
  const fields: Record<string, Json> = {};
  for (const rule of layers.flatMap((each) => each.pack.steps?.[about.step]?.fields ?? [])) {
    if (!APART.includes(rule.name)) fields[rule.name] ??= goodValue(rule, pack, model.now, nth);
  }
  const balance = about.parcels?.[0]?.lot.balance;
  const name = pack.balance?.substance ?? '';
  if (balance !== undefined && fields[name] !== undefined) fields[name] = balance.substance;
  return fields;
}

/** Everything good that is on record about them. */
function papersFor({ model }: Stage, parcels: readonly Parcel[]): Certificate[] {
  const lots = new Set(parcels.map(({ lot }) => lot.path));
  return model.certificates.filter((each) => lots.has(each.path) && each.result === 'pass' && !each.revoked).slice(-20);
}

function packings(stage: Stage, base: Deed): Deed[] {
  const { model, country } = stage;
  const open = model.boxes.filter((box) => !box.opened && model.at(box) === base.by.firm.id);
  const own = boxName(stage.next(), companyPrefix(country.parties.indexOf(base.by)));
  return [...open.map(({ path }) => path), own].map((parent) => ({ ...base, parent, papers: [] }));
}

function unpackings(stage: Stage): Deed[] {
  const { model, country } = stage;
  return model.boxes.flatMap((box) => {
    const holder = country.parties.find(({ firm }) => firm.id === model.at(box));
    if (holder === undefined || model.inside(box).length === 0) return [];
    return [{ ...deedOf(stage, 'unpacking', holder, []), box, parent: box.path, papers: [] }];
  });
}

/** To one car, one patient; out of what they are in. */
function attachments({ country: { parties, pack } }: Stage, base: Deed): Deed[] {
  const { step, parcels } = base;
  const [parcel] = parcels;
  if (parcel?.unit === undefined) return [];
  const medical = step === 'implanting' || step === 'explanting';
  const home = medical ? `urn:suyuan:patient:${PATIENTS[0]}` : 'code/vin/1M8GDM9AXKP042788';
  const detaches = step === 'removing' || step === 'explanting';
  const own = { ...base, parent: detaches ? (parcel.attached ?? home) : home };
  const others = parties.filter(({ firm, role }) => firm !== base.by.firm && pack.steps[step]?.roles.includes(role));
  return [own, ...(medical ? [] : others.map((by) => ({ ...own, by, holder: base.by.firm.id })))];
}

function closings(stage: Stage, step: Step, shipment: Shipment): Deed[] {
  const { model } = stage;
  const { box, parcels, status, received } = shipment;
  const party = model.party(step === 'void_shipping' ? shipment.from : shipment.to);
  const after = status === 'received';
  const known = box === undefined ? parcels : model.inside(box);
  if (party === undefined || known.length === 0 || (status !== 'open' && step !== 'returning')) return [];
  const quantity = after ? received : (parcels[0]?.quantity ?? 0n);
  if ((after && box?.opened === true) || (quantity === 0n && box === undefined)) return [];
  const papers = step === 'receiving' ? papersFor(stage, known) : [];
  return [
    { ...deedOf(stage, step, party, parcels, shipment), ...(box === undefined ? {} : { box }), quantity, papers },
  ];
}

/** Of lots alone: what is done to units on their way is done by their container's. */
function onTheWay(stage: Stage, step: Step, shipment: Shipment): Deed[] {
  const { parties, pack } = stage.country;
  const [parcel] = shipment.parcels;
  if (shipment.status !== 'open' || parcel === undefined || parcel.unit !== undefined) return [];
  const able = parties.filter(({ role }) => pack.steps[step]?.roles.includes(role));
  return able.map((by) => deedOf(stage, step, by, [parcel], shipment));
}
