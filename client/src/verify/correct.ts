import { eventId, TraceError, type Declaration, type EntryRef, type Quantity } from '@suyuan/domain';
import { sha256 } from '../keys/hash.js';
import { undoKeeping } from './keep.js';
import type { LotReplay } from './lot-replay.js';
import type { Outcome, ReplayedEvent } from './replayed-event.js';

/**
 * An EPCIS error declaration undoes what an earlier event of its signer did to the lot, if nothing has been built on it
 * since (domain/src/custody/correct.ts). Throws ORIGINAL_UNKNOWN, ORIGINAL_DIFFERS, BUILT_UPON.
 */
export function correct(done: ReplayedEvent, { content }: Declaration, replay: LotReplay): Outcome {
  const { signer, act, ref } = done;
  const original = replay.originalOf(act, signer);
  if (original === undefined) throw new TraceError('ORIGINAL_UNKNOWN');
  if (original.corrected !== undefined)
    throw new TraceError('DUPLICATE_EVENT', { document: original.corrected, index: 0 });
  if (eventId(original.event, sha256) !== content) throw new TraceError('ORIGINAL_DIFFERS', { entry: original.ref });
  const { signed = [] } = replay.pending.get(original.ref) ?? {};
  if (signed.length > 1) throw new TraceError('BUILT_UPON', { what: original.ref, document: ref, index: 0 });
  if (replay.unit === undefined) {
    undo(original, ref, replay);
    replay.packing?.boxes.undo(original.ref, ref);
  } else replay.unit.restore(original, ref, replay);
  original.corrected = ref;
  return { corrects: original.ref, ...(original.shipment === undefined ? undefined : { shipment: original.shipment }) };
}

function undo(original: ReplayedEvent, now: EntryRef, replay: LotReplay): void {
  const { act, quantity, ref } = original;
  const back = (by: Quantity): void => {
    if (quantity > 0n) moveBack(original, by, now, replay);
  };
  switch (act.step) {
    case 'commissioning':
      if (act.batch === undefined) unmake(original, now, replay);
      else unmakeUnits(original, now, replay);
      return;
    case 'transforming':
      if (act.lines.some(({ lot }) => lot === replay.item)) {
        back(quantity);
        replay.used -= quantity;
      } else unmake(original, now, replay);
      return;
    case 'shipping':
      closeOwn(ref, now, replay);
      back(quantity);
      return;
    case 'returning': {
      closeOwn(ref, now, replay);
      const refused = act.shipment === undefined ? undefined : replay.shipments.get(act.shipment);
      if (refused?.closed === ref) reopen(refused.by, ref, replay);
      else back(quantity);
      return;
    }
    case 'receiving':
    case 'void_shipping':
      reopen(act.shipment, ref, replay);
      back(-quantity);
      replay.missing -= original.missing ?? 0n;
      return;
    case 'sampling':
      if (original.official === true) return;
      back(quantity);
      replay.sampled -= quantity;
      return;
    case 'packing':
      back(quantity);
      return;
    case 'unpacking': {
      const credited = quantity + (original.opened ?? 0n);
      if (credited > 0n) moveBack(original, -credited, now, replay);
      return;
    }
    default:
      // What waited for another signature had done nothing yet.
      if (replay.pending.delete(ref)) return;
      if (original.ended === undefined) {
        undoKeeping(original, now, replay);
        return;
      }
      back(quantity);
      replay[original.ended] -= quantity;
  }
}

function moveBack({ signer, ref }: ReplayedEvent, by: Quantity, now: EntryRef, { holdings, item }: LotReplay): void {
  const holding = holdings.get(signer);
  if (holding?.last !== ref)
    throw new TraceError('BUILT_UPON', { what: item, document: holding?.last ?? '', index: 0 });
  const { before: _, ...held } = holding;
  holdings.set(signer, { ...held, quantity: holding.quantity + by, last: now });
}

function unmake(original: ReplayedEvent, now: EntryRef, replay: LotReplay): void {
  moveBack(original, -original.quantity, now, replay);
  if (replay.lot !== undefined) replay.lot = { ...replay.lot, unmade: now };
}

/** Where its units are, each of them tells; other commissionings stand on what a batch's first event said of it. */
function unmakeUnits({ act, ref }: ReplayedEvent, now: EntryRef, replay: LotReplay): void {
  const { lot, item } = replay;
  const left = replay.units - act.units.length;
  if (lot?.by === ref) {
    if (left > 0) throw new TraceError('BUILT_UPON', { what: item, document: ref, index: 0 });
    replay.lot = { ...lot, unmade: now };
  }
  replay.units = left;
}

function closeOwn(ref: EntryRef, now: EntryRef, { shipments }: LotReplay): void {
  const shipment = shipments.get(ref);
  if (shipment?.status === 'in_transit' && shipment.last !== undefined)
    throw new TraceError('BUILT_UPON', { what: ref, document: shipment.last, index: 0 });
  if (shipment?.status !== 'in_transit')
    throw new TraceError('BUILT_UPON', { what: ref, document: shipment?.closed ?? '', index: 0 });
  shipments.set(ref, { ...shipment, status: 'voided', closed: now });
}

function reopen(name: EntryRef | undefined, ref: EntryRef, { shipments }: LotReplay): void {
  const known = name === undefined ? undefined : shipments.get(name);
  if (known?.closed !== ref)
    throw new TraceError('BUILT_UPON', { what: name ?? '', document: known?.closed ?? '', index: 0 });
  const { closed: _closed, received: _received, receivedGoods: _goods, ...shipment } = known;
  shipments.set(shipment.by, { ...shipment, status: 'in_transit' });
}
