import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import type { Signer } from '@suyuan/client';
import { formatKeyId, thumbprint, type PublicJwk } from '@suyuan/domain';

export function sha256(bytes: Uint8Array): Uint8Array {
  return createHash('sha256').update(bytes).digest();
}

/** A fresh key that signs on this thread: the fastest there is, for a load must be made before it can be sent. */
export function nodeSigner(participant: string): Signer {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
  const jwk: PublicJwk = { kty: 'EC', crv: 'P-256', x, y };
  const print = thumbprint(jwk, sha256);
  return {
    kid: formatKeyId({ participant, thumbprint: print }),
    participant,
    thumbprint: print,
    jwk,
    sign: (bytes) => Promise.resolve(sign('sha256', bytes, { key: privateKey, dsaEncoding: 'ieee-p1363' })),
  };
}
