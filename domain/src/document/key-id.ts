import { base64url, fromBase64url, utf8, type Hash } from '../bytes.js';
import { TraceError } from '../error/trace-error.js';
import { Shape } from '../json/shape.js';

/** A public key on P-256 as a JWK (RFC 7518 §6.2.1), and nothing else of it. */
export interface PublicJwk {
  readonly kty: 'EC';
  readonly crv: 'P-256';
  readonly x: string;
  readonly y: string;
}

/** Throws KEY_INVALID. Whether the point is on the curve is for the signature check that uses it to say. */
export function parseJwk(shape: Shape): PublicJwk {
  const kty = shape.word('kty', ['EC']);
  const crv = shape.word('crv', ['P-256']);
  const [x, y] = [shape.text('x'), shape.text('y')];
  shape.done();
  for (const coordinate of [x, y]) {
    if (fromBase64url(coordinate).length !== 32) throw new TraceError('KEY_INVALID', { expected: '32 bytes' });
  }
  return { kty, crv, x, y };
}

/** RFC 7638 §3: SHA-256 over the required members in code-unit order; base64url, 43 characters. */
export function thumbprint(jwk: PublicJwk, hash: Hash): string {
  return base64url(hash(utf8(`{"crv":"${jwk.crv}","kty":"${jwk.kty}","x":"${jwk.x}","y":"${jwk.y}"}`)));
}

/**
 * `<participant>:<thumbprint>`: who signs, and with which of its keys. Both stand in the header so that every state
 * key which a capture touches is known before the call (docs/design/001-key-id.md).
 */
export interface KeyId {
  readonly participant: string;
  readonly thumbprint: string;
}

const FORM = /^([0-9A-HJ-NPQRTUWXY]{18}):([A-Za-z0-9_-]{43})$/;

/** Throws KEY_ID_INVALID. */
export function parseKeyId(text: string): KeyId {
  const match = FORM.exec(text);
  const [, participant, print] = match ?? [];
  if (participant === undefined || print === undefined) {
    throw new TraceError('KEY_ID_INVALID', { expected: '<social credit code>:<thumbprint>' });
  }
  return { participant, thumbprint: print };
}

export function formatKeyId(id: KeyId): string {
  return `${id.participant}:${id.thumbprint}`;
}
