import { TraceError } from '../error/trace-error.js';
import { isDay } from '../epcis/time.js';
import { excerpt } from './characters.js';

const HASH = 0x23;
const AT = 0x40;
const AND = 0x26;

/**
 * Whether a text has a form, character by character: `#` stands for a digit, `@` for a capital letter, `&` for either,
 * anything else for itself.
 */
export function fits(text: string, form: string): boolean {
  if (text.length !== form.length) return false;
  for (let i = 0; i < form.length; i++) {
    const want = form.charCodeAt(i);
    const code = text.charCodeAt(i);
    const digit = code >= 0x30 && code <= 0x39;
    const letter = code >= 0x41 && code <= 0x5a;
    if (want === HASH ? !digit : want === AT ? !letter : want === AND ? !digit && !letter : code !== want) return false;
  }
  return true;
}

/** The text with a to z made capitals, and nothing else touched. */
export function capitals(text: string): string {
  let result = '';
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    result += code >= 0x61 && code <= 0x7a ? String.fromCharCode(code - 0x20) : text.charAt(i);
  }
  return result;
}

/** The parts of a code of fixed widths. */
export function split<N extends string>(text: string, widths: Readonly<Record<N, number>>): Record<N, string> {
  const parts: Record<string, string> = {};
  let at = 0;
  for (const [name, width] of Object.entries<number>(widths)) parts[name] = text.slice(at, (at += width));
  return parts;
}

/** Throws IDENTIFIER_INVALID; `expected` says the form in words. */
export function invalid(scheme: string, value: string, expected: string): never {
  throw new TraceError('IDENTIFIER_INVALID', { value: excerpt(value), scheme, expected });
}

/** Throws IDENTIFIER_INVALID where the text is not of the form. */
export function requireForm(scheme: string, text: string, form: string, expected: string): void {
  if (!fits(text, form)) invalid(scheme, text, expected);
}

/** Throws IDENTIFIER_UNLISTED: of the right form, but there is no such code. */
export function unlisted(scheme: string, value: string): never {
  throw new TraceError('IDENTIFIER_UNLISTED', { value: excerpt(value), scheme });
}

/** Nothing that bears a code was made before 1900, nor after 2099. */
export function isPlausibleYear(year: number): boolean {
  return year >= 1900 && year <= 2099;
}

/** Requires eight digits to be a day, `YYYYMMDD`. Throws IDENTIFIER_DATE. */
export function requireDay(scheme: string, value: string, date: string): void {
  const year = Number(date.slice(0, 4));
  if (!isPlausibleYear(year) || !isDay(year, Number(date.slice(4, 6)), Number(date.slice(6, 8)))) {
    noSuchDate(scheme, value, date);
  }
}

/**
 * Requires six digits to be a day of this century, `YYMMDD`; GS1 General Specifications §3.4.2 lets the day be 00, which
 * means the month's last. Throws IDENTIFIER_DATE.
 */
export function requireShortDay(scheme: string, value: string, date: string): void {
  const day = Number(date.slice(4, 6));
  if (!fits(date, '######') || !isDay(2000 + Number(date.slice(0, 2)), Number(date.slice(2, 4)), day === 0 ? 1 : day)) {
    noSuchDate(scheme, value, date);
  }
}

export function noSuchDate(scheme: string, value: string, date: string): never {
  throw new TraceError('IDENTIFIER_DATE', { value: excerpt(value), scheme, date: excerpt(date) });
}
