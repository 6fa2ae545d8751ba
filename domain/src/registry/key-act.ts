import type { Hash } from '../bytes.js';
import { parseProof, type KeyProof } from '../document/proof.js';
import { TraceError } from '../error/trace-error.js';
import { parseCreditCode } from '../identifier/credit-code.js';
import { isDigest } from '../identifier/suyuan-urn.js';
import type { Json } from '../json/json.js';
import { Shape } from '../json/shape.js';

/** KeyEntry (entries.ts), read. */
export type KeyAct =
  | { readonly kind: 'key'; readonly action: 'add' | 'replace'; readonly proof: KeyProof; readonly label?: string }
  | {
      readonly kind: 'key';
      readonly action: 'revoke';
      readonly participant: string;
      readonly thumbprint: string;
      readonly compromisedSince?: number;
    };

export function readKeyAct(value: Json, hash: Hash): KeyAct {
  const shape = Shape.of(value);
  const action = shape.word('action', ['add', 'replace', 'revoke']);
  if (action !== 'revoke') {
    const proof = parseProof(shape.text('proof', 2000), hash);
    const label = shape.optionalText('label', 80);
    if (action === 'replace') shape.text('reason', 1000);
    shape.done();
    return { kind: 'key', action, proof, ...(label === undefined ? undefined : { label }) };
  }
  const participant = parseCreditCode(shape.text('participant'));
  const thumbprint = shape.text('thumbprint');
  if (!isDigest(thumbprint)) throw new TraceError('IDENTIFIER_INVALID', { scheme: 'thumbprint', value: thumbprint });
  shape.text('reason', 1000);
  const compromisedSince = shape.has('compromisedSince') ? shape.integer('compromisedSince') : undefined;
  shape.done();
  return {
    kind: 'key',
    action,
    participant,
    thumbprint,
    ...(compromisedSince === undefined ? undefined : { compromisedSince }),
  };
}
