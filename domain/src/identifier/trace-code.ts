import type { Reading } from './code.js';
import { fits, invalid } from './form.js';

export const TRACE = 'drug-trace-code';

/**
 * What a unit of a drug bears (药品追溯码, NMPAB/T 1002-2019) where that is no GTIN with a serial number: 20 digits that begin
 * with 8, whose check digit is not public; or a code of the maker's own, which has a letter in it, so that a mistyped
 * national code is not taken for one. Throws IDENTIFIER_INVALID.
 */
export function readTraceCode(text: string): Reading {
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
