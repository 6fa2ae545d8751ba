import { readQuantity, TraceError, travelState, type ActLine } from '@suyuan/domain';
import { close, open, requireConsignee, takeBack } from './hand-over.js';
import type { LotReplay } from './lot-replay.js';
import type { Outcome, ReplayedEvent } from './replayed-event.js';
import { requireOpen, requireWhole, toLine, type Shipment } from './shipment.js';

/** Refused before receipt, as a whole; or sent back after it, whole or a part. */
export function sendBack(
  done: ReplayedEvent,
  opened: Shipment | undefined,
  line: ActLine | undefined,
  replay: LotReplay,
): Outcome {
  if (opened?.status === 'received') return giveBack(done, opened, line, replay);
  const { act, ref } = done;
  const refused = requireConsignee(done, opened, replay);
  const { by, from, pack, state } = refused;
  const lines = requireWhole(act, refused);
  if (act.to !== undefined) replay.requireParty(act.to, from, 'destinationList');
  const boxes = replay.packing?.under(done, refused) ?? [];
  close(by, { status: 'returned', closed: ref }, replay);
  const carried = replay.packing?.send(boxes, done, from) ?? 0n;
  const travels = state === undefined ? undefined : { state };
  open(done, { to: { id: from }, lines, pack, returns: by, ...travels }, replay);
  return { shipment: ref, carried };
}

function giveBack(done: ReplayedEvent, shipment: Shipment, line: ActLine | undefined, replay: LotReplay): Outcome {
  const { act, signer, ref } = done;
  const { to, by, from, pack, received = [] } = shipment;
  if (replay.idOf(to) !== signer || shipment.returns !== undefined) {
    throw new TraceError('NOT_CONSIGNEE', { shipment: by, expected: 'id' in to ? to.id : to.gln });
  }
  if (act.to !== undefined) replay.requireParty(act.to, from, 'destinationList');
  for (const { lot, quantity, uom } of act.lines) {
    const came = received.find((each) => each.lot === lot && each.uom === uom);
    if (came === undefined || quantity > readQuantity(came.quantity))
      throw new TraceError('LINES_MISMATCH', { shipment: by });
  }
  const gone = act.containers.some((path) => shipment.receivedGoods?.includes(path) !== true);
  if (gone) throw new TraceError('LINES_MISMATCH', { shipment: by });
  const boxes = replay.packing?.free(done) ?? [];
  const stood = line === undefined ? {} : replay.debit(signer, line, ref);
  const carried = replay.packing?.send(boxes, done, signer) ?? 0n;
  const lines = act.lines.map((each) => ({ ...toLine(each), ...(each.lot === replay.item ? stood : undefined) }));
  const { returning } = replay.entitlement.pack(replay.requireLot().category, pack).steps;
  const state = travelState([{ lot: replay.item, ...stood }], returning);
  const travels = state === undefined ? undefined : { state };
  open(done, { to: { id: from }, lines, pack, returns: by, ...travels }, replay);
  return { shipment: ref, carried };
}

/** It never left, says its sender. */
export function voidShipment(done: ReplayedEvent, opened: Shipment | undefined, replay: LotReplay): Outcome {
  const shipment = requireOpen(done.act, opened);
  const lines = requireWhole(done.act, shipment);
  if (shipment.from !== done.signer || shipment.returns !== undefined) {
    throw new TraceError('NOT_CONSIGNOR', { shipment: shipment.by, expected: shipment.from });
  }
  const boxes = replay.packing?.under(done, shipment) ?? [];
  takeBack(lines, done, replay);
  const carried = replay.packing?.take(boxes, done) ?? 0n;
  close(shipment.by, { status: 'voided', closed: done.ref }, replay);
  return { shipment: shipment.by, carried };
}
