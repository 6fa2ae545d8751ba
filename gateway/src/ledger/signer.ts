import { createPrivateKey } from 'node:crypto';
import type { Signer } from '@hyperledger/fabric-gateway';
import { signLowS, signLowSAsync } from '@suyuan/block';

/** From here on (bytes) hashing outweighs the hop to another thread. */
const LARGE = 10_000;

/**
 * Signs whole messages (`hash.none`) with OpenSSL: the client's own signer is pure JavaScript and a twentieth as fast.
 * Fabric takes no signature with a high S.
 */
export function lowSSigner(privateKeyPem: string): Signer {
  const key = createPrivateKey(privateKeyPem);
  return (message) => (message.length > LARGE ? signLowSAsync(key, message) : Promise.resolve(signLowS(key, message)));
}
