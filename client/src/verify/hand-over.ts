import {
  formatQuantity,
  goodsOf,
  readQuantity,
  restated,
  standingOf,
  stateOf,
  TraceError,
  travelling,
  travelState,
  type ActLine,
  type EntryRef,
  type Quantity,
  type ShipmentLine,
  type Standing,
} from '@suyuan/domain';
import type { LotReplay } from './lot-replay.js';
import type { Outcome, ReplayedEvent } from './replayed-event.js';
import { requireOpen, sameParty, toLine, type Shipment } from './shipment.js';
import { requireFrom, ruleOf } from './step-rule.js';

/** Out of the sender's stock, on its way, as it stands; also in containers. */
export function ship(done: ReplayedEvent, line: ActLine | undefined, replay: LotReplay): Outcome {
  const { act, signer, ref } = done;
  const { item, entitlement, stock } = replay;
  const lot = replay.requireLot();
  const pack = entitlement.packAt(lot.category, done.recorded);
  replay.requireStep(done, pack, lot);
  const rule = ruleOf(pack, done);
  const boxes = replay.packing?.free(done) ?? [];
  if (line === undefined && boxes.length === 0) throw new TraceError('FIELD_MISSING', { path: 'quantityList' });
  replay.packing?.requireFit(boxes, rule, { done, lot, replay });
  if (line !== undefined) requireFrom(rule, item, stock.state(signer));
  const stood = line === undefined ? undefined : replay.released(replay.debit(signer, line, ref), done, lot);
  const carried = replay.packing?.send(boxes, done, signer) ?? 0n;
  const lines = act.lines.map((each) => ({ ...toLine(each), ...(each.lot === item ? stood : undefined) }));
  const to = replay.resolve(act.to ?? { id: signer });
  const [[, first] = []] = boxes;
  const theirs = (stood ?? first?.standing)?.owner ?? signer;
  const owner = act.owner === undefined ? { id: theirs } : replay.resolve(act.owner);
  const state = travelState(stood === undefined ? [] : [{ lot: item, ...stood }], rule);
  open(
    done,
    {
      ...{ to, lines, pack: pack.version },
      ...(state === undefined ? undefined : { state }),
      ...(sameParty(owner, to) ? undefined : { owner }),
      ...(act.carrier === undefined ? undefined : { carrier: replay.resolve(act.carrier) }),
    },
    replay,
  );
  return { shipment: ref, carried };
}

/** Into the addressee's stock, as much as came; what did not is missing. */
export function receive(done: ReplayedEvent, opened: Shipment | undefined, replay: LotReplay): Outcome {
  const { act, signer, ref, quantity } = done;
  const { item, entitlement, stock } = replay;
  const shipment = requireConsignee(done, opened, replay);
  if (act.to !== undefined) replay.requireParty(act.to, signer, 'destinationList');
  if (act.from !== undefined) replay.requireParty(act.from, shipment.from, 'sourceList');
  const shipped = shipment.lines.find(({ lot }) => lot === item);
  const boxes = replay.packing?.under(done, shipment) ?? [];
  let stands: Standing | undefined;
  // Goods that come back are taken in by whoever sent them, even if their lot is stopped.
  if (shipment.returns === undefined && (boxes.length > 0 || (quantity > 0n && shipped !== undefined))) {
    const lot = replay.requireLot();
    const pack = entitlement.pack(lot.category, shipment.pack);
    replay.requireStep(done, pack, lot);
    const rule = ruleOf(pack, done);
    replay.packing?.requireFit(boxes, rule, { done, lot, replay }, true);
    if (quantity > 0n && shipped !== undefined) {
      requireFrom(rule, item, travelling(shipment));
      const standing = replay.released(standingOf(shipped), done, lot);
      const owner = replay.idOf(shipment.owner);
      stands = restated(standing, rule.state ?? shipment.state ?? stateOf(shipped), owner);
    }
  }
  requireShipped(act.lines, shipment);
  const missing = replay.quantityIn(shipment.lines) - quantity;
  if (stands !== undefined) stock.credit(signer, quantity, stands, ref);
  else if (quantity > 0n) takeBack(shipment.lines, done, replay, quantity);
  replay.missing += missing;
  const owned = shipment.returns === undefined ? { id: replay.idOf(shipment.owner) } : undefined;
  const carried = replay.packing?.take(boxes, done, owned) ?? 0n;
  const goods = goodsOf(act);
  const came = goods.length === 0 ? undefined : { receivedGoods: goods };
  close(shipment.by, { status: 'received', closed: ref, received: act.lines.map(toLine), ...came }, replay);
  return { shipment: shipment.by, missing, carried };
}

/** Throws LINES_MISMATCH, OVER_RECEIPT. */
function requireShipped(lines: readonly ActLine[], shipment: Shipment): void {
  for (const { lot, quantity: asked, uom } of lines) {
    const shipped = shipment.lines.find((line) => line.lot === lot);
    if (shipped?.uom !== uom) throw new TraceError('LINES_MISMATCH', { shipment: shipment.by });
    if (asked > readQuantity(shipped.quantity)) {
      throw new TraceError('OVER_RECEIPT', { lot, shipped: shipped.quantity, asked: formatQuantity(asked) });
    }
  }
}

/** Goods that come back stand as they stood when they left. */
export function takeBack(
  lines: readonly ShipmentLine[],
  { signer, ref }: ReplayedEvent,
  { item, stock }: LotReplay,
  quantity?: Quantity,
): void {
  const line = lines.find(({ lot }) => lot === item);
  if (line === undefined) return;
  const owner = line.owner === signer ? undefined : line.owner;
  const standing = restated(standingOf(line), stateOf(line), owner);
  stock.credit(signer, quantity ?? readQuantity(line.quantity), standing, ref);
}

/** Throws SHIPMENT_UNKNOWN, SHIPMENT_CLOSED, NOT_CONSIGNEE. */
export function requireConsignee(
  { act, signer }: ReplayedEvent,
  opened: Shipment | undefined,
  replay: LotReplay,
): Shipment {
  const shipment = requireOpen(act, opened);
  // A GLN is registered before goods can be sent to it: whoever signs here has shown its registration.
  const expected = replay.idOf(shipment.to);
  if (expected !== signer) throw new TraceError('NOT_CONSIGNEE', { shipment: shipment.by, expected: expected ?? '?' });
  return shipment;
}

/** A shipment begins. */
export function open(
  { act, signer, ref, recorded }: ReplayedEvent,
  more: Pick<Shipment, 'to' | 'lines' | 'pack' | 'returns' | 'state' | 'owner' | 'carrier'>,
  { shipments }: LotReplay,
): void {
  const goods = goodsOf(act);
  const named = goods.length === 0 ? undefined : { goods };
  shipments.set(ref, {
    from: signer,
    shipped: act.time,
    at: recorded,
    status: 'in_transit',
    by: ref,
    ...more,
    ...named,
  });
}

/** A shipment is at its end, as it is said. */
export function close(
  ref: EntryRef,
  change: Pick<Shipment, 'status' | 'closed' | 'received' | 'receivedGoods'>,
  { shipments }: LotReplay,
): void {
  const shipment = shipments.get(ref);
  if (shipment !== undefined) shipments.set(ref, { ...shipment, ...change });
}
