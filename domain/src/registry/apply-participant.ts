import type { Scene } from '../capture/context.js';
import { prefixesOf } from './prefixes.js';
import { requireRole } from '../custody/custody.js';
import { TraceError } from '../error/trace-error.js';
import { keys, readEntryRef, type Key } from '../state/keys.js';
import type { AssignmentRecord, KeyRecord, ParticipantRecord } from '../state/records.js';
import { newKey } from './apply-key.js';
import { requireAuthorityOver, requireRank } from './jurisdiction.js';
import type { ParticipantAct } from './participant-act.js';

/** Registration, suspension and readmission are a regulator's, within its jurisdiction. */
export function applyParticipant(act: ParticipantAct, scene: Scene): void {
  if (act.action === 'register') {
    requireAuthorityOver(act, act.action, scene);
    register(act, scene);
  } else changeStatus(act.id, act.action, scene);
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
  const { id, name, roles, division, address, glns, prefixes, categories } = act;
  state.put(keys.participant(id), {
    v: 1,
    id,
    name,
    roles,
    division,
    ...(address === undefined ? undefined : { address }),
    glns,
    prefixes,
    ...(categories === undefined ? undefined : { categories }),
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

function changeStatus(id: string, action: 'suspend' | 'readmit', scene: Scene): void {
  const { state, signer, ref } = scene;
  const record = state.get(keys.participant(id));
  if (record === undefined) {
    requireRole(['regulator'], action, signer);
    throw new TraceError('PARTICIPANT_UNKNOWN', { participant: id });
  }
  requireAuthorityOver(record, action, scene);
  if (id === signer.id) throw new TraceError('NOT_SIGNER', { path: 'id', expected: 'another participant' });
  const { held, ...rest } = record;
  const status: ParticipantRecord['status'] = action === 'suspend' ? 'suspended' : 'active';
  if (record.status === status) throw new TraceError('STATUS_UNCHANGED', { what: id, status });
  if (held !== undefined) requireRank(held, scene);
  const by = status === 'suspended' ? { held: signer.division } : undefined;
  state.put(keys.participant(id), { ...rest, ...by, status, last: ref });
}
