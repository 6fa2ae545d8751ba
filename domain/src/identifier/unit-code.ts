import { isDay } from '../epcis/time.js';
import type { Reading } from './code.js';
import { fits, invalid, noSuchDate, requireDay, requireForm, split } from './form.js';

/**
 * Veterinary drug trace code (兽药追溯码, 农业农村部公告第174号): the day it was applied for, the firm, a random number.
 * Throws IDENTIFIER_INVALID, IDENTIFIER_DATE.
 */
export function readVetDrugCode(text: string): Reading {
  const scheme = 'vet-drug-code';
  requireForm(scheme, text, '#'.repeat(24), '24 digits: date, firm 5, random 11');
  const parts = split(text, { date: 8, firm: 5, random: 11 });
  requireDay(scheme, text, parts.date);
  return { value: text, level: 'instance', parts };
}

/**
 * Pesticide unit code (农药单元识别代码, 农业部公告第2579号): kind of registration (1 PD, 2 WP, 3 provisional), the last six
 * digits of its number, how it was made (1 by the holder, 2 for it, 3 repacked), specification, a random number.
 * Throws IDENTIFIER_INVALID.
 */
export function readPesticideCode(text: string): Reading {
  const expected = '32 digits: kind 1 to 3, registration 6, production 1 to 3, specification 3, random 21';
  requireForm('pesticide-code', text, '#'.repeat(32), expected);
  const parts = split(text, { kind: 1, registration: 6, production: 1, specification: 3, random: 21 });
  if (!isOneToThree(parts.kind) || !isOneToThree(parts.production)) invalid('pesticide-code', text, expected);
  return { value: text, level: 'instance', parts };
}

/** Lower-case letters that look like their capitals mark no detonator. */
const LOOKALIKES = 'cosuvwxz';

/**
 * Detonator code (工业雷管编码, GA 441-2003): maker, last digit of the year, month, day, feature, serial number. The year's
 * decade is not said: 29 February stands in even years only. Throws IDENTIFIER_INVALID, IDENTIFIER_DATE.
 */
export function readDetonatorCode(text: string): Reading {
  const scheme = 'detonator-code';
  const expected = '13 characters: firm 2, year 1, month 2, day 2, feature 1, serial 5';
  if (text.length !== 13) invalid(scheme, text, expected);
  const parts = split(text, { firm: 2, year: 1, month: 2, day: 2, feature: 1, serial: 5 });
  const { firm, year, month, day, feature, serial } = parts;
  if (!fits(firm + year + month + day + serial, '#'.repeat(12)) || firm === '00') invalid(scheme, text, expected);
  if (!isFeature(feature)) invalid(scheme, text, expected);
  const someYear = Number(year) % 2 === 0 ? 2000 : 2001;
  if (!isDay(someYear, Number(month), Number(day))) noSuchDate(scheme, text, year + month + day);
  return { value: text, level: 'instance', parts };
}

/** Organic mark code (有机码, CNCA-N-009:2019): certification body, year, random number. Throws IDENTIFIER_INVALID. */
export function readOrganicMark(text: string): Reading {
  requireForm('organic-mark', text, '#'.repeat(17), '17 digits: body 3, year 2, random 12');
  return { value: text, level: 'instance', parts: split(text, { body: 3, year: 2, random: 12 }) };
}

function isOneToThree(digit: string): boolean {
  return digit === '1' || digit === '2' || digit === '3';
}

function isFeature(character: string): boolean {
  const code = character.charCodeAt(0);
  return fits(character, '&') || (code >= 0x61 && code <= 0x7a && !LOOKALIKES.includes(character));
}
