import type { Reading } from './code.js';
import { fits, invalid, unlisted } from './form.js';

/** GB/T 2260-2007 §5: provinces, autonomous regions, municipalities, special administrative regions. */
const PROVINCES: ReadonlySet<string> = new Set(
  '11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82'.split(' '),
);

/**
 * Administrative division (GB/T 2260): province, prefecture, county, two digits each; `41` and `410000` are the same. Which
 * counties there are changes every year, so that provinces alone are looked up. Throws IDENTIFIER_INVALID,
 * IDENTIFIER_UNLISTED.
 */
export function readDivision(text: string): Reading {
  const form = text.length === 2 ? '##' : text.length === 4 ? '####' : '######';
  if (!fits(text, form)) invalid('division', text, '2, 4 or 6 digits');
  const value = text.padEnd(6, '0');
  const [province, city, county] = [value.slice(0, 2), value.slice(2, 4), value.slice(4)];
  if (city === '00' && county !== '00') invalid('division', text, 'a county within a prefecture');
  if (!PROVINCES.has(province)) unlisted('division', text);
  const level = city === '00' ? 'province' : county === '00' ? 'prefecture' : 'county';
  return { value, parts: { province, level } };
}

/** Whether a division is another or lies in it: `410100` in `410000`. Both as six digits, or cut to two or four. */
export function isDivisionWithin(inner: string, outer: string): boolean {
  return inner.startsWith(significant(outer));
}

/** A division without the zeros that stand for "all of it". */
function significant(division: string): string {
  let end = division.length;
  while (end > 2 && division.slice(end - 2, end) === '00') end -= 2;
  return division.slice(0, end);
}
