import type { Touches } from '@suyuan/domain';
import { BoundedCache } from '../index/bounded-cache.js';

/** Lots remembered; a few hundred bytes each. */
const MOST = 20_000;

/**
 * What documents about a lot lead to: the registers of its category, its certificates. The document that commissions it
 * names them; of another gateway's lot the contract finds them by its record, in a second round of reads, and tells them
 * in its answer. Named with the next document about that lot, they are read with all else, which spares a document that
 * travels alone a third of its round trips (docs/design/006-leads.md). A guess that is out of date costs that round, and
 * decides nothing.
 */
export class Leads {
  readonly #byLot = new BoundedCache<readonly string[]>(MOST);

  of(parcels: readonly Touches[]): readonly string[] {
    const [parcel] = parcels;
    const lot = parcel === undefined || parcels.length > 1 ? undefined : onlyLot(parcel);
    return lot === undefined ? [] : (this.#byLot.get(lot) ?? []);
  }

  /** After a capture: the registers that were named, and, of a document alone, what had to be read beside them. */
  learn(parcels: readonly Touches[], led: readonly string[]): void {
    for (const parcel of parcels) {
      const lot = onlyLot(parcel);
      if (lot === undefined) continue;
      const found = [...parcel.reads.filter(isRegister), ...led];
      if (found.length === 0) continue;
      this.#byLot.set(lot, [...new Set([...(this.#byLot.get(lot) ?? []), ...found])].slice(-MOST_KEYS));
    }
  }
}

/** As many as a lot leads to, however its certificates and extensions have changed meanwhile. */
const MOST_KEYS = 12;

/** Where documents name them, they name those that the lot's records lead to. */
function isRegister(key: string): boolean {
  return key.startsWith('category/') || key.startsWith('stops/') || key.startsWith('certificate/');
}

/** Of a document about one. */
function onlyLot({ reads }: Touches): string | undefined {
  const lots = reads.filter((key) => key.startsWith('lot/'));
  return lots.length === 1 ? lots[0] : undefined;
}
