import { TraceError } from '../error/trace-error.js';
import { excerpt } from './characters.js';

/** A number of an authority or of a firm: longer ones are no numbers. */
const MOST = 64;

/**
 * A number as a part of a URN (RFC 8141 §2.2): in percent-encoded UTF-8 whatever RFC 3986 does not call unreserved.
 * Throws IDENTIFIER_INVALID where it is empty, longer than 64, has control characters, or space around it.
 */
export function encodeText(text: string, scheme: string, most = MOST): string {
  if (text.length === 0 || text.length > most || text.trim() !== text || hasControl(text)) invalid(scheme, text);
  try {
    return encodeURIComponent(text).replace(/[!'()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);
  } catch {
    return invalid(scheme, '');
  }
}

/** Undefined where the text is no percent-encoded UTF-8. */
export function decodeText(encoded: string): string | undefined {
  try {
    return decodeURIComponent(encoded);
  } catch {
    return undefined;
  }
}

function hasControl(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < 0x20 || (code >= 0x7f && code < 0xa0)) return true;
  }
  return false;
}

function invalid(scheme: string, value: string): never {
  throw new TraceError('IDENTIFIER_INVALID', { value: excerpt(value), scheme });
}
