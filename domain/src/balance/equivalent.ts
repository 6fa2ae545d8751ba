import { parseQuantity, readQuantity, type Quantity } from '../decimal.js';
import { measureOf } from '../custody/measure.js';
import type { LotRecord } from '../state/records.js';

/** Books of a dimension are kept in this unit; of those not named here in the smallest one. */
const BOOK_UNITS: Readonly<Record<string, { readonly uom: string; readonly size: bigint } | undefined>> = {
  mass: { uom: 'GRM', size: 1000n },
  volume: { uom: 'MLT', size: 1n },
  count: { uom: 'H87', size: 1n },
};
const MILLION = 1_000_000n;

export type Balanced = NonNullable<LotRecord['balance']>;

/** In which unit the books of goods that are counted in `uom` are kept. */
export function bookUnit(uom: string): string {
  return BOOK_UNITS[measureOf(uom).of]?.uom ?? uom;
}

/** What so much of a lot counts in the books: its share of the substance, in millionths of the book's unit, rounded down. */
export function equivalent(quantity: Quantity, uom: string, { share = '1' }: Balanced): Quantity {
  const { of, size } = measureOf(uom);
  return (quantity * size * readQuantity(share)) / (MILLION * (BOOK_UNITS[of]?.size ?? 1n));
}

/** How much of a lot, in its own unit, comes to so much in the books: rounded down, so that it never counts more. */
export function amountOf(counted: Quantity, uom: string, { share = '1' }: Balanced): Quantity {
  const { of, size } = measureOf(uom);
  return (counted * MILLION * (BOOK_UNITS[of]?.size ?? 1n)) / (size * readQuantity(share));
}

/** A share is more than nothing and at most the whole. Throws QUANTITY_INVALID. */
export function isShare(text: string): boolean {
  return parseQuantity(text) <= MILLION;
}
