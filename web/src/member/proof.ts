import { sha256, verifySignature } from '@suyuan/client';
import { parseCreditCode, parseProof, TraceError, utf8, type KeyProof } from '@suyuan/domain';

/** A proof of possession as it was handed in, its signature checked. Throws PROOF_INVALID and what parseProof throws. */
export async function readProof(text: string): Promise<KeyProof> {
  const proof = parseProof(text.trim(), sha256);
  parseCreditCode(proof.participant);
  if (!(await verifySignature(proof.jwk, utf8(proof.signingInput), proof.signature))) {
    throw new TraceError('PROOF_INVALID');
  }
  return proof;
}
