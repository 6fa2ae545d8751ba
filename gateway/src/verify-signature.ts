import { createPublicKey, verify, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import { utf8, type PublicJwk } from '@suyuan/domain';
import { BoundedCache } from './index/bounded-cache.js';

const verifyAsync = promisify(verify);
const known = new BoundedCache<KeyObject | null>(10_000);

/** ES256 over a signing input, r ‖ s. On the thread pool: the event loop goes on. False for a point off the curve. */
export async function verifySignature(jwk: PublicJwk, signingInput: string, signature: Uint8Array): Promise<boolean> {
  const key = known.of(`${jwk.x}.${jwk.y}`, () => open(jwk));
  return key !== null && verifyAsync('sha256', utf8(signingInput), { key, dsaEncoding: 'ieee-p1363' }, signature);
}

function open({ kty, crv, x, y }: PublicJwk): KeyObject | null {
  try {
    return createPublicKey({ key: { kty, crv, x, y }, format: 'jwk' });
  } catch {
    return null;
  }
}
