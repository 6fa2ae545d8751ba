import type { Scene } from '../capture/context.js';
import { formatKeyId } from '../document/key-id.js';
import { TraceError } from '../error/trace-error.js';
import type { EffectiveStep } from '../pack/compose.js';
import { keys, readEntryRef, type EntryRef, type Key } from '../state/keys.js';
import type { PendingRecord } from '../state/records.js';
import type { Standing } from '../state/standing.js';
import { standingAt, toLine } from './custody.js';
import type { CustodyAct, CustodyStep } from './custody-act.js';
import { stateOf } from './standing.js';
import { STAY_STEPS } from './stay-steps.js';

export function pendingKey(ref: EntryRef): Key<PendingRecord> {
  const { document, entry } = readEntryRef(ref);
  return keys.pending(document, entry);
}

/** By which steps goods leave the world; other ends are among the steps that leave them where they are. */
const ENDS: readonly CustodyStep[] = ['decommissioning', 'scrapping', 'destroying', 'retail_selling', 'dispensing'];

/** Whether an event may wait for further signatures, by what it says alone: what is done to lots in stock, and destroying units. */
export function mayAwait({ step, lines, units, shipment }: CustodyAct): boolean {
  if (units.length > 0 && step === 'destroying') return true;
  if (lines.length === 0 || shipment !== undefined) return false;
  return ENDS.includes(step) || STAY_STEPS.some((each) => each === step);
}

/** What is to happen to whose goods, once all have signed. */
export interface Awaited {
  readonly act: CustodyAct;
  readonly holder: string;
  readonly rule: EffectiveStep;
  /** Single units that it is about. */
  readonly units?: PendingRecord['units'];
  /** How they will stand; of an end there is nothing to say. */
  readonly change?: Standing;
}

/** The first signature of an act that takes several: it waits for the others, and nothing happens yet. */
export function awaitOthers({ act, holder, rule, units, change }: Awaited, scene: Scene): void {
  const { state, document, entry, ref } = scene;
  state.put(keys.pending(document.id, entry), {
    v: 1,
    step: act.step,
    participant: holder,
    lines: act.lines.map((line) => {
      const as = stateOf(standingAt(holder, line.lot, scene));
      return { ...toLine(line), ...(as === 'active' ? undefined : { state: as }) };
    }),
    ...(units === undefined ? undefined : { units, at: act.time }),
    ...(change === undefined ? undefined : { change }),
    signatures: rule.signatures ?? 1,
    roles: rule.roles,
    signed: [signatory(change !== undefined, scene)],
    status: 'pending',
    by: ref,
    last: ref,
  });
}

/**
 * By whom an act is signed: an end by parties, so that no firm destroys by itself what it answers for; keeping goods by
 * people, who may both be of one firm (two keepers of a poison), so by their keys.
 */
export function signatory(keeps: boolean, { signer, document }: Pick<Scene, 'signer' | 'document'>): string {
  return keeps ? formatKeyId(document.kid) : signer.id;
}

/** The goods are as they were when the first signed. Throws STATE_REFUSED. */
export function requireUnchanged(pending: PendingRecord, scene: Scene): void {
  for (const line of pending.lines) {
    const state = stateOf(standingAt(pending.participant, line.lot, scene));
    if (state !== stateOf(line)) {
      throw new TraceError('STATE_REFUSED', { item: line.lot, state, allowed: [stateOf(line)] });
    }
  }
}
