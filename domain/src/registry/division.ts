/** The whole country, as registers of divisions write it. */
export const COUNTRY = '100000';

/** What a division and all below it begin with (GB/T 2260: two digits a level, zeros for those that are not named). */
export function divisionPrefix(division: string): string {
  if (division === COUNTRY) return '';
  if (division.endsWith('0000')) return division.slice(0, 2);
  return division.endsWith('00') ? division.slice(0, 4) : division;
}

/** Whether a division is another, or lies in it: 410105 in 410000. */
export function isWithin(division: string, outer: string): boolean {
  return division.startsWith(divisionPrefix(outer));
}

/** The two digits of a division's province. */
export function provinceOf(division: string): string {
  return division.slice(0, 2);
}
