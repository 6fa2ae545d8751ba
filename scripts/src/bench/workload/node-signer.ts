import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import type { Signer } from '@suyuan/client';
import { formatKeyId, thumbprint, type PublicJwk } from '@suyuan/domain';

export function sha256(bytes: Uint8Array): Uint8Array {
  return createHash('sha256').update(bytes).digest();
}

/** A fresh key that signs on this thread: the fastest there is, for a load must be made before it can be sent. */
export function nodeSigner(participant: string): Signer {
  // Read anew: Node 20 hangs for ever where a key is exported as JWK just when the job that made it is collected.
  const { privateKey: pkcs8 } = generateKeyPairSync('ec', {
    namedCurve: 'P-256',
    privateKeyEncoding: { type: 'pkcs8', format: 'der' },
    publicKeyEncoding: { type: 'spki', format: 'der' },
  });
  const privateKey = createPrivateKey({ key: pkcs8, type: 'pkcs8', format: 'der' });
  const { x = '', y = '' } = createPublicKey(privateKey).export({ format: 'jwk' });
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
