import { isDigits } from './characters.js';
import type { Reading } from './code.js';
import { invalid } from './form.js';

const URN = 'urn:oid:';
/** Longer than any that is in use; bounds the time that reading one takes. */
const MOST = 256;
const CHINA = '1.2.156.';

/**
 * Object identifier (ISO/IEC 9834-1 §6, GB/T 26231), as it is or as a URN (RFC 3061): arcs without leading zeros, the first
 * 0 to 2, and below 40 the second under 0 and 1. Throws IDENTIFIER_INVALID.
 */
export function readOid(text: string): Reading {
  const value = text.startsWith(URN) ? text.slice(URN.length) : text;
  const arcs = value.length <= MOST ? value.split('.') : [];
  const [first = '', second = ''] = arcs;
  const top = first === '0' || first === '1' || first === '2';
  if (!top || arcs.length < 2 || !arcs.every(isArc) || (first !== '2' && (second.length > 2 || Number(second) > 39))) {
    invalid('oid', text, 'numbers with dots between them, the first 0, 1 or 2');
  }
  return { value, uri: URN + value, ...(value.startsWith(CHINA) ? { parts: { country: 'CHN' } } : undefined) };
}

function isArc(arc: string): boolean {
  return isDigits(arc) && (arc === '0' || arc.charAt(0) !== '0');
}
