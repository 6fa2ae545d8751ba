import { base64url, fromBase64url, fromUtf8, utf8 } from '../bytes.js';
import { TraceError } from '../error/trace-error.js';
import { isArray, type Json } from '../json/json.js';
import { parseJson } from '../json/parse.js';
import { LIMITS } from './kinds.js';

/**
 * One entry of a document: base64url(JSON [salt, value]), an array-element disclosure of SD-JWT (RFC 9901 §4.2.2).
 * The salt, 128 random bits, keys the leaf's hash, so that a hidden entry can't be guessed from the tree.
 */
export interface Entry {
  readonly text: string;
  readonly value: Json;
}

/** `json` stands in the entry as it is: it is what the signer saw, and is never serialised again. */
export function encodeEntry(json: string, salt: Uint8Array): string {
  return base64url(utf8(`["${base64url(salt)}",${json}]`));
}

/** Throws ENTRY_INVALID, ENTRY_TOO_LARGE, BAD_ENCODING and what parseJson throws. */
export function parseEntry(text: string): Entry {
  if (text.length > Math.ceil((LIMITS.entryBytes * 4) / 3)) {
    throw new TraceError('ENTRY_TOO_LARGE', { most: LIMITS.entryBytes });
  }
  const pair = parseJson(fromUtf8(fromBase64url(text)));
  const [salt, value] = isArray(pair) && pair.length === 2 ? pair : [];
  if (typeof salt !== 'string' || value === undefined || fromBase64url(salt).length !== 16) {
    throw new TraceError('ENTRY_INVALID', { expected: '[salt of 16 bytes, value]' });
  }
  return { text, value };
}
