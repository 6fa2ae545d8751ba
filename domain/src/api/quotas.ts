import type { BookRecord, QuotaRecord } from '../state/books.js';

/**
 * What a participant may bring into being of a substance in a period, and what its books say: decimal texts, in the books'
 * unit. A quota may be there before the first event of its period, and books without a quota.
 */
export interface Account {
  readonly category: string;
  readonly substance: string;
  /** UN/CEFACT Recommendation 20: GRM, MLT, H87. */
  readonly uom: string;
  /** `2026`, `2026-Q4`, `2026-11`. */
  readonly period: string;
  readonly quota?: Pick<QuotaRecord, 'amount' | 'grantor' | 'by' | 'last'>;
  /** What of the quota is left; absent where there is none. */
  readonly left?: string;
  readonly book?: Pick<BookRecord, 'opening' | 'in' | 'out' | 'drawn' | 'closing' | 'last'>;
}

export interface QuotasAnswer {
  readonly participant: string;
  /** By category, substance, unit and period. */
  readonly accounts: readonly Account[];
}
