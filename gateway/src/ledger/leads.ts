import type { Touches } from '@suyuan/domain';
import { BoundedCache } from '../index/bounded-cache.js';

/** Lots remembered; a few hundred bytes each. */
const MOST = 20_000;

/**
 * What documents about a lot lead to: the registers of its category, its certificates. The contract finds them by the
 * lot's record, in a second round of reads, and tells them in its answer; named with the next document about that lot,
 * they are read with all else, which spares a document that travels alone a third of its round trips
 * (docs/design/006-leads.md). A guess that is out of date costs that round, and decides nothing.
 */
export class Leads {
  readonly #byLot = new BoundedCache<readonly string[]>(MOST);

  of(parcels: readonly Touches[]): readonly string[] {
    const lot = onlyLot(parcels);
    return lot === undefined ? [] : (this.#byLot.get(lot) ?? []);
  }

  /** After a capture: what had to be read beside what was named. */
  learn(parcels: readonly Touches[], led: readonly string[]): void {
    const lot = onlyLot(parcels);
    if (lot !== undefined && led.length > 0)
      this.#byLot.set(lot, [...new Set([...this.of(parcels), ...led])].slice(-MOST_KEYS));
  }
}

/** As many as a lot leads to, however its certificates and extensions have changed meanwhile. */
const MOST_KEYS = 12;

/** Of a document that travels alone and is about one lot. */
function onlyLot(parcels: readonly Touches[]): string | undefined {
  const [parcel] = parcels;
  if (parcel === undefined || parcels.length > 1) return undefined;
  const lots = parcel.reads.filter((key) => key.startsWith('lot/'));
  return lots.length === 1 ? lots[0] : undefined;
}
