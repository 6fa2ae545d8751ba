import type { Reading } from './code.js';
import { capitals, fits, invalid, isPlausibleYear, noSuchDate, split } from './form.js';

/** The scheme under which every equipment code has its canonical form, whatever kind a pack asked for. */
const SCHEME = 'equipment-code';

/**
 * Special equipment code (特种设备代码, TSG 08-2017, types of 质检总局公告2014年第114号): type of the catalogue 4, maker 5, year 4, serial 4
 * or 5, of which the first is a letter where the digits ran out. Throws IDENTIFIER_INVALID, IDENTIFIER_DATE.
 */
export function readEquipmentCode(text: string): Reading {
  return read(text, SCHEME, '17 or 18 characters: type 4, maker 5, year 4, serial 4 or 5', () => true);
}

/** The same of a lift: type 3… of the catalogue. */
export function readElevatorCode(text: string): Reading {
  return read(text, 'elevator-code', 'a special equipment code of type 3…', (type) => type.startsWith('3'));
}

/** The same of a gas cylinder (23…) or a mobile pressure vessel (22…). */
export function readCylinderCode(text: string): Reading {
  return read(text, 'cylinder-code', 'a special equipment code of type 22… or 23…', (type) => {
    return type.startsWith('22') || type.startsWith('23');
  });
}

function read(text: string, scheme: string, expected: string, isType: (type: string) => boolean): Reading {
  if (text.length !== 17 && text.length !== 18) invalid(scheme, text, expected);
  const value = capitals(text);
  const parts = split(value, { type: 4, maker: 5, year: 4, serial: value.length - 13 });
  const { type, maker, year, serial } = parts;
  // Safety accessories alone have a letter in their type: F and three digits.
  const typed = fits(type, '####') ? type.charAt(0) !== '0' : fits(type, 'F###');
  const numbered = fits(serial, `&${'#'.repeat(serial.length - 1)}`);
  if (!typed || !isType(type) || !fits(maker + year, '#########') || !numbered) invalid(scheme, text, expected);
  if (!isPlausibleYear(Number(year))) noSuchDate(scheme, text, year);
  return { value, level: 'instance', parts };
}
