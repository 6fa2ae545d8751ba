import { TraceError } from './error/trace-error.js';

/** SHA-256, handed in by whoever runs the rules: Node's, or a browser's. */
export type Hash = (bytes: Uint8Array) => Uint8Array;

// Both are in every engine that runs this; neither Node's nor the DOM's types are known here.
declare class TextEncoder {
  encode(text: string): Uint8Array;
}
declare class TextDecoder {
  constructor(label: 'utf-8', options: { fatal: boolean; ignoreBOM: boolean });
  decode(bytes: Uint8Array): string;
}

/** What of Node's Buffer is used where there is one: the same results as below, several times as fast. */
interface NativeBytes extends Uint8Array {
  toString(encoding?: 'base64url'): string;
}
declare const Buffer:
  | {
      from(text: string, encoding: 'utf8' | 'base64url'): NativeBytes;
      from(bytes: ArrayBufferLike, offset: number, length: number): NativeBytes;
    }
  | undefined;
const native = typeof Buffer === 'undefined' ? undefined : Buffer;

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

export function utf8(text: string): Uint8Array {
  return native === undefined ? encoder.encode(text) : native.from(text, 'utf8');
}

/** Throws BAD_ENCODING where the bytes are not well-formed UTF-8. */
export function fromUtf8(bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes);
  } catch {
    throw new TraceError('BAD_ENCODING', { encoding: 'utf-8' });
  }
}

export function concat(...parts: readonly Uint8Array[]): Uint8Array {
  let length = 0;
  for (const part of parts) length += part.length;
  const all = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

export function hex(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += HEX[byte] ?? '';
  return text;
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const VALUES = new Uint8Array(256).fill(255);
for (let i = 0; i < 64; i++) VALUES[ALPHABET.charCodeAt(i)] = i;

/** base64url without padding (RFC 4648 §5, RFC 7515 §2). */
export function base64url(bytes: Uint8Array): string {
  if (native !== undefined) return native.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('base64url');
  let text = '';
  for (let i = 0; i < bytes.length; i += 3) {
    const [a, b, c] = [bytes[i] ?? 0, bytes[i + 1], bytes[i + 2]];
    text += ALPHABET.charAt(a >> 2) + ALPHABET.charAt(((a & 3) << 4) | ((b ?? 0) >> 4));
    if (b !== undefined) text += ALPHABET.charAt(((b & 15) << 2) | ((c ?? 0) >> 6));
    if (c !== undefined) text += ALPHABET.charAt(c & 63);
  }
  return text;
}

/**
 * Strict: no padding, no other characters, unused bits zero, so that one sequence of bytes has one text.
 * Throws BAD_ENCODING.
 */
export function fromBase64url(text: string): Uint8Array {
  if (native !== undefined) {
    const bytes = native.from(text, 'base64url');
    // It reads leniently: what it writes is the one text there is.
    if (bytes.toString('base64url') !== text) throw new TraceError('BAD_ENCODING', { encoding: 'base64url' });
    return bytes;
  }
  // Bytes first: a character of a text that was cut out of a longer one costs five times as much to reach.
  const characters = encoder.encode(text);
  const { length } = characters;
  const rest = length % 4;
  const whole = length - rest;
  const bytes = new Uint8Array((whole / 4) * 3 + (rest === 0 ? 0 : rest - 1));
  let at = 0;
  let bad = rest === 1 ? 255 : 0;
  for (let i = 0; i < whole; i += 4) {
    const a = valueOf(characters, i);
    const b = valueOf(characters, i + 1);
    const c = valueOf(characters, i + 2);
    const d = valueOf(characters, i + 3);
    bad |= a | b | c | d;
    bytes[at++] = (a << 2) | (b >> 4);
    bytes[at++] = (b << 4) | (c >> 2);
    bytes[at++] = (c << 6) | d;
  }
  if (rest > 1) {
    const a = valueOf(characters, whole);
    const b = valueOf(characters, whole + 1);
    const c = rest === 3 ? valueOf(characters, whole + 2) : 0;
    bad |= a | b | c;
    bytes[at++] = (a << 2) | (b >> 4);
    if (rest === 3) bytes[at] = (b << 4) | (c >> 2);
    // Unused bits are zero.
    if (((rest === 3 ? c << 6 : b << 4) & 255) !== 0) bad = 255;
  }
  if (bad > 63) throw new TraceError('BAD_ENCODING', { encoding: 'base64url' });
  return bytes;
}

/** 0 to 63, or 255 for what is no character of the alphabet. */
function valueOf(characters: Uint8Array, at: number): number {
  return VALUES[characters[at] ?? 255] ?? 255;
}
