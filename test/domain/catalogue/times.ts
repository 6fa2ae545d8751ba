import type { StepExtension } from '@suyuan/domain';
import type { Model } from './model.js';
import type { Deed, Objection } from './terms.js';

/* When things happen, and when they are told. */

/** Clocks of two parties may differ by so much, seconds. */
const CLOCKS = 3600;

export const TOO_OLD: Objection = { rule: 'age', codes: ['EVENT_TOO_OLD'] };
export const DISORDER: Objection = { rule: 'order', codes: ['EVENT_ORDER'] };

/** When it happened, as its signer says, seconds. */
export function timeOf({ now }: Pick<Model, 'now'>, { at = now }: Pick<Deed, 'at'>): number {
  return at;
}

/** By when it was to be told, seconds. */
export function dueOf(model: Model, deed: Deed): number {
  const rule: StepExtension | undefined = model.rulesFor(deed).layers[0]?.pack.steps?.[deed.step];
  return timeOf(model, deed) + (rule?.deadline ?? model.pack.late);
}

/** Told too late to be told at all, or said to be before what it builds on. */
export function untimely(model: Model, deed: Deed): Objection[] {
  const time = timeOf(model, deed);
  return [
    ...(time < model.now - model.pack.maxAge ? [TOO_OLD] : []),
    ...(time + CLOCKS < builtUpon(model, deed) ? [DISORDER] : []),
  ];
}

/**
 * When what it builds on happened: that goods were made, left on their way, were put where they are; of a unit and of a box
 * whatever was last done to it. Lots are not one thing, so that nothing that is done to some of one comes before the rest.
 */
export function builtUpon(model: Model, deed: Deed): number {
  const { step, shipment, parcels, box, parent } = deed;
  if (step === 'commissioning') return 0;
  const made = Math.max(0, ...model.goods(deed).map(({ lot }) => lot.made));
  if (shipment !== undefined && step !== 'shipping') {
    const closes = step === 'receiving' || step === 'returning' || step === 'void_shipping';
    return closes ? shipment.shipped : Math.max(shipment.shipped, made);
  }
  const filled = step === 'packing' ? model.boxes.find(({ path }) => path === parent) : box;
  const units = parcels.flatMap(({ unit, since }) => (unit === undefined ? [] : [since]));
  return Math.max(made, filled?.since ?? 0, ...units);
}

/** Units and boxes remember when something was last done to them. */
export function remember(model: Model, deed: Deed): void {
  const { step, holder, by, box } = deed;
  // An official sample leaves what it is of as it was.
  if (step === 'sampling' && holder !== undefined && holder !== by.firm.id) return;
  const time = timeOf(model, deed);
  for (const parcel of model.goods(deed)) parcel.since = time;
  if (box !== undefined) box.since = time;
}
