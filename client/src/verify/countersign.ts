import {
  changed,
  entryRef,
  formatKeyId,
  formatQuantity,
  readCountersignatureAct,
  standingOf,
  TraceError,
  type Json,
} from '@suyuan/domain';
import type { LotReplay } from './lot-replay.js';
import type { ShownDocument } from './read-evidence.js';
import { requireFrom } from './step-rule.js';

/** Returns whether the countersignature is about the lot. */
export function countersign({ head }: ShownDocument, index: number, value: Json, replay: LotReplay): boolean {
  const { entry } = readCountersignatureAct(value);
  const pending = replay.pending.get(entry);
  if (pending === undefined) return false;
  const { line, participant, change, into, state } = pending;
  const name = change === undefined ? head.kid.participant : formatKeyId(head.kid);
  if (pending.signed.includes(name)) throw new TraceError('STATUS_UNCHANGED', { what: entry, status: 'signed' });
  replay.entitlement.requireRole(pending.roles, 'countersignature', head.kid.participant);
  const signed = [...pending.signed, name];
  replay.pending.set(entry, { ...pending, signed });
  if (signed.length < pending.signatures) return true;
  const { stock, lot, item } = replay;
  const ref = entryRef(head.id, index);
  requireFrom({ from: [state] }, item, stock.state(participant));
  if (change === undefined) {
    replay.debit(participant, line, ref);
    replay[into] += line.quantity;
    if (replay.unit !== undefined) replay.unit.ended = pending.step;
  } else {
    const held = stock.require(participant, line, lot?.uom);
    const standing = standingOf(held);
    const whole = held.quantity === line.quantity;
    stock.keep(
      participant,
      changed({ line, standing, state, whole, held: formatQuantity(held.quantity) }, change),
      ref,
    );
  }
  replay.pending.delete(entry);
  return true;
}
