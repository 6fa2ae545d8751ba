import { isDay } from '../epcis/time.js';

export type PersonalKind = 'citizen number' | 'mobile number' | 'bank card number';

/** GB 11643-1999 §4.2: 2^(17−i) mod 11. */
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const;
const CHECKS = '10X98765432';

/** First two digits of a citizen's division: the provinces of GB/T 2260, Taiwan, Hong Kong, Macau and the 83 of residents from Taiwan. */
const PROVINCES: ReadonlySet<string> = new Set(
  '11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83'.split(' '),
);

/** 17 digits and a digit or X: a province, a day that exists, and the check character (GB 11643). */
export function isCitizenNumber(text: string): boolean {
  if (text.length !== 18 || !PROVINCES.has(text.slice(0, 2))) return false;
  const [year, month, day] = [Number(text.slice(6, 10)), Number(text.slice(10, 12)), Number(text.slice(12, 14))];
  if (year < 1880 || year > 2099 || !isDay(year, month, day)) return false;
  let sum = 0;
  for (let i = 0; i < 17; i++) sum += (text.charCodeAt(i) - 0x30) * (WEIGHTS[i] ?? 0);
  return text.charAt(17) === CHECKS.charAt(sum % 11);
}

/** Mainland mobile numbers: 11 digits, 13 to 19 in front. */
export function isMobileNumber(digits: string): boolean {
  return digits.length === 11 && digits.charCodeAt(0) === 0x31 && digits.charCodeAt(1) >= 0x33;
}

/**
 * 16 to 19 digits with a correct Luhn digit (ISO/IEC 7812-1 annex B) that begin as bank cards do: 3, 4, 5, 6 and 9 (older
 * domestic ones), or 2221 to 2720. Without that, one in ten time stamps and order numbers would be taken for a card.
 */
export function isCardNumber(digits: string): boolean {
  if (digits.length < 16 || digits.length > 19) return false;
  const first = digits.charCodeAt(0) - 0x30;
  const head = Number(digits.slice(0, 4));
  const issued = (first >= 3 && first <= 6) || first === 9 || (digits.length === 16 && head >= 2221 && head <= 2720);
  return issued && hasLuhnDigit(digits);
}

function hasLuhnDigit(digits: string): boolean {
  let sum = 0;
  for (let i = digits.length - 1, twice = false; i >= 0; i--, twice = !twice) {
    const value = (digits.charCodeAt(i) - 0x30) * (twice ? 2 : 1);
    sum += value > 9 ? value - 9 : value;
  }
  return sum % 10 === 0;
}
