import { readQuantity } from '../decimal.js';
import { shipmentKey } from '../capture/touches.js';
import type { Scene } from '../capture/context.js';
import { TraceError } from '../error/trace-error.js';
import { checkStops } from '../lineage/check.js';
import { keys, readEntryRef, type EntryRef } from '../state/keys.js';
import type { ShipmentLine, ShipmentRecord } from '../state/records.js';
import type { Standing } from '../state/standing.js';
import type { EffectivePack } from '../pack/compose.js';
import { packAtShipping } from '../pack/in-force.js';
import { checkEventTime, checkOrder, credit, debit, requireLot, requireParty, requireUnit, toLine } from './custody.js';
import type { ActLine, CustodyAct } from './custody-act.js';
import { requireReleased } from './excursion.js';
import { judgeStep, type StepJudge } from './judge-step.js';
import { restated, standingOf, stateOf, travelling, travelState } from './standing.js';
import { giveBack, goodsOf, requireAllGoods, takeIn, turnRound } from '../unit/hand-over.js';
import { within } from '../unit/moved.js';

/**
 * The consignee takes what came: all of it or less, never more. What is missing was shipped and not received: it stays
 * visible in the shipment as the difference of `lines` and `received`, and is in nobody's stock.
 */
export function receive(act: CustodyAct, ref: EntryRef, scene: Scene): void {
  const { signer } = scene;
  const shipment = requireOpen(act, ref, scene);
  if (shipment.to !== signer.id) throw new TraceError('NOT_CONSIGNEE', { shipment: ref, expected: shipment.to });
  requireParty(act.to, signer.id, 'destinationList', scene);
  requireParty(act.from, shipment.from, 'sourceList', scene);
  // Goods that come back are taken in by whoever sent them, whatever role that is, and even if their lot is stopped.
  const judge =
    shipment.returns === undefined ? judgeStep(packOf(shipment, scene), 'receiving', act, scene) : undefined;
  for (const line of act.lines) {
    const shipped = requireLine(line, shipment, ref);
    if (line.quantity > readQuantity(shipped.quantity)) {
      throw new TraceError('OVER_RECEIPT', { lot: line.lot, shipped: shipped.quantity, asked: toLine(line).quantity });
    }
    credit(line, judge === undefined ? asBefore(shipped, signer.id) : take(line, shipped, judge), scene);
  }
  takeIn(act, shipment, ref, judge, scene);
  const goods = goodsOf(act);
  const received = { received: act.lines.map(toLine), ...(goods.length === 0 ? undefined : { receivedGoods: goods }) };
  close(shipment, ref, 'received', scene, received);

  /** How goods stand that are taken over: as they were found fit to be. */
  function take(line: ActLine, shipped: ShipmentLine, { checkLot, rule }: StepJudge): Standing {
    const { owner, state } = shipment;
    const lot = requireLot(line.lot, scene);
    checkStops(lot, scene);
    checkLot(lot, line, { state: travelling(shipment), standing: shipped, owner: owner ?? signer.id });
    const standing = requireReleased(standingOf(shipped), lot, act, scene);
    return restated(standing, rule.state ?? state ?? stateOf(shipped), owner);
  }
}

/** Goods that come back stand as they stood when they left. */
function asBefore(line: ShipmentLine, holder: string): Standing {
  return restated(standingOf(line), stateOf(line), line.owner === holder ? undefined : line.owner);
}

/**
 * The consignee sends goods back to whom they came from: before receipt the whole, which closes the shipment; after it
 * any part of what it took in and still holds. The way stays open to goods that are stopped.
 */
export function sendBack(act: CustodyAct, ref: EntryRef, scene: Scene): void {
  const { state, signer, document, entry } = scene;
  const known = state.get(shipmentKey(ref));
  const taken = known?.status === 'received' ? known : undefined;
  const shipment = taken ?? requireOpen(act, ref, scene);
  if (shipment.to !== signer.id) throw new TraceError('NOT_CONSIGNEE', { shipment: ref, expected: shipment.to });
  if (shipment.returns !== undefined) throw new TraceError('RETURN_FINAL');
  requireParty(act.from, signer.id, 'sourceList', scene);
  requireParty(act.to, shipment.from, 'destinationList', scene);
  const judge = judgeStep(packOf(shipment, scene), 'returning', act, scene);
  let lines: readonly ShipmentLine[];
  let travels = shipment.state;
  if (taken === undefined) {
    lines = requireWhole(act, shipment, ref);
    turnRound(act, shipment, ref, { holder: shipment.from, transit: scene.ref }, judge, scene);
    close(shipment, ref, 'returned', scene);
  } else {
    lines = takeOut(act, taken, ref, judge, scene);
    travels = travelState(lines, judge.rule);
  }
  judgeOnTheWay(lines, act, { ...shipment, ...(travels === undefined ? undefined : { state: travels }) }, judge, scene);
  const goods = goodsOf(act);
  state.put(keys.shipment(document.id, entry), {
    v: 1,
    from: signer.id,
    to: shipment.from,
    category: shipment.category,
    pack: shipment.pack,
    lines,
    ...(goods.length === 0 ? undefined : { goods }),
    ...within(act, scene),
    ...(travels === undefined ? undefined : { state: travels }),
    shipped: act.time,
    at: scene.context.now,
    status: 'in_transit',
    returns: ref,
    by: scene.ref,
  });
}

