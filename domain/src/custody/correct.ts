import { formatQuantity, readQuantity, type Quantity } from '../decimal.js';
import { shipmentKey } from '../capture/touches.js';
import type { Scene } from '../capture/context.js';
import { eventId } from '../epcis/event-id.js';
import { parseEvent } from '../epcis/read-event.js';
import { formatTime } from '../epcis/time.js';
import { TraceError } from '../error/trace-error.js';
import { LIMITS } from '../document/kinds.js';
import { keys, readEntryRef, type EntryRef } from '../state/keys.js';
import type { ShipmentRecord } from '../state/records.js';
import { draw, keepBooks } from '../balance/books.js';
import { packFor } from '../pack/in-force.js';
import { findParty } from './custody.js';
import { readCustodyAct, type ActLine, type CustodyAct, type Declaration } from './custody-act.js';
import { pendingKey } from './pending.js';
import { unwithhold } from './withdrawal.js';

/**
 * EPCIS 2.0 §7.4.1.2: an event that says of an earlier one that it is wrong, in its very words. By whoever signed that one,
 * and only while nothing was built on it: every key that it wrote must have it as its last. Then an inverse of it is done;
 * both stay on the ledger. The original comes as a witness.
 */
export function correct(act: CustodyAct, declaration: Declaration, scene: Scene): void {
  const { state, signer, context } = scene;
  if (declaration.time > context.now + LIMITS.skew) {
    throw new TraceError('EVENT_FROM_FUTURE', { eventTime: formatTime(declaration.time * 1000) });
  }
  const key = keys.event(signer.id, act.digest);
  const mark = state.get(key);
  if (mark === undefined) throw new TraceError('ORIGINAL_UNKNOWN');
  if (mark.declared !== undefined) {
    const { document, entry } = readEntryRef(mark.declared);
    throw new TraceError('DUPLICATE_EVENT', { document, index: entry });
  }
  undo(originalOf(mark.by, declaration, scene), mark.by, scene);
  state.put(key, { ...mark, declared: scene.ref });
}

/** The original, as it stood in its document. Throws WITNESS_MISSING, ORIGINAL_DIFFERS. */
function originalOf(ref: EntryRef, { content }: Declaration, { witness, context }: Scene): CustodyAct {
  const shown = witness.entries.get(ref);
  if (shown === undefined) throw new TraceError('WITNESS_MISSING', { entry: ref });
  const event = parseEvent(shown.value);
  if (eventId(event, context.hash) !== content) throw new TraceError('ORIGINAL_DIFFERS', { entry: ref });
  return readCustodyAct(event, context.hash);
}

function undo(act: CustodyAct, ref: EntryRef, scene: Scene): void {
  if (act.units.length + act.containers.length > 0 || act.parent !== undefined) throw unsupported(act);
  const change = (line: ActLine, by: 1n | -1n): void => moveBack(line, by * line.quantity, ref, scene);
  switch (act.step) {
    case 'commissioning':
    case 'transforming':
      for (const line of act.outputs ?? act.lines) {
        change(line, -1n);
        unmake(line, act, ref, scene);
      }
      if (act.outputs !== undefined) for (const line of act.lines) change(line, 1n);
      return;
    case 'shipping':
      closeOwn(ref, scene);
      for (const line of act.lines) change(line, 1n);
      return;
    case 'returning': {
      closeOwn(ref, scene);
      const refused = shipmentOf(act.shipment, scene);
      if (refused.closed === ref) reopen(act.shipment, ref, scene);
      else for (const line of act.lines) change(line, 1n);
      return;
    }
    case 'receiving':
    case 'void_shipping':
      reopen(act.shipment, ref, scene);
      for (const line of act.lines) change(line, -1n);
      return;
    case 'sampling':
      for (const line of act.lines) takeBack(line, act, ref, scene);
      return;
    case 'destroying':
    case 'packing':
    case 'unpacking':
    case 'installing':
    case 'removing':
    case 'implanting':
    case 'explanting':
      throw unsupported(act);
    default:
      if (withdrawPending(ref, scene)) return;
      if (left(act, scene, act.from === undefined ? undefined : findParty(act.from, scene))) {
        undoStay(act, ref, scene);
        return;
      }
      for (const line of act.lines) change(line, 1n);
      if (act.step === 'using') unwithhold(act, ref, scene);
  }
}

/** What no error declaration takes back yet. */
function unsupported({ step }: CustodyAct): TraceError {
  return new TraceError('STEP_UNSUPPORTED', { step, type: 'errorDeclaration', action: '' });
}

/** What leaves goods where they are remembers how they stood; what ends them has nothing to remember. */
function left(act: CustodyAct, { state, signer }: Scene, holder = signer.id): boolean {
  if (act.shipment !== undefined) return true;
  return act.lines.some(({ lot }) => state.get(keys.holding(holder, lot))?.before !== undefined);
}

