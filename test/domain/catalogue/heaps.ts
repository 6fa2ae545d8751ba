import type { Model } from './model.js';
import type { Deed, Parcel } from './terms.js';

/* Lots lie in heaps: one of each with everybody who has some of it. */

/** Out of stock, a part of a lot as a parcel of its own. */
export function takeFrom(
  model: Model,
  { parcels, quantity }: Pick<Deed, 'parcels' | 'quantity'>,
  firm: string,
): Parcel[] {
  return parcels.map((parcel) => {
    if (parcel.unit !== undefined) return parcel;
    const stock = model.stock(firm, parcel.lot) ?? parcel;
    stock.quantity -= quantity;
    return { ...stock, quantity, place: 'gone' as const };
  });
}

/** Of two heaps that come to lie together: what holds either back holds back both. */
export function both(a: Parcel['excursion'], b: Parcel['excursion']): Parcel['excursion'] {
  if (a === undefined || b === undefined) return a ?? b;
  const barred = a.release.length === 0 || b.release.length === 0;
  return { at: Math.max(a.at, b.at), release: barred ? [] : [...new Set([...a.release, ...b.release])] };
}

/** What was done to both, when it was done first. */
export function doneToBoth(a: Parcel['done'], b: Parcel['done']): Parcel['done'] {
  return Object.fromEntries(
    Object.entries(a).flatMap(([step, time]) => {
      const other = b[step];
      return other === undefined ? [] : [[step, Math.min(time, other)]];
    }),
  );
}
