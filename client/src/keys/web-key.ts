import { formatKeyId, parseJwk, Shape, thumbprint, TraceError, type PublicJwk } from '@suyuan/domain';
import { sha256 } from './hash.js';
import type { Signer } from './signer.js';

const P256 = { name: 'ECDSA', namedCurve: 'P-256' } as const;
const ES256 = { name: 'ECDSA', hash: 'SHA-256' } as const;

/** A WebCrypto key pair. It can be put into IndexedDB as it is, its private half staying unreadable. */
export interface WebKey {
  readonly participant: string;
  readonly jwk: PublicJwk;
  readonly privateKey: CryptoKey;
}

/** A fresh P-256 key. Unless `extractable`, nobody can ever read its private half, this program included. */
export async function generateKey(participant: string, extractable = false): Promise<WebKey> {
  const pair = await subtle().generateKey(P256, extractable, ['sign', 'verify']);
  return { participant, jwk: publicOf(await subtle().exportKey('jwk', pair.publicKey)), privateKey: pair.privateKey };
}

/** A key whose private scalar is at hand (`d`, base64url, 32 bytes). Throws KEY_INVALID. */
export async function importKey(participant: string, jwk: PublicJwk, d: string, extractable = false): Promise<WebKey> {
  try {
    const privateKey = await subtle().importKey('jwk', { ...publicOf(jwk), d }, P256, extractable, ['sign']);
    return { participant, jwk: publicOf(jwk), privateKey };
  } catch (error) {
    if (error instanceof TraceError) throw error;
    throw new TraceError('KEY_INVALID');
  }
}

/** The private scalar of an extractable key, base64url. Throws KEY_INVALID where the key cannot be read. */
export async function exportScalar(key: WebKey): Promise<string> {
  const { d } = key.privateKey.extractable ? await subtle().exportKey('jwk', key.privateKey) : {};
  if (d === undefined) throw new TraceError('KEY_INVALID', { reason: 'not extractable' });
  return d;
}

export function webSigner(key: WebKey): Signer {
  const print = thumbprint(key.jwk, sha256);
  return {
    kid: formatKeyId({ participant: key.participant, thumbprint: print }),
    participant: key.participant,
    thumbprint: print,
    jwk: key.jwk,
    // WebCrypto's signatures are r ‖ s already.
    sign: async (bytes) => new Uint8Array(await subtle().sign(ES256, key.privateKey, new Uint8Array(bytes))),
  };
}

/** The four public members and nothing else. Throws FIELD_…, KEY_INVALID. */
export function publicOf(jwk: JsonWebKey): PublicJwk {
  const { kty, crv, x, y } = jwk;
  return parseJwk(new Shape({ kty: kty ?? null, crv: crv ?? null, x: x ?? null, y: y ?? null }, 'jwk'));
}

function subtle(): SubtleCrypto {
  const { crypto } = globalThis as { crypto?: Partial<Crypto> };
  if (crypto?.subtle === undefined) throw new TraceError('CRYPTO_MISSING');
  return crypto.subtle;
}
