import { decodePart, isDigits } from './characters.js';
import { isElement, type Elements } from './element-string.js';
import { requireShortDay } from './form.js';

/** Application identifiers whose value is a day. */
const DATES: ReadonlySet<string> = new Set(['11', '12', '13', '15', '16', '17']);

/**
 * The data attributes in the query of a link (GS1 Digital Link URI Syntax §4.10): `?17=261231&3103=000500`. Whatever else
 * stands there, and identifiers not known here, are left out. Throws IDENTIFIER_INVALID, IDENTIFIER_DATE.
 */
export function linkAttributes(text: string): Elements {
  const attributes = new Map<string, string>();
  const mark = text.indexOf('?');
  const hash = text.indexOf('#');
  if (mark < 0 || (hash >= 0 && hash < mark)) return attributes;
  for (const pair of text.slice(mark + 1, hash < 0 ? text.length : hash).split('&')) {
    const equals = pair.indexOf('=');
    const ai = pair.slice(0, Math.max(equals, 0));
    if (!isDigits(ai)) continue;
    const value = decodePart(pair.slice(equals + 1), 'gs1');
    if (!isElement(ai, value)) continue;
    if (DATES.has(ai)) requireShortDay('gs1', text, value);
    attributes.set(ai, value);
  }
  return attributes;
}
