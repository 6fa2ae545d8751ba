import { applyQuota } from '../balance/quota.js';
import { applyCertificate } from '../certificate/apply.js';
import { countersign } from '../custody/countersign.js';
import { applyCustody } from '../custody/apply.js';
import { checkTimes, type Document } from '../document/document.js';
import { formatKeyId } from '../document/key-id.js';
import { LIMITS } from '../document/kinds.js';
import { collect, TraceError } from '../error/trace-error.js';
import { applyClearance } from '../lineage/clearance.js';
import { applyLicence } from '../licence/apply.js';
import { applyCategory } from '../pack/apply-category.js';
import { applyProduct } from '../product/apply.js';
import { applyKey } from '../registry/apply-key.js';
import { applyParticipant } from '../registry/apply-participant.js';
import { entryRef, keys, readEntryRef } from '../state/keys.js';
import type { ParticipantRecord } from '../state/records.js';
import type { Act } from './act.js';
import { bootstrap } from './bootstrap.js';
import type { CaptureContext, Scene } from './context.js';
import type { Interpretation } from './interpret.js';
import type { WorkingState } from './working-state.js';

/**
 * Judges one document and does to the state what it says; where it has any error, nothing. Every entry that fails is
 * told, each judged as if those before it that passed had been captured. Throws KeysNotRead, its puts undone.
 */
export function judge(
  interpretation: Interpretation,
  state: WorkingState,
  context: CaptureContext,
): readonly TraceError[] {
  const errors: TraceError[] = [...interpretation.errors];
  const { document, acts, witness } = interpretation;
  if (document === undefined) return errors;
  try {
    collect(errors, () => {
      if (state.get(keys.ledger()) === undefined) {
        if (errors.length === 0) bootstrap(document, acts, state, context);
        return;
      }
      const signer = admit(document, acts, state, context);
      const shared = { state, context, document, signer, witness, walked: new Set<string>(), shelved: [] };
      acts.forEach((act, entry) => {
        if (act !== undefined) judgeAct(act, errors, { ...shared, entry }, acts);
      });
    });
  } catch (error) {
    state.undo();
    throw error;
  }
  if (errors.length > 0) {
    state.undo();
    return errors.sort((a, b) => (a.entry ?? -1) - (b.entry ?? -1));
  }
  state.keep();
  return errors;
}

/** Signature first, then whether it is known already, then whether its signer may speak now. */
function admit(
  document: Document,
  acts: Interpretation['acts'],
  state: WorkingState,
  context: CaptureContext,
): ParticipantRecord {
  const { aud } = state.get(keys.ledger()) ?? { aud: context.aud };
  if (document.aud !== aud) throw new TraceError('AUDIENCE_MISMATCH', { aud: document.aud, expected: aud });
  const kid = formatKeyId(document.kid);
  const key = state.get(keys.key(document.kid.participant, document.kid.thumbprint));
  if (key === undefined) throw new TraceError('KEY_UNKNOWN', { kid });
  if (!context.verify(key.jwk, document.signingInput, document.signature))
    throw new TraceError('SIGNATURE_INVALID', { kid });
  if (isRecorded(document, acts, state)) throw new TraceError('DUPLICATE_DOCUMENT', { document: document.id });
  checkTimes(document, context.now);
  if (key.status === 'revoked') throw new TraceError('KEY_REVOKED', { kid });
  // Two gateways' clocks differ: a key just registered is good, for the ledger's order decides.
  if (key.from > context.now + LIMITS.skew) throw new TraceError('KEY_NOT_YET', { kid, from: key.from });
  const signer = state.get(keys.participant(document.kid.participant));
  if (signer === undefined) throw new TraceError('PARTICIPANT_UNKNOWN', { participant: document.kid.participant });
  if (signer.status !== 'active') throw new TraceError('PARTICIPANT_SUSPENDED', { participant: signer.id });
  if (document.kind !== 'events') state.put(keys.document(document.id), { v: 1, by: entryRef(document.id, 0) });
  return signer;
}

/** An events document is known by its first event, any other by its own mark. */
function isRecorded(document: Document, acts: Interpretation['acts'], state: WorkingState): boolean {
  if (document.kind !== 'events') return state.get(keys.document(document.id)) !== undefined;
  const [act] = acts;
  if (act?.kind !== 'custody') return false;
  const mark = state.get(keys.event(document.kid.participant, act.digest));
  return [mark?.by, mark?.declared].some((ref) => ref !== undefined && readEntryRef(ref).document === document.id);
}

function judgeAct(
  act: Act,
  errors: TraceError[],
  place: Omit<Scene, 'ref' | 'fault'>,
  acts: Interpretation['acts'],
): void {
  const { document, entry, state } = place;
  const mark = state.mark();
  const told = errors.length;
  const fault = (error: TraceError): void => void errors.push(error.at(entry));
  const scene: Scene = { ...place, ref: entryRef(document.id, entry), fault };
  try {
    switch (act.kind) {
      case 'custody':
        applyCustody(act, scene);
        break;
      case 'certificate':
        applyCertificate(act, scene);
        break;
      case 'participant':
        applyParticipant(act, scene);
        break;
      case 'key':
        applyKey(
          act,
          acts.some((other) => other?.kind === 'key' && other.action === 'add'),
          scene,
        );
        break;
      case 'licence':
        applyLicence(act, scene);
        break;
      case 'product':
        applyProduct(act, scene);
        break;
      case 'quota':
        applyQuota(act, scene);
        break;
      case 'countersignature':
        countersign(act, scene);
        break;
      case 'clearance':
        applyClearance(act, scene);
        break;
      case 'category':
        applyCategory(act, scene);
    }
  } catch (error) {
    if (!(error instanceof TraceError)) throw error;
    fault(error);
  }
  if (errors.length > told) state.undo(mark);
}
