import type { Scene } from '../capture/context.js';
import { requireRole } from '../custody/custody.js';
import { formatKeyId } from '../document/key-id.js';
import type { KeyProof } from '../document/proof.js';
import { TraceError } from '../error/trace-error.js';
import { keys, readEntryRef } from '../state/keys.js';
import type { KeyRecord } from '../state/records.js';
import { REPLACEMENT_WAIT } from './entries.js';
import { requireAuthorityOver } from './jurisdiction.js';
import type { KeyAct } from './key-act.js';

/** `adds`: the document adds a key too, so that revoking the one that signs it is a rotation. */
export function applyKey(act: KeyAct, adds: boolean, scene: Scene): void {
  const { state, signer, context } = scene;
  if (act.action === 'revoke') {
    revoke(act, adds, scene);
    return;
  }
  const id = act.proof.participant;
  if (act.action === 'replace') requireRegulatorOver(id, 'replace', scene);
  else if (id !== signer.id) throw new TraceError('NOT_SIGNER', { path: 'proof.participant', expected: signer.id });
  const from = act.action === 'replace' ? context.now + REPLACEMENT_WAIT : context.now;
  const record = newKey(act.proof, act.label, from, scene);
  state.put(keys.key(id, record.thumbprint), record);
}

/** What concerns another's keys. Throws NOT_ENTITLED, PARTICIPANT_UNKNOWN, OUT_OF_JURISDICTION. */
function requireRegulatorOver(id: string, step: string, scene: Scene): void {
  const participant = scene.state.get(keys.participant(id));
  if (participant !== undefined) {
    requireAuthorityOver(participant, step, scene);
    return;
  }
  requireRole(['regulator'], step, scene.signer);
  throw new TraceError('PARTICIPANT_UNKNOWN', { participant: id });
}

/** A key whose holder has shown that it has it. Throws SIGNATURE_INVALID, KEY_EXISTS. */
export function newKey(
  proof: KeyProof,
  label: string | undefined,
  from: number,
  { state, context, ref }: Pick<Scene, 'state' | 'context' | 'ref'>,
): KeyRecord {
  const { participant, thumbprint, jwk } = proof;
  const existing = state.get(keys.key(participant, thumbprint));
  if (existing !== undefined) {
    const { document } = readEntryRef(existing.by);
    throw new TraceError('KEY_EXISTS', { kid: formatKeyId({ participant, thumbprint }), document });
  }
  if (!context.verify(jwk, proof.signingInput, proof.signature)) {
    throw new TraceError('SIGNATURE_INVALID', { path: 'proof' });
  }
  return {
    v: 1,
    participant,
    thumbprint,
    jwk,
    ...(label === undefined ? undefined : { label }),
    from,
    status: 'active',
    by: ref,
    last: ref,
  };
}

/** By a key of the participant's own, or by a regulator. */
function revoke(act: KeyAct & { action: 'revoke' }, adds: boolean, scene: Scene): void {
  const { state, signer, document, ref } = scene;
  const { participant, thumbprint, compromisedSince } = act;
  const kid = formatKeyId({ participant, thumbprint });
  if (participant !== signer.id) requireRegulatorOver(participant, 'revoke', scene);
  const record = state.get(keys.key(participant, thumbprint));
  if (record === undefined) throw new TraceError('KEY_UNKNOWN', { kid });
  if (record.status === 'revoked') throw new TraceError('STATUS_UNCHANGED', { what: kid, status: record.status });
  if (kid === formatKeyId(document.kid) && !adds) throw new TraceError('KEY_LAST', { kid });
  state.put(keys.key(participant, thumbprint), {
    ...record,
    status: 'revoked',
    ...(compromisedSince === undefined ? undefined : { compromisedSince }),
    last: ref,
  });
}
