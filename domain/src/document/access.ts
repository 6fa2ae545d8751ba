import { TraceError } from '../error/trace-error.js';
import { parseJws, signingInput } from './jws.js';
import { parseKeyId, type KeyId } from './key-id.js';
import { ACCESS_TYP, LIMITS } from './kinds.js';

/** A token for reading what is not public, signed by a registered actor key, good for one gateway and five minutes. */
export interface AccessToken {
  readonly kid: KeyId;
  /** The gateway's origin as its user knows it: `https://trace.example:8443`. */
  readonly aud: string;
  readonly iat: number;
  readonly exp: number;
  readonly signingInput: string;
  readonly signature: Uint8Array;
}

export function accessInput(kid: string, claims: { aud: string; iat: number; exp: number }): string {
  const { aud, iat, exp } = claims;
  return signingInput({ alg: 'ES256', typ: ACCESS_TYP, kid }, { aud, iat, exp });
}

/** The caller checks audience, key and signature. `now` in seconds. Throws TOKEN_INVALID, TOKEN_EXPIRED. */
export function parseAccess(jws: string, now: number): AccessToken {
  const { header, payload, signingInput, signature } = parseJws(jws);
  const typ = header.text('typ');
  if (typ !== ACCESS_TYP) throw new TraceError('TOKEN_INVALID', { typ, expected: ACCESS_TYP });
  const kid = parseKeyId(header.text('kid'));
  header.done();
  const [aud, iat, exp] = [payload.text('aud'), payload.integer('iat'), payload.integer('exp')];
  payload.done();
  if (exp <= now) throw new TraceError('TOKEN_EXPIRED', { exp, now });
  if (iat > now + LIMITS.skew || exp - iat > LIMITS.accessLifetime) {
    throw new TraceError('TOKEN_INVALID', { iat, exp, most: LIMITS.accessLifetime });
  }
  return { kid, aud, iat, exp, signingInput, signature };
}
