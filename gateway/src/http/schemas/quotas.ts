import { z } from 'zod';
import type { Account, QuotasAnswer } from '@suyuan/domain';
import { entryRef, quantity, text } from './common.js';

const account = z
  .object({
    category: text,
    substance: text,
    uom: text.describe('Unit of the books: GRM, MLT, H87'),
    period: text.describe('2026, 2026-Q4 or 2026-11'),
    quota: z.exactOptional(z.object({ amount: quantity, grantor: text, by: entryRef, last: entryRef })),
    left: z.exactOptional(quantity.describe('What of the quota is left')),
    book: z.exactOptional(
      z.object({
        opening: quantity,
        in: quantity,
        out: quantity,
        drawn: quantity.describe('What came into being and counts against the quota'),
        closing: quantity.describe('opening + in − out'),
        last: entryRef,
      }),
    ),
  })
  .meta({ id: 'Account' }) satisfies z.ZodType<Account>;

export const quotasAnswer = z
  .object({ participant: text, accounts: z.array(account) })
  .meta({ id: 'QuotasAnswer' }) satisfies z.ZodType<QuotasAnswer>;
