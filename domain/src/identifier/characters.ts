import { TraceError } from '../error/trace-error.js';

/** A value as it may stand in an error: long ones cut. */
export function excerpt(value: string): string {
  return value.length > 80 ? `${value.slice(0, 79)}…` : value;
}

export function isDigits(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < 0x30 || code > 0x39) return false;
  }
  return text.length > 0;
}

/** GS1 General Specifications §7.11, figure 7.11-1: the 82 invariant characters of ISO/IEC 646. */
const SET_82 = table('!"%&\'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz');
/** GS1 General Specifications §7.11, figure 7.11-2: the 39 characters of component and part identifiers. */
const SET_39 = table('#-/0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ');
/** RFC 3986 §2.3 */
const UNRESERVED = table('-.0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz~');
/** What an EPC URN writes as it is: set 82 without `"%&/<>?` (EPC Tag Data Standard 2.0, table A-1). */
const URN_LITERAL = table("!'()*+,-.0123456789:;=ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz");

export type CharacterSet = 'digits' | '39' | '82';
const SETS: Readonly<Record<CharacterSet, Uint8Array>> = { digits: table('0123456789'), '39': SET_39, '82': SET_82 };

/** Whether a value is of 1 to `most` characters of a set. */
export function isOf(set: CharacterSet, text: string, most: number): boolean {
  return text.length > 0 && text.length <= most && isAll(SETS[set], text);
}

/** Canonical percent-encoding of a Digital Link value: all that RFC 3986 does not call unreserved, upper-case hex. */
export function encodeSegment(text: string): string {
  return isAll(UNRESERVED, text) ? text : encode(UNRESERVED, text);
}

export function encodeUrnPart(text: string): string {
  return isAll(URN_LITERAL, text) ? text : encode(URN_LITERAL, text);
}

/** Undoes percent-encoding of ASCII. Throws IDENTIFIER_INVALID where a `%` is not followed by two hex digits. */
export function decodePart(text: string, scheme: string): string {
  if (!text.includes('%')) return text;
  let decoded = '';
  for (let i = 0; i < text.length; i++) {
    if (text.charCodeAt(i) !== 0x25) {
      decoded += text.charAt(i);
      continue;
    }
    const value = hexDigit(text.charCodeAt(i + 1)) * 16 + hexDigit(text.charCodeAt(i + 2));
    if (!(value < 128)) throw new TraceError('IDENTIFIER_INVALID', { value: excerpt(text), scheme });
    decoded += String.fromCharCode(value);
    i += 2;
  }
  return decoded;
}

function encode(literal: Uint8Array, text: string): string {
  let encoded = '';
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    encoded += literal[code] === 1 ? text.charAt(i) : `%${code.toString(16).toUpperCase().padStart(2, '0')}`;
  }
  return encoded;
}

function hexDigit(code: number): number {
  if (code >= 0x30 && code <= 0x39) return code - 0x30;
  if (code >= 0x41 && code <= 0x46) return code - 0x37;
  return code >= 0x61 && code <= 0x66 ? code - 0x57 : Number.NaN;
}

function isAll(set: Uint8Array, text: string): boolean {
  for (let i = 0; i < text.length; i++) if (set[text.charCodeAt(i)] !== 1) return false;
  return true;
}

function table(characters: string): Uint8Array {
  const set = new Uint8Array(128);
  for (let i = 0; i < characters.length; i++) set[characters.charCodeAt(i)] = 1;
  return set;
}
