import { base64url, fromBase64url, fromUtf8, utf8 } from '../bytes.js';
import { TraceError } from '../error/trace-error.js';
import { Shape } from '../json/shape.js';
import { parseJson } from '../json/parse.js';

/** A compact JWS (RFC 7515 §7.1) taken apart, its signature not yet checked. */
export interface Jws {
  readonly header: Shape;
  readonly payload: Shape;
  /** ASCII of `header.payload`: what is signed. */
  readonly signingInput: string;
  /** r ‖ s, 64 bytes (RFC 7518 §3.4). */
  readonly signature: Uint8Array;
}

const MOST = 16 * 1024;

/** Throws JWS_INVALID, BAD_ENCODING, ALGORITHM_REFUSED and what parseJson throws. */
export function parseJws(text: string): Jws {
  const parts = text.length > MOST ? [] : text.split('.');
  const [header, payload, signature] = parts;
  if (parts.length !== 3 || header === undefined || payload === undefined || signature === undefined) {
    throw new TraceError('JWS_INVALID', { expected: 'header.payload.signature', most: MOST });
  }
  const shape = Shape.of(parseJson(fromUtf8(fromBase64url(header))), 'header');
  // RFC 8725 §3.1: the algorithm is ours to choose, never the sender's.
  const alg = shape.text('alg');
  if (alg !== 'ES256') throw new TraceError('ALGORITHM_REFUSED', { alg, expected: 'ES256' });
  const bytes = fromBase64url(signature);
  if (bytes.length !== 64) throw new TraceError('SIGNATURE_INVALID', { expected: '64 bytes' });
  return {
    header: shape,
    payload: Shape.of(parseJson(fromUtf8(fromBase64url(payload))), 'payload'),
    signingInput: text.slice(0, header.length + 1 + payload.length),
    signature: bytes,
  };
}

/** `header.payload`, to be signed as it stands. Both are written by us alone, in a fixed order of names. */
export function signingInput(header: object, payload: object): string {
  return `${base64url(utf8(JSON.stringify(header)))}.${base64url(utf8(JSON.stringify(payload)))}`;
}

export function compactJws(input: string, signature: Uint8Array): string {
  return `${input}.${base64url(signature)}`;
}
