import {
  isDay,
  isPeriod,
  PERIODS,
  parseCreditCode,
  parseGtin,
  parseLot,
  parseQuantity,
  TraceError,
  type Language,
} from '@suyuan/domain';
import { itemIdentifier, PASSPHRASE_LENGTH } from '@suyuan/client';
import { formatQuantity } from '../ui/format.js';
import { optional, says, type Check } from './fields.js';
import type { MemberText } from './text/index.js';

/** Checks at the field: the ledger's own parsers, so that page and ledger cannot differ. */
export const creditCode: Check = (value) => parseCreditCode(value);
export const gtin: Check = (value) => parseGtin(value);
export const lotNumber: Check = (value) => parseLot(value);
export const quantity: Check = (value) => parseQuantity(value);
export const lots: Check = (value) => {
  for (const line of linesOf(value)) itemIdentifier(line);
};

export function day(text: MemberText): Check {
  return (value) => {
    const [, year = 0, month = 0, date = 0] = (/^(\d{4})-(\d\d)-(\d\d)$/.exec(value) ?? []).map(Number);
    return isDay(year, month, date) ? undefined : says(text.fields.day);
  };
}

/** A year, a quarter or a month. */
export function isAnyPeriod(text: MemberText): Check {
  return (value) => (PERIODS.some((kind) => isPeriod(kind, value)) ? undefined : says(text.fields.period));
}

export function upTo(most: number, text: MemberText): Check {
  return (value) => (value.length <= most ? undefined : says(text.fields.text(most)));
}

/** As long as a backup takes it. Throws PASSPHRASE_SHORT. */
export const passphrase: Check = (value) => {
  if (value.length < PASSPHRASE_LENGTH) throw new TraceError('PASSPHRASE_SHORT', { least: PASSPHRASE_LENGTH });
};

/** The text of another field once more; where that is empty, none is asked for. */
export function same(own: string, other: string, sentence: string): Check {
  return optional(
    (_, all) => (all[own] === all[other] ? undefined : says(sentence)),
    (all) => all[other] === '',
  );
}

/** A quantity within what there is. */
export function within(held: string, uom: string, text: MemberText, language: Language): Check {
  return (value) =>
    parseQuantity(value) <= parseQuantity(held)
      ? undefined
      : says(text.fields.tooMuch(formatQuantity(held, uom, language)));
}

export function linesOf(text: string): readonly string[] {
  return text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

export function wordsOf(text: string): readonly string[] {
  return text.split(/[\s,，、]+/).filter((word) => word !== '');
}
