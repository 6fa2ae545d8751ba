import { isDivisionWithin } from '../identifier/division.js';

/** The whole country, as registers of divisions write it. */
export const COUNTRY = '100000';

/** Whether a division is another, or lies in it: 410105 in 410000, and all in the country. */
export function isWithin(division: string, outer: string): boolean {
  return outer === COUNTRY || isDivisionWithin(division, outer);
}

/** The two digits of a division's province. */
export function provinceOf(division: string): string {
  return division.slice(0, 2);
}
