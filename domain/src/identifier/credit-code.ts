import { TraceError } from '../error/trace-error.js';
import { excerpt, isDigits } from './characters.js';

/** GB 32100-2015 §4.4: no I, O, S, V, Z. A character's value is its index. */
const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const VALUES = new Int8Array(128).fill(-1);
for (let i = 0; i < ALPHABET.length; i++) VALUES[ALPHABET.charCodeAt(i)] = i;

/** 3^i mod 31, i = 0 … 16 (GB 32100-2015 §4.4). */
const WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28] as const;

/** Codes that the registry issued although their check character is wrong (early ones with `M0001`): valid as they are. */
export type CreditCodeExceptions = ReadonlySet<string>;
const NONE: CreditCodeExceptions = new Set();

/**
 * The check character of a unified social credit code's first 17 characters: (31 − Σ value × 3^i mod 31) mod 31.
 * It finds every wrong character and every swap of neighbours.
 */
export function creditCodeCheck(first17: string): string {
  let sum = 0;
  for (let i = 0; i < WEIGHTS.length; i++) sum += (VALUES[first17.charCodeAt(i)] ?? 0) * (WEIGHTS[i] ?? 0);
  return ALPHABET.charAt((31 - (sum % 31)) % 31);
}

/**
 * Unified social credit code of a legal party (统一社会信用代码): 18 characters, of which the 3rd to 8th are the digits of
 * the division that registered it. Throws IDENTIFIER_INVALID, CHECK_DIGIT.
 */
export function parseCreditCode(text: string, exceptions: CreditCodeExceptions = NONE): string {
  if (text.length !== 18 || !isDigits(text.slice(2, 8)) || !isAlphabet(text)) {
    throw new TraceError('IDENTIFIER_INVALID', { value: excerpt(text), scheme: 'unified social credit code' });
  }
  const expected = creditCodeCheck(text);
  if (text.charAt(17) !== expected && !exceptions.has(text)) {
    throw new TraceError('CHECK_DIGIT', { value: text, expected });
  }
  return text;
}

export function isCreditCode(text: string, exceptions: CreditCodeExceptions = NONE): boolean {
  if (text.length !== 18 || !isDigits(text.slice(2, 8)) || !isAlphabet(text)) return false;
  return text.charAt(17) === creditCodeCheck(text) || exceptions.has(text);
}

function isAlphabet(text: string): boolean {
  for (let i = 0; i < text.length; i++) if ((VALUES[text.charCodeAt(i)] ?? -1) < 0) return false;
  return true;
}
