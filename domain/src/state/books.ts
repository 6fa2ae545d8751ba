import type { EntryRef } from './keys.js';

/**
 * A participant's books of one substance for one period: opening + in − out = closing, in equivalents. The present one, and
 * those of past periods as they closed.
 */
export interface BookRecord {
  readonly v: 1;
  readonly substance: string;
  /** The book's unit, UN/CEFACT Recommendation 20: GRM, MLT, H87. */
  readonly uom: string;
  /** `2026`, `2026-Q4`, `2026-11`. */
  readonly period: string;
  readonly opening: string;
  readonly in: string;
  readonly out: string;
  /** What came into being and counts against the quota. */
  readonly drawn: string;
  readonly closing: string;
  readonly last: EntryRef;
}

/** How much of a substance a participant may bring into being in a period. */
export interface QuotaRecord {
  readonly v: 1;
  /** Decimal text, in the books' unit. */
  readonly amount: string;
  readonly uom: string;
  /** The regulator that granted it last. */
  readonly grantor: string;
  readonly by: EntryRef;
  readonly last: EntryRef;
}
