import { type Hash } from '../bytes.js';
import { TraceError } from '../error/trace-error.js';
import { parseJws, signingInput } from './jws.js';
import { parseJwk, thumbprint, type PublicJwk } from './key-id.js';
import { PROOF_TYP } from './kinds.js';

/** A key's own statement that its holder acts for a participant: what makes a registration more than a claim. */
export interface KeyProof {
  readonly jwk: PublicJwk;
  readonly thumbprint: string;
  readonly participant: string;
  readonly iat: number;
  readonly signingInput: string;
  readonly signature: Uint8Array;
}

export function proofInput(jwk: PublicJwk, participant: string, iat: number): string {
  return signingInput({ alg: 'ES256', typ: PROOF_TYP, jwk }, { participant, iat });
}

/** The caller checks the signature with the proof's own key. Throws PROOF_INVALID and what parseJws throws. */
export function parseProof(jws: string, hash: Hash): KeyProof {
  const { header, payload, signingInput, signature } = parseJws(jws);
  const typ = header.text('typ');
  if (typ !== PROOF_TYP) throw new TraceError('PROOF_INVALID', { typ, expected: PROOF_TYP });
  const jwk = parseJwk(header.shape('jwk'));
  header.done();
  const participant = payload.text('participant');
  const iat = payload.integer('iat');
  payload.done();
  return { jwk, thumbprint: thumbprint(jwk, hash), participant, iat, signingInput, signature };
}
