import { concat, fromBase64url, type PublicJwk } from '@suyuan/domain';

/** Whether `signature` (r ‖ s, either s of the pair) is the key's over the bytes. False for a point off the curve. */
export type VerifySignature = (jwk: PublicJwk, bytes: Uint8Array, signature: Uint8Array) => Promise<boolean>;

const P256 = { name: 'ECDSA', namedCurve: 'P-256' } as const;
const ES256 = { name: 'ECDSA', hash: 'SHA-256' } as const;

/** WebCrypto where there is any, else @noble/curves, fetched only then: pages on plain HTTP verify as well. */
export const verifySignature: VerifySignature = (jwk, bytes, signature) => {
  const { crypto } = globalThis as { crypto?: Partial<Crypto> };
  return crypto?.subtle === undefined
    ? verifyWithNoble(jwk, bytes, signature)
    : verifyWithSubtle(crypto.subtle, jwk, bytes, signature);
};

export async function verifyWithSubtle(
  subtle: SubtleCrypto,
  jwk: PublicJwk,
  bytes: Uint8Array,
  signature: Uint8Array,
): Promise<boolean> {
  try {
    const { kty, crv, x, y } = jwk;
    const key = await subtle.importKey('jwk', { kty, crv, x, y }, P256, false, ['verify']);
    return await subtle.verify(ES256, key, new Uint8Array(signature), new Uint8Array(bytes));
  } catch {
    return false;
  }
}

export const verifyWithNoble: VerifySignature = async (jwk, bytes, signature) => {
  const { p256 } = await import('@noble/curves/nist.js');
  try {
    const point = concat(Uint8Array.of(4), fromBase64url(jwk.x), fromBase64url(jwk.y));
    // ECDSA signatures come in pairs (r, s) and (r, −s); JWS takes either.
    return p256.verify(signature, bytes, point, { lowS: false });
  } catch {
    return false;
  }
};
