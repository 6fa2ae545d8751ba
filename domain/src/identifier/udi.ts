import type { Reading } from './code.js';
import { fits, invalid, noSuchDate, requireDay, requireShortDay } from './form.js';
import { isGs1Text, readGs1 } from './gs1-text.js';

const SCHEME = 'udi';
const MA = 'MA.156.M0.';
/** Longer than any label; bounds the time that reading one takes. */
const MOST = 200;

/** The production identifiers of an MA code, by their letter; C is a check character whose rule is not public. */
const NAMES: Readonly<Record<string, string>> = {
  S: 'serial',
  L: 'lot',
  M: '11',
  E: '17',
  V: 'validUntil',
  D: 'D',
  C: 'check',
};
const DATES = 'MEV';

/**
 * Unique device identification (医疗器械唯一标识系统规则; YY/T 1630): GS1's `(01)(11)(17)(10)(21)` in any of its forms, or the
 * code of ZIIOT, `MA.156.M0.<firm>.<product>` with `.S` serial, `.L` lot, `.M` made, `.E` expires, `.V` valid until, `.D`.
 * The device is named as finely as the label does: serial number, else lot, else product; dates are parts.
 * Throws IDENTIFIER_INVALID, IDENTIFIER_DATE, SCHEME_WRONG, CHECK_DIGIT.
 */
export function readUdi(text: string): Reading {
  if (isGs1Text(text)) return readGs1(SCHEME, text, ['gtin', 'lgtin', 'sgtin']);
  if (fits(text, '##############')) return readGs1(SCHEME, text, ['gtin'], '01');
  return readMa(text);
}

function readMa(text: string): Reading {
  const expected = '(01)… of GS1, or MA.156.M0.<firm>.<product> and production identifiers';
  const segments = text.startsWith(MA) && text.length <= MOST ? text.slice(MA.length).split('.') : [];
  const [firm = '', product = '', ...production] = segments;
  if (!isToken(firm) || !isToken(product)) return invalid(SCHEME, text, expected);
  const parts: Record<string, string> = { firm, product };
  for (const segment of production) {
    const letter = segment.charAt(0);
    const name = Object.hasOwn(NAMES, letter) ? NAMES[letter] : undefined;
    const value = segment.slice(1);
    if (name === undefined || parts[name] !== undefined || !isToken(value)) return invalid(SCHEME, text, expected);
    if (DATES.includes(letter)) requireDate(text, value);
    parts[name] = value;
  }
  const { serial, lot } = parts;
  const finest = serial !== undefined ? `.S${serial}` : lot !== undefined ? `.L${lot}` : '';
  return { value: MA + firm + '.' + product + finest, level: serial === undefined ? 'class' : 'instance', parts };
}

/** `YYMMDD`, or `YYYYMMDD` as older labels have it. */
function requireDate(text: string, date: string): void {
  if (fits(date, '########')) requireDay(SCHEME, text, date);
  else if (fits(date, '######')) requireShortDay(SCHEME, text, date);
  else noSuchDate(SCHEME, text, date);
}

/** 1 to 40 digits, letters, hyphens and underscores. */
function isToken(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    const lower = code | 0x20;
    const letter = code < 0x7b && lower >= 0x61 && lower <= 0x7a;
    if (!letter && (code < 0x30 || code > 0x39) && code !== 0x2d && code !== 0x5f) return false;
  }
  return text.length > 0 && text.length <= 40;
}
