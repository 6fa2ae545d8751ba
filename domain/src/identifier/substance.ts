import { TraceError } from '../error/trace-error.js';
import { isDigits } from './characters.js';
import type { Reading } from './code.js';
import { fits, invalid, requireForm, unlisted } from './form.js';

/**
 * The check digit of a CAS registry number's digits before it: from the right, each times its place, mod 10
 * (cas.org, Check Digit Verification). It finds every wrong digit at the first, third, seventh and ninth place; at even
 * places not one that is wrong by five, at the fifth not one that is wrong by an even number.
 */
export function casCheck(digits: string): string {
  let sum = 0;
  for (let i = 0; i < digits.length; i++) sum += (digits.charCodeAt(i) - 0x30) * (digits.length - i);
  return String(sum % 10);
}

/** CAS registry number of a substance: `7732-18-5`. Throws IDENTIFIER_INVALID, CHECK_DIGIT. */
export function readCas(text: string): Reading {
  const first = text.slice(0, -5);
  const rest = text.slice(-5);
  const whole = isDigits(first) && first.length >= 2 && first.length <= 7 && first.charAt(0) !== '0';
  if (!whole || !fits(rest, '-##-#')) invalid('cas', text, '2 to 7 digits, 2 digits, 1 digit, with hyphens');
  const expected = casCheck(first + rest.slice(1, 3));
  if (rest.charAt(4) !== expected) throw new TraceError('CHECK_DIGIT', { value: text, expected });
  return { value: text };
}

/** UN Model Regulations (23rd revised edition) chapter 3.2: explosives, and all other classes. */
const RANGES = [
  [4, 514],
  [1001, 3560],
] as const;

/**
 * UN number of dangerous goods, four digits, perhaps after `UN`. The ranges in use are known here; which substances a
 * category covers is its pack's own list. Throws IDENTIFIER_INVALID, IDENTIFIER_UNLISTED.
 */
export function readUnNumber(text: string): Reading {
  const value = text.startsWith('UN') ? text.slice(text.charAt(2) === ' ' ? 3 : 2) : text;
  requireForm('un-number', value, '####', '4 digits');
  const number = Number(value);
  if (!RANGES.some(([from, to]) => number >= from && number <= to)) unlisted('un-number', text);
  return { value };
}