/** The category's rules of goods that turn round on their way, or set out on the way back. */
function judgeOnTheWay(
  lines: readonly ShipmentLine[],
  act: CustodyAct,
  shipment: ShipmentRecord,
  { checkLot }: StepJudge,
  scene: Scene,
): void {
  act.lines.forEach((line, i) => {
    const standing = standingOf(lines[i] ?? {});
    const owner = standing.owner ?? shipment.from;
    checkLot(requireLot(line.lot, scene), line, { state: travelling(shipment), standing, owner });
  });
}

function takeOut(
  act: CustodyAct,
  shipment: ShipmentRecord,
  ref: EntryRef,
  judge: StepJudge,
  scene: Scene,
): readonly ShipmentLine[] {
  checkEventTime(act, packOf(shipment, scene), scene);
  checkOrder(act, shipment.shipped);
  const lines = act.lines.map((line): ShipmentLine => {
    const received = shipment.received?.find(({ lot }) => lot === line.lot);
    if (received === undefined) throw new TraceError('LINES_MISMATCH', { shipment: ref });
    if (line.quantity > readQuantity(received.quantity)) {
      throw new TraceError('QUANTITY_MISMATCH', { lot: line.lot, shipped: received.quantity });
    }
    return { ...toLine(line), ...debit(line, scene) };
  });
  giveBack(act, shipment, ref, judge, scene);
  return lines;
}

/** The sender takes back a shipment that nobody has received: it never left. */
export function voidShipment(act: CustodyAct, ref: EntryRef, scene: Scene): void {
  const shipment = requireOpen(act, ref, scene);
  if (shipment.from !== scene.signer.id) {
    throw new TraceError('NOT_CONSIGNOR', { shipment: ref, expected: shipment.from });
  }
  if (shipment.returns !== undefined) throw new TraceError('RETURN_FINAL');
  const lines = requireWhole(act, shipment, ref);
  const judge = judgeStep(packOf(shipment, scene), 'void_shipping', act, scene);
  judgeOnTheWay(lines, act, shipment, judge, scene);
  act.lines.forEach((line, i) => {
    const shipped = lines[i];
    if (shipped !== undefined) credit(line, asBefore(shipped, scene.signer.id), scene);
  });
  turnRound(act, shipment, ref, { holder: scene.signer.id }, judge, scene);
  close(shipment, ref, 'voided', scene);
}

export function requireOpen(act: CustodyAct, ref: EntryRef, scene: Scene): ShipmentRecord {
  const shipment = scene.state.get(shipmentKey(ref));
  if (shipment === undefined) throw new TraceError('SHIPMENT_UNKNOWN', { shipment: ref });
  if (shipment.status !== 'in_transit') {
    const { document } = readEntryRef(shipment.closed ?? shipment.by);
    throw new TraceError('SHIPMENT_CLOSED', { shipment: ref, status: shipment.status, document });
  }
  checkEventTime(act, packOf(shipment, scene), scene);
  checkOrder(act, shipment.shipped);
  return shipment;
}

/** Goods are received under the version in force when they were shipped (docs/ledger.md, Time). */
export function packOf({ category, pack, at }: ShipmentRecord, scene: Scene): EffectivePack {
  return packAtShipping(category, pack, at, scene);
}

export function requireLine(line: ActLine, shipment: ShipmentRecord, ref: EntryRef): ShipmentLine {
  const shipped = shipment.lines.find(({ lot }) => lot === line.lot);
  if (shipped === undefined) throw new TraceError('LINES_MISMATCH', { shipment: ref });
  requireUnit(line, shipped.uom);
  return shipped;
}

/** All that was shipped, in the order of the event: as it stood when it left. */
function requireWhole(act: CustodyAct, shipment: ShipmentRecord, ref: EntryRef): readonly ShipmentLine[] {
  requireAllGoods(act, shipment, ref);
  if (act.lines.length !== shipment.lines.length) throw new TraceError('LINES_MISMATCH', { shipment: ref });
  return act.lines.map((line) => {
    const shipped = requireLine(line, shipment, ref);
    if (toLine(line).quantity !== shipped.quantity) {
      throw new TraceError('QUANTITY_MISMATCH', { lot: line.lot, shipped: shipped.quantity });
    }
    return shipped;
  });
}

function close(
  shipment: ShipmentRecord,
  ref: EntryRef,
  status: ShipmentRecord['status'],
  scene: Scene,
  more?: Pick<ShipmentRecord, 'received' | 'receivedGoods'>,
): void {
  scene.state.put(shipmentKey(ref), { ...shipment, ...more, status, closed: scene.ref });
}
