import { requireGs1CheckDigit } from './check-digit.js';
import type { Reading } from './code.js';
import { requireForm } from './form.js';
import { isGs1Text, readGs1 } from './gs1-text.js';
import { readTraceCode, TRACE } from './trace-code.js';

/**
 * Drug base code (药品本位码): country 86, drug 9, ten digits of the product, and a check digit as GS1 computes it
 * (国食药监办〔2009〕315号). It looks like a GTIN-14 and is none. Throws IDENTIFIER_INVALID, CHECK_DIGIT.
 */
export function readDrugBaseCode(text: string): Reading {
  requireForm('drug-base-code', text, '869###########', '14 digits that begin with 869');
  requireGs1CheckDigit(text);
  return { value: text, level: 'class' };
}

/**
 * What a unit of a drug bears (药品追溯码, NMPAB/T 1002-2019): 20 digits that begin with 8, whose check digit is not
 * public; or a GTIN with a serial number; or a code of the maker's own, which has a letter in it, so that a mistyped
 * national code is not taken for one. Throws IDENTIFIER_INVALID, CHECK_DIGIT.
 */
export function readDrugTraceCode(text: string): Reading {
  if (isGs1Text(text)) return readGs1(TRACE, text, ['sgtin']);
  return readTraceCode(text);
}
