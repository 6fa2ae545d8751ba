import type { Reading } from './code.js';
import { requireForm, split } from './form.js';

/**
 * The check digit of digits by ISO/IEC 7064 MOD 11,10 (GB/T 17710-2008 §9): a hybrid system, which finds every wrong
 * digit.
 */
export function mod1110Check(digits: string): string {
  let product = 10;
  for (let i = 0; i < digits.length; i++) {
    const sum = (product + digits.charCodeAt(i) - 0x30) % 10;
    product = ((sum === 0 ? 10 : sum) * 2) % 11;
  }
  return String((11 - product) % 10);
}

/**
 * Food production licence (食品生产许可证编号, 食品生产许可管理办法 §29): `SC`, class of food 3, division 6, sequence 4, check digit,
 * which is only warned of. Throws IDENTIFIER_INVALID.
 */
export function readFoodLicence(text: string): Reading {
  requireForm('sc-licence', text, 'SC##############', 'SC and 14 digits');
  const { check, ...parts } = split(text.slice(2), { class: 3, division: 6, sequence: 4, check: 1 });
  const expected = mod1110Check(text.slice(2, 15));
  if (check === expected) return { value: text, parts };
  return { value: text, parts, warnings: [{ code: 'CHECK_DIGIT_DOUBTFUL', facts: { value: text, expected } }] };
}
