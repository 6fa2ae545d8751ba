import { compactJws, proofInput, utf8 } from '@suyuan/domain';
import { nowSeconds } from '../time.js';
import type { Signer } from './signer.js';

/** The key's proof of possession, a compact JWS: hand it to the regulator, it holds nothing secret. */
export async function proveKey(signer: Signer, now = nowSeconds()): Promise<string> {
  const input = proofInput(signer.jwk, signer.participant, now);
  return compactJws(input, await signer.sign(utf8(input)));
}
