import { formatQuantity, readQuantity } from '../decimal.js';
import { shipmentKey } from '../capture/touches.js';
import type { Scene } from '../capture/context.js';
import { eventId } from '../epcis/event-id.js';
import { parseEvent } from '../epcis/read-event.js';
import { formatTime } from '../epcis/time.js';
import { TraceError } from '../error/trace-error.js';
import { LIMITS } from '../document/kinds.js';
import { suspect } from '../lineage/suspect.js';
import { keys, readEntryRef, type EntryRef } from '../state/keys.js';
import type { ShipmentRecord } from '../state/records.js';
import { draw } from '../balance/books.js';
import { packFor } from '../pack/in-force.js';
import { pieces } from '../unit/commission-units.js';
import { locateUnits } from '../unit/locate.js';
import { tellLots } from '../unit/moved.js';
import { need } from '../unit/need.js';
import { countBatches, putBack, undoPacking, undoUnpacking } from '../unit/undo.js';
import { undoCommissioning } from '../unit/undo-commissioning.js';
import { findParty, holderOf } from './custody.js';
import { builtUpon, requireLast } from './built-upon.js';
import { readCustodyAct, type ActLine, type CustodyAct, type Declaration } from './custody-act.js';
import { moveBack } from './move-back.js';
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
  if (act.step === 'commissioning' && act.units.length > 0) {
    undoCommissioning(act, ref, scene);
    return;
  }
  const official = act.step === 'sampling' && act.from !== undefined && findParty(act.from, scene) !== scene.signer.id;
  if (!official) putBack(act, ref, scene);
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
      for (const sampled of samplesOf(act, scene)) forgetSample(sampled, act, ref, scene);
      if (!official) for (const line of act.lines) change(line, 1n);
      return;
    case 'packing':
      undoPacking(act, ref, scene);
      return;
    case 'unpacking':
      undoUnpacking(act, ref, scene);
      return;
    case 'installing':
    case 'removing':
    case 'implanting':
    case 'explanting':
      return;
    default:
      if (withdrawPending(ref, scene) || act.lines.length === 0) return;
      if (left(act, scene, act.from === undefined ? undefined : findParty(act.from, scene))) {
        undoStay(act, ref, scene);
        return;
      }
      for (const line of act.lines) change(line, 1n);
      if (act.step === 'using') unwithhold(act, ref, scene);
  }
}

/** What leaves goods where they are remembers how they stood; what ends them has nothing to remember. */
function left(act: CustodyAct, { state, signer }: Scene, holder = signer.id): boolean {
  if (act.shipment !== undefined) return true;
  return act.lines.some(({ lot }) => state.get(keys.holding(holder, lot))?.before !== undefined);
}

/** What waited for other signatures has done nothing yet. Throws BUILT_UPON where anybody else has signed it. */
function withdrawPending(ref: EntryRef, { state, ref: now }: Scene): boolean {
  const key = pendingKey(ref);
  const pending = state.get(key);
  if (pending === undefined) return false;
  requireLast(pending, ref, ref);
  state.put(key, { ...pending, status: 'withdrawn', last: now });
  return true;
}

/** Goods stand again as they stood before. */
function undoStay(act: CustodyAct, ref: EntryRef, scene: Scene): void {
  const { state, ref: now } = scene;
  if (act.shipment !== undefined) {
    const shipment = requireLast(state.get(shipmentKey(act.shipment)), ref, act.shipment);
    if (shipment.status !== 'in_transit') throw builtUpon(act.shipment, shipment.closed ?? shipment.by);
    const { before = [], ...rest } = shipment;
    const lines = shipment.lines.map(({ lot, quantity, uom }, i) => ({ lot, quantity, uom, ...before[i] }));
    state.put(shipmentKey(act.shipment), { ...rest, lines, last: now });
    return;
  }
  const holder = holderOf(act, scene);
  for (const { lot } of act.lines) {
    const key = keys.holding(holder, lot);
    const { before = {}, quantity, uom } = requireLast(state.get(key), ref, lot);
    state.put(key, { v: 1, ...before, quantity, uom, last: now });
  }
}

/** A lot that never was: its number is free again, and its maker's quota. What is stopped itself stays. */
function unmake({ lot, quantity }: ActLine, { step }: CustodyAct, ref: EntryRef, scene: Scene): void {
  const { state, ref: now } = scene;
  const key = keys.lot(lot);
  const record = state.get(key);
  if (record?.by !== ref) throw builtUpon(lot, record?.by ?? ref);
  suspect(record, scene);
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
  tellLots(shipment.within ?? [], scene);
}

/** The shipment that the original closed is in transit again. */
function reopen(name: EntryRef | undefined, ref: EntryRef, scene: Scene): void {
  const { closed, received: _, receivedGoods: __, ...shipment } = shipmentOf(name, scene);
  if (closed !== ref) throw builtUpon(shipment.by, closed ?? shipment.by);
  scene.state.put(shipmentKey(shipment.by), { ...shipment, status: 'in_transit' });
}

/** So much of each lot, and of the batches of units. */
function samplesOf(act: CustodyAct, scene: Scene): readonly Pick<ActLine, 'lot' | 'quantity'>[] {
  const batches = countBatches(locateUnits(act.units, scene));
  return [...act.lines, ...[...batches].map(([lot, count]) => ({ lot, quantity: pieces(count) }))];
}

function forgetSample(
  { lot, quantity }: Pick<ActLine, 'lot' | 'quantity'>,
  { to }: CustodyAct,
  ref: EntryRef,
  scene: Scene,
): void {
  const { state, ref: now } = scene;
  if (to === undefined) return;
  const key = keys.sample(findParty(to, scene), lot);
  need([key], state);
  const sample = requireLast(state.get(key), ref, lot);
  state.put(key, { ...sample, quantity: formatQuantity(readQuantity(sample.quantity) - quantity), last: now });
}
