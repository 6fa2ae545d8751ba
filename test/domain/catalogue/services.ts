import { endsGoods, type EntryRef, type StepRule } from '@suyuan/domain';
import { both, takeFrom } from './heaps.js';
import { kept } from './law.js';
import type { Model } from './model.js';
import type { Deed, Lot, Parcel } from './terms.js';
import { timeOf } from './times.js';

const DAY = 86_400;

/** To goods where they are, or their end. */
export function done(model: Model, deed: Deed, ref: EntryRef): void {
  const { step, by, parcels, quantity, fields } = deed;
  const official = step === 'sampling' && deed.holder !== undefined && deed.holder !== by.firm.id;
  const ends = endsGoods(step, model.pack) || step === 'sampling';
  const rule = model.rulesFor(deed).layers[0]?.pack.steps?.[step] as StepRule | undefined;
  const time = timeOf(model, deed);
  const [parcel] = parcels;
  if (model.signatures(step) > 1 && parcel !== undefined) {
    const signed = [ends ? by.firm.id : by.firm.kid];
    model.pendings.push({
      ...{
        ref,
        step,
        parcel,
        quantity,
        state: parcel.state,
        holder: deed.holder ?? by.firm.id,
        roles: rule?.roles ?? [],
      },
      ...{ needed: model.signatures(step), at: time, keeps: !ends, signed, done: false },
    });
    return;
  }
  for (const each of parcels) {
    if (step === 'sampling') model.sampled.add(`${deed.to?.firm.id ?? ''} ${each.lot.path}`);
    if (official) continue;
    if (ends) end(model, each, quantity, deed.holder ?? by.firm.id);
    if (step === 'using') withhold(model, deed, each.lot);
    if (ends && each.unit === undefined) continue;
    const whole = each.unit !== undefined || quantity === each.quantity;
    const told = outside(deed, rule, time);
    each.excursion = both(each.excursion, told);
    if (!whole) continue;
    // In which state goods travel is the shipment's.
    if (deed.shipment === undefined) each.state = rule?.state ?? each.state;
    each.done = { ...each.done, [step]: time };
    each.facts = { ...each.facts, ...kept(rule?.fields, (name) => fields[name] ?? undefined) };
    if (step === 'installing' || step === 'implanting') [each.attached, each.excursion] = [deed.parent, undefined];
    if (step === 'removing' || step === 'explanting') {
      each.attached = undefined;
      each.place = { firm: deed.holder ?? by.firm.id };
    }
  }
}

export function end(model: Model, parcel: Parcel, quantity: bigint, firm: string): void {
  if (parcel.unit !== undefined) parcel.place = 'gone';
  else takeFrom(model, { parcels: [parcel], quantity }, firm);
}

/** What a sensor told that is outside of the rule’s limits. */
function outside({ readings = [] }: Deed, rule: StepRule | undefined, at: number): Parcel['excursion'] {
  const broken = (rule?.sensors ?? []).filter(({ type, least = -1e9, most = 1e9 }) =>
    readings.some(
      ({ type: own, value = '0' }) => own === type && (Number(value) * 1000 < least || Number(value) * 1000 > most),
    ),
  );
  if (broken.length === 0) return undefined;
  return {
    at,
    release: broken.every(({ release }) => release !== undefined) ? broken.flatMap(({ release }) => release ?? []) : [],
  };
}

/** What was used on a plot keeps back what is harvested there. */
function withhold(model: Model, deed: Deed, lot: Lot): void {
  const { fields, by } = deed;
  const plot = fields['suyuan:plot'];
  const days = lot.facts['withdrawal_days'];
  if (typeof plot !== 'string' || typeof days !== 'bigint') return;
  const until = timeOf(model, deed) + Number((days * BigInt(DAY)) / 1_000_000n);
  const name = `${by.firm.id} ${plot}`;
  model.plots.set(name, Math.max(until, model.plots.get(name) ?? 0));
}
