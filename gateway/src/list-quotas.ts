import {
  formatQuantity,
  periodOf,
  PERIODS,
  readQuantity,
  type Account,
  type BookRecord,
  type QuotaRecord,
  type QuotasAnswer,
} from '@suyuan/domain';
import type { IndexView } from './index/index-view.js';

export interface QuotasQuery {
  /** Undefined: those in which `now` lies. */
  readonly period: string | undefined;
  /** Seconds. */
  readonly now: number;
}

/** What a participant may bring into being of what is balanced, with its books, in one period or in the present ones. */
export async function listQuotas(
  view: IndexView,
  participant: string,
  { period, now }: QuotasQuery,
): Promise<QuotasAnswer> {
  const periods = period === undefined ? PERIODS.map((kind) => periodOf(kind, now)) : [period];
  const [quotas, books] = await Promise.all([view.quotasOf(participant), view.booksOf(participant)]);
  const rows = new Map<string, { quota?: QuotaRecord; book?: BookRecord }>();
  // Keys are category/substance/unit; of a quota the period stands behind them, of a book in its record.
  for (const { name, record } of quotas) row(name.slice(0, 3), name[3] ?? '').quota = record;
  for (const { name, record } of books) {
    row(name.slice(0, 3), record.period).book = record;
    if (name.length === 3) {
      const opened = openedSince(record, now);
      if (opened !== undefined) row(name.slice(0, 3), opened.period).book = opened;
    }
  }
  const accounts = [...rows]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, { quota, book }]) => toAccount(key, quota, book))
    .filter((account) => periods.includes(account.period));
  return { participant, accounts };

  function row(name: readonly string[], of: string): { quota?: QuotaRecord; book?: BookRecord } {
    const key = [...name, of].join('/');
    const known = rows.get(key) ?? {};
    rows.set(key, known);
    return known;
  }
}

/** The book of the present period, where nothing has happened in it yet: the ledger opens it with the first event. */
function openedSince(last: BookRecord, now: number): BookRecord | undefined {
  const kind = last.period.length === 4 ? 'year' : last.period.includes('Q') ? 'quarter' : 'month';
  const period = periodOf(kind, now);
  if (period <= last.period) return undefined;
  return { ...last, period, opening: last.closing, in: '0', out: '0', drawn: '0' };
}

function toAccount(key: string, quota: QuotaRecord | undefined, book: BookRecord | undefined): Account {
  const [category = '', substance = '', uom = '', period = ''] = key.split('/');
  return {
    ...{ category, substance, uom, period },
    ...(quota === undefined ? undefined : quotaPart(quota, book)),
    ...(book === undefined ? undefined : { book: bookPart(book) }),
  };
}

function quotaPart(
  { amount, grantor, by, last }: QuotaRecord,
  book: BookRecord | undefined,
): Pick<Account, 'quota' | 'left'> {
  const left = readQuantity(amount) - readQuantity(book?.drawn ?? '0');
  return { quota: { amount, grantor, by, last }, left: formatQuantity(left < 0n ? 0n : left) };
}

function bookPart({ opening, in: inwards, out, drawn, closing, last }: BookRecord): NonNullable<Account['book']> {
  return { opening, in: inwards, out, drawn, closing, last };
}
