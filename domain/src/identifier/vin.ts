import { TraceError } from '../error/trace-error.js';
import type { Reading } from './code.js';
import { capitals, invalid } from './form.js';

/** ISO 3779 §4; values and weights of GB 16735-2019 annex A (49 CFR 565.15 table III and IV). I, O and Q are not used. */
const VALUES: Readonly<Record<string, number>> = {
  ...{ A: 1, B: 2, C: 3, D: 4, E: 5, F: 6, G: 7, H: 8 },
  ...{ J: 1, K: 2, L: 3, M: 4, N: 5, P: 7, R: 9 },
  ...{ S: 2, T: 3, U: 4, V: 5, W: 6, X: 7, Y: 8, Z: 9 },
  ...{ 0: 0, 1: 1, 2: 2, 3: 3, 4: 4, 5: 5, 6: 6, 7: 7, 8: 8, 9: 9 },
};
const WEIGHTS = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2] as const;

/**
 * The check character of a vehicle identification number, at position 9, whose own weight is 0: the weighted sum mod 11,
 * of which 10 is X. It does not tell apart characters of the same value, such as A and J.
 */
export function vinCheck(vin: string): string {
  let sum = 0;
  for (let i = 0; i < WEIGHTS.length; i++) sum += (VALUES[vin.charAt(i)] ?? 0) * (WEIGHTS[i] ?? 0);
  return sum % 11 === 10 ? 'X' : String(sum % 11);
}

/**
 * Vehicle identification number. The check character is the law in North America and in China; elsewhere makers use the
 * place for something else, so that a wrong one is only warned of. Throws IDENTIFIER_INVALID, CHECK_DIGIT.
 */
export function readVin(text: string): Reading {
  const value = capitals(text);
  if (value.length !== 17 || !isAlphabet(value)) invalid('vin', text, '17 digits and capital letters without I, O, Q');
  const expected = vinCheck(value);
  const parts = { maker: value.slice(0, 3) };
  if (value.charAt(8) === expected) return { value, level: 'instance', parts };
  if (isCheckMandatory(value)) throw new TraceError('CHECK_DIGIT', { value, expected });
  return { value, level: 'instance', parts, warnings: [{ code: 'CHECK_DIGIT_DOUBTFUL', facts: { value, expected } }] };
}

/** World maker identifiers (ISO 3780): 1 to 5 and, behind New Zealand's 7A to 7E, 7 are North America; L is China. */
function isCheckMandatory(vin: string): boolean {
  const first = vin.charAt(0);
  if (first === '7') return !'ABCDE'.includes(vin.charAt(1));
  return first === 'L' || (first >= '1' && first <= '5');
}

function isAlphabet(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (VALUES[text.charAt(i)] === undefined) return false;
  return true;
}
