import { createPublicKey, hash, verify, type KeyObject } from 'node:crypto';
import type { PublicJwk } from '@suyuan/domain';

export function sha256(bytes: Uint8Array): Uint8Array {
  return hash('sha256', bytes, 'buffer');
}

const MOST_KEYS = 10_000;
const keyObjects = new Map<string, KeyObject | undefined>();

/** Importing a key costs as much as a check: the last ones are kept. Undefined where the point is not on the curve. */
function keyObject(jwk: PublicJwk): KeyObject | undefined {
  const name = jwk.x + jwk.y;
  if (keyObjects.has(name)) return keyObjects.get(name);
  if (keyObjects.size >= MOST_KEYS) keyObjects.clear();
  const { kty, crv, x, y } = jwk;
  let key: KeyObject | undefined;
  try {
    key = createPublicKey({ key: { kty, crv, x, y }, format: 'jwk' });
  } catch {
    key = undefined;
  }
  keyObjects.set(name, key);
  return key;
}

/**
 * ECDSA P-256 with SHA-256 over ASCII text (ES256, RFC 7518 §3.4). Checks can be done ahead on the thread pool, all of a
 * capture at once; what was not is checked when it is asked for.
 */
export class Verifier {
  readonly #done = new WeakMap<
    Uint8Array,
    { readonly jwk: PublicJwk; readonly input: string; readonly good: boolean }
  >();

  async ahead(jwk: PublicJwk, input: string, signature: Uint8Array): Promise<void> {
    const key = keyObject(jwk);
    if (key === undefined) return;
    const good = await new Promise<boolean>((resolve, reject) => {
      verify('sha256', Buffer.from(input, 'ascii'), { key, dsaEncoding: 'ieee-p1363' }, signature, (error, result) => {
        if (error === null) resolve(result);
        else reject(error);
      });
    });
    this.#done.set(signature, { jwk, input, good });
  }

  readonly verify = (jwk: PublicJwk, input: string, signature: Uint8Array): boolean => {
    const done = this.#done.get(signature);
    if (done?.input === input && done.jwk.x === jwk.x && done.jwk.y === jwk.y) return done.good;
    const key = keyObject(jwk);
    return (
      key !== undefined && verify('sha256', Buffer.from(input, 'ascii'), { key, dsaEncoding: 'ieee-p1363' }, signature)
    );
  };
}
