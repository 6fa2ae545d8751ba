import { readQuantity } from '../decimal.js';
import type { Scene } from '../capture/context.js';
import { TraceError } from '../error/trace-error.js';
import { parseEntryUrn } from '../identifier/suyuan-urn.js';
import type { Json } from '../json/json.js';
import { Shape } from '../json/shape.js';
import { entryRef, keys, readEntryRef, type EntryRef, type Key } from '../state/keys.js';
import type { PendingRecord } from '../state/records.js';
import { debit, requireRole } from './custody.js';

/** CountersignatureEntry (entries.ts), read. */
export interface CountersignatureAct {
  readonly kind: 'countersignature';
  readonly entry: EntryRef;
}

export function readCountersignatureAct(value: Json): CountersignatureAct {
  const shape = Shape.of(value);
  const name = parseEntryUrn(shape.text('entry'));
  shape.optionalText('statement', 1000);
  shape.done();
  if (name === undefined) throw new TraceError('REFERENCE_MISSING');
  return { kind: 'countersignature', entry: entryRef(name.document, name.index) };
}

/** Another party's word for an act that takes several: with the last of them it takes effect (ledger.md, two signatures). */
export function countersign({ entry }: CountersignatureAct, scene: Scene): void {
  const { state, signer, ref } = scene;
  const key = pendingKey(entry);
  const pending = state.get(key);
  if (pending === undefined) throw new TraceError('PENDING_UNKNOWN', { entry });
  const { document } = readEntryRef(pending.last);
  if (pending.status !== 'pending') {
    throw new TraceError('STATUS_UNCHANGED', { what: entry, status: pending.status, document });
  }
  if (pending.signed.includes(signer.id)) {
    throw new TraceError('STATUS_UNCHANGED', { what: entry, status: 'signed', document });
  }
  requireRole(pending.roles, pending.step, signer);
  const signed = [...pending.signed, signer.id];
  const done = signed.length >= pending.signatures;
  if (done) {
    for (const { lot, quantity, uom } of pending.lines) {
      debit({ lot, quantity: readQuantity(quantity), uom }, scene, pending.participant);
    }
  }
  state.put(key, { ...pending, signed, status: done ? 'done' : 'pending', last: ref });
}

export function pendingKey(ref: EntryRef): Key<PendingRecord> {
  const { document, entry } = readEntryRef(ref);
  return keys.pending(document, entry);
}
