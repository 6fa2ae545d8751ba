import { TraceError } from '../error/trace-error.js';
import { excerpt, isDigits } from './characters.js';

/**
 * The check digit of GTIN, GLN, SSCC and their kin for the digits before it (GS1 General Specifications §7.9.1):
 * from the right, weights 3, 1, 3, 1 …, up to the next ten. It finds every wrong digit, and every swap of neighbours
 * but those that differ by five.
 */
export function gs1CheckDigit(digits: string): string {
  let sum = 0;
  for (let i = digits.length - 1, weight = 3; i >= 0; i--, weight = 4 - weight) {
    sum += (digits.charCodeAt(i) - 0x30) * weight;
  }
  return String((10 - (sum % 10)) % 10);
}

/** Whether these are digits of which the last is the check digit of the others. */
export function hasGs1CheckDigit(digits: string): boolean {
  return digits.length > 1 && isDigits(digits) && gs1CheckDigit(digits.slice(0, -1)) === digits.slice(-1);
}

/** Throws CHECK_DIGIT, which names the digit that would be right. */
export function requireGs1CheckDigit(digits: string): void {
  const expected = gs1CheckDigit(digits.slice(0, -1));
  if (digits.slice(-1) !== expected) throw new TraceError('CHECK_DIGIT', { value: excerpt(digits), expected });
}
