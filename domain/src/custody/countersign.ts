import { readQuantity } from '../decimal.js';
import type { Scene } from '../capture/context.js';
import { TraceError } from '../error/trace-error.js';
import { parseEntryUrn } from '../identifier/suyuan-urn.js';
import type { Json } from '../json/json.js';
import { Shape } from '../json/shape.js';
import { entryRef, readEntryRef, type EntryRef } from '../state/keys.js';
import type { PendingRecord } from '../state/records.js';
import type { Standing } from '../state/standing.js';
import { debit, requireLot, requireRole, type Amount } from './custody.js';
import { changed } from './change.js';
import { stockItem } from './item.js';
import { locateUnits, requireFree } from '../unit/locate.js';
import { tellOpened } from '../unit/tell-opened.js';
import { unitOfPath } from '../unit/unit-name.js';
import { ACTIVE, stateOf } from './standing.js';
import { keys } from '../state/keys.js';
import { pendingKey, requireUnchanged, signatory } from './pending.js';

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

/** Another's word for an act that takes several: with the last it takes effect (docs/ledger.md, Two signatures). */
export function countersign({ entry }: CountersignatureAct, scene: Scene): void {
  const { state, signer, ref } = scene;
  const key = pendingKey(entry);
  const pending = state.get(key);
  if (pending === undefined) throw new TraceError('PENDING_UNKNOWN', { entry });
  const { document } = readEntryRef(pending.last);
  if (pending.status !== 'pending') {
    throw new TraceError('STATUS_UNCHANGED', { what: entry, status: pending.status, document });
  }
  const name = signatory(pending.change !== undefined, scene);
  if (pending.signed.includes(name)) {
    throw new TraceError('STATUS_UNCHANGED', { what: entry, status: 'signed', document });
  }
  requireRole(pending.roles, pending.step, signer);
  const signed = [...pending.signed, name];
  const done = signed.length >= pending.signatures;
  if (done) takeEffect(pending, scene);
  state.put(key, { ...pending, signed, status: done ? 'done' : 'pending', last: ref });
}

function takeEffect(pending: PendingRecord, scene: Scene): void {
  requireUnchanged(pending, scene);
  const { participant, change, units = [] } = pending;
  for (const { unit, state } of units) endUnit(unit, state, pending, scene);
  for (const { lot, quantity, uom } of pending.lines) {
    const line = { lot, quantity: readQuantity(quantity), uom };
    if (change === undefined) debit(line, scene, participant);
    else keep(line, change, participant, scene);
  }
}

/** It is where it was when the first signed, and as it was; now it is gone. Throws STATE_REFUSED and what requireFree throws. */
function endUnit(unit: string, as: string | undefined, pending: PendingRecord, scene: Scene): void {
  const { step, participant, by, at = 0 } = pending;
  const name = unitOfPath(unit);
  // What it may have been put into since may have been opened since, too.
  const [found] = name === undefined ? [] : locateUnits([name], scene);
  if (found?.record === undefined) throw new TraceError('UNIT_UNKNOWN', { unit });
  requireFree(found, scene, participant);
  const {
    record: { inside: _, before: __, ...record },
    standing,
  } = found;
  const state = stateOf(standing);
  const before = as ?? ACTIVE;
  if (state !== before) throw new TraceError('STATE_REFUSED', { item: unit, state, allowed: [before] });
  tellOpened([found], scene);
  const gone = { holder: participant, standing, ended: { step, at, by }, since: at, last: scene.ref };
  scene.state.put(keys.unit(unit), { ...record, ...gone });
}

function keep(line: Amount, change: Standing, participant: string, scene: Scene): void {
  const item = stockItem(line, requireLot(line.lot, scene), participant, scene);
  item.put(changed(item, change));
}
