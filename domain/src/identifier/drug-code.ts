import { requireGs1CheckDigit } from './check-digit.js';
import type { Reading } from './code.js';
import { fits, invalid, requireForm } from './form.js';
import { isGs1Text, readGs1 } from './gs1-text.js';

const TRACE = 'drug-trace-code';

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
  if (fits(text, '8###################')) {
    return { value: text, level: 'instance', parts: { product: text.slice(0, 7) } };
  }
  if (!isMakersOwn(text)) invalid(TRACE, text, '20 digits that begin with 8, or (01) and (21) of GS1');
  return { value: text, level: 'instance', warnings: [{ code: 'CODE_OF_MAKER', facts: { value: text } }] };
}

/** 8 to 40 digits, letters and hyphens with a letter among them. */
function isMakersOwn(text: string): boolean {
  if (text.length < 8 || text.length > 40) return false;
  let letter = false;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    const lower = code | 0x20;
    if (lower >= 0x61 && lower <= 0x7a && code < 0x80) letter = true;
    else if ((code < 0x30 || code > 0x39) && code !== 0x2d) return false;
  }
  return letter;
}