/** What waited for another signature has done nothing yet. Throws BUILT_UPON where it had the last one. */
function withdrawPending(ref: EntryRef, { state, ref: now }: Scene): boolean {
  const key = pendingKey(ref);
  const pending = state.get(key);
  if (pending === undefined) return false;
  if (pending.status !== 'pending') throw builtUpon(ref, pending.last);
  state.put(key, { ...pending, status: 'withdrawn', last: now });
  return true;
}

/** Goods stand again as they stood before. */
function undoStay(act: CustodyAct, ref: EntryRef, scene: Scene): void {
  const { state, signer, ref: now } = scene;
  if (act.shipment !== undefined) {
    const shipment = requireLast(state.get(shipmentKey(act.shipment)), ref, act.shipment);
    if (shipment.status !== 'in_transit') throw builtUpon(act.shipment, shipment.closed ?? shipment.by);
    const { before = [], ...rest } = shipment;
    const lines = shipment.lines.map(({ lot, quantity, uom }, i) => ({ lot, quantity, uom, ...before[i] }));
    state.put(shipmentKey(act.shipment), { ...rest, lines, last: now });
    return;
  }
  const holder = act.from === undefined ? signer.id : findParty(act.from, scene);
  for (const { lot } of act.lines) {
    const key = keys.holding(holder, lot);
    const { before = {}, quantity, uom } = requireLast(state.get(key), ref, lot);
    state.put(key, { v: 1, ...before, quantity, uom, last: now });
  }
}

function moveBack({ lot }: ActLine, by: Quantity, ref: EntryRef, scene: Scene): void {
  const { state, signer, ref: now } = scene;
  const key = keys.holding(signer.id, lot);
  const holding = requireLast(state.get(key), ref, lot);
  const before = readQuantity(holding.quantity);
  const after = before + by;
  state.put(key, { ...holding, quantity: formatQuantity(after), last: now });
  keepBooks({ lot, uom: holding.uom, before, after }, signer.id, scene);
}

function requireLast<T extends { readonly last?: EntryRef }>(record: T | undefined, ref: EntryRef, what: string): T {
  if (record === undefined) throw new TraceError('ORIGINAL_UNKNOWN');
  if (record.last !== ref) throw builtUpon(what, record.last ?? ref);
  return record;
}

function builtUpon(what: string, by: EntryRef): TraceError {
  const { document, entry } = readEntryRef(by);
  return new TraceError('BUILT_UPON', { what, document, index: entry });
}

/** A lot that never was: its number is free again, and its maker's quota. */
function unmake({ lot, quantity }: ActLine, { step }: CustodyAct, ref: EntryRef, scene: Scene): void {
  const { state, ref: now } = scene;
  const key = keys.lot(lot);
  const record = state.get(key);
  if (record?.by !== ref) throw builtUpon(lot, record?.by ?? ref);
  const draws: readonly string[] =
    record.balance === undefined ? [] : (packFor(record.category, scene).balance?.quota ?? []);
  if (draws.includes(step)) draw(record, -quantity, scene);
  state.put(key, { ...record, unmade: now });
}

function shipmentOf(ref: EntryRef | undefined, { state }: Scene): ShipmentRecord {
  const shipment = ref === undefined ? undefined : state.get(shipmentKey(ref));
  if (shipment === undefined) throw new TraceError('SHIPMENT_UNKNOWN', { shipment: ref ?? '' });
  return shipment;
}

/** The shipment that the original opened never left. */
function closeOwn(ref: EntryRef, scene: Scene): void {
  const shipment = shipmentOf(ref, scene);
  if (shipment.status !== 'in_transit') throw builtUpon(ref, shipment.closed ?? shipment.by);
  if (shipment.last !== undefined) throw builtUpon(ref, shipment.last);
  scene.state.put(shipmentKey(ref), { ...shipment, status: 'voided', closed: scene.ref });
}

/** The shipment that the original closed is in transit again. */
function reopen(name: EntryRef | undefined, ref: EntryRef, scene: Scene): void {
  const { closed, received: _, ...shipment } = shipmentOf(name, scene);
  if (closed !== ref) throw builtUpon(shipment.by, closed ?? shipment.by);
  scene.state.put(shipmentKey(shipment.by), { ...shipment, status: 'in_transit' });
}

function takeBack(line: ActLine, act: CustodyAct, ref: EntryRef, scene: Scene): void {
  const { state, signer, ref: now } = scene;
  if (act.to === undefined) return;
  const key = keys.sample(findParty(act.to, scene), line.lot);
  const sample = requireLast(state.get(key), ref, line.lot);
  state.put(key, { ...sample, quantity: formatQuantity(readQuantity(sample.quantity) - line.quantity), last: now });
  const official = act.from !== undefined && findParty(act.from, scene) !== signer.id;
  if (!official) moveBack(line, line.quantity, ref, scene);
}
