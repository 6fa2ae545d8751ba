import type { Scene } from '../capture/context.js';
import { prefixesOf } from '../registry/prefixes.js';
import { requireRole } from '../custody/custody.js';
import { TraceError } from '../error/trace-error.js';
import { keys, readEntryRef, type Key } from '../state/keys.js';
import type { AssignmentRecord, KeyRecord, ParticipantRecord } from '../state/records.js';
import { newKey } from './apply-key.js';
import type { ParticipantAct } from './participant-act.js';

/** Registration, suspension and readmission are a regulator's. */
export function applyParticipant(act: ParticipantAct, scene: Scene): void {
  requireRole(['regulator'], act.action, scene.signer);
  if (act.action === 'register') register(act, scene);
  else changeStatus(act.id, act.action === 'suspend' ? 'suspended' : 'active', scene);
}

export function register(
  act: ParticipantAct & { action: 'register' },
  scene: Pick<Scene, 'state' | 'context' | 'ref'>,
): void {
  const { state, context, ref } = scene;
  const existing = state.get(keys.participant(act.id));
  if (existing !== undefined) {
    const { document } = readEntryRef(existing.by);
    throw new TraceError('PARTICIPANT_EXISTS', { participant: act.id, document });
  }
  for (const gln of act.glns) assign(keys.gln(gln), gln, act.id, scene);
  for (const prefix of act.prefixes) {
    for (const shorter of prefixesOf(prefix)) {
      const owner = state.get(keys.prefix(shorter))?.participant;
      if (owner !== undefined && owner !== act.id) {
        throw new TraceError('IDENTIFIER_TAKEN', { value: shorter, participant: owner });
      }
    }
    assign(keys.prefix(prefix), prefix, act.id, scene);
  }
  const { id, name, roles, division, address, glns, prefixes } = act;
  state.put(keys.participant(id), {
    v: 1,
    id,
    name,
    roles,
    division,
    ...(address === undefined ? undefined : { address }),
    glns,
    prefixes,
    status: 'active',
    by: ref,
    last: ref,
  });
  const record: KeyRecord = newKey(act.proof, act.label, context.now, scene);
  state.put(keys.key(id, record.thumbprint), record);
}

function assign(
  key: Key<AssignmentRecord>,
  value: string,
  participant: string,
  { state, ref }: Pick<Scene, 'state' | 'ref'>,
): void {
  const owner = state.get(key)?.participant;
  if (owner !== undefined) throw new TraceError('IDENTIFIER_TAKEN', { value, participant: owner });
  state.put(key, { v: 1, participant, by: ref });
}

function changeStatus(id: string, status: ParticipantRecord['status'], { state, signer, ref }: Scene): void {
  const record = state.get(keys.participant(id));
  if (record === undefined) throw new TraceError('PARTICIPANT_UNKNOWN', { participant: id });
  if (id === signer.id) throw new TraceError('NOT_SIGNER', { path: 'id', expected: 'another participant' });
  if (record.status === status) throw new TraceError('STATUS_UNCHANGED', { what: id, status });
  state.put(keys.participant(id), { ...record, status, last: ref });
}
