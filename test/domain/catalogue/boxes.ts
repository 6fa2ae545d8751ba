import { both, doneToBoth, takeFrom } from './heaps.js';
import type { Model } from './model.js';
import type { Deed } from './terms.js';
import { timeOf } from './times.js';

/* What is packed is inside until its box is opened. */

export function packed(model: Model, deed: Deed): void {
  const { parent = '', by } = deed;
  const since = timeOf(model, deed);
  let box = model.boxes.find(({ path }) => path === parent);
  if (box === undefined) model.boxes.push((box = { path: parent, place: { firm: by.firm.id }, opened: false, since }));
  box.since = since;
  for (const parcel of takeFrom(model, deed, by.firm.id)) {
    parcel.place = { box };
    if (parcel.unit !== undefined) continue;
    const same = model.inside(box).find(({ lot, unit }) => unit === undefined && lot === parcel.lot);
    if (same === undefined) model.parcels.push(parcel);
    else same.quantity += parcel.quantity;
    if (same !== undefined) parcel.place = 'gone';
  }
}

export function opened(model: Model, { box, by }: Deed): void {
  if (box === undefined) return;
  for (const parcel of model.inside(box)) {
    parcel.place = { firm: by.firm.id };
    if (parcel.unit !== undefined) continue;
    model.had.add(`${by.firm.id} ${parcel.lot.path}`);
    const own = model.parcels.find(
      (each) => each !== parcel && each.unit === undefined && each.lot === parcel.lot && model.at(each) === by.firm.id,
    );
    if (own === undefined) continue;
    if (own.quantity > 0n) {
      parcel.excursion = both(own.excursion, parcel.excursion);
      parcel.done = doneToBoth(parcel.done, own.done);
    }
    parcel.quantity += own.quantity;
    own.quantity = 0n;
    own.place = 'gone';
  }
  box.opened = true;
}
