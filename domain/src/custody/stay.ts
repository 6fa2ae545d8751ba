import type { Scene } from '../capture/context.js';
import { shipmentKey } from '../capture/touches.js';
import { readQuantity } from '../decimal.js';
import { TraceError } from '../error/trace-error.js';
import { checkStops } from '../lineage/check.js';
import type { EffectivePack, EffectiveStep } from '../pack/compose.js';
import { packFor } from '../pack/in-force.js';
import type { EntryRef } from '../state/keys.js';
import type { ShipmentRecord } from '../state/records.js';
import type { Standing } from '../state/standing.js';
import { packOf, requireLine, requireOpen } from './close.js';
import { checkEventTime, checkOrder, holderOf, requireLot, requireUnit } from './custody.js';
import type { CustodyAct } from './custody-act.js';
import type { StayStep } from './stay-steps.js';
import { changed, changedOnTheWay, changeOf } from './change.js';
import { stockItem, wayItem, type Item } from './item.js';
import { judgeStep } from './judge-step.js';
import { awaitOthers } from './pending.js';
import { isGate, requireOnTheWay, requireServant } from './servants.js';
import { standingOf } from './standing.js';

/** Something is done to goods that stay where they are: in the stock of whoever has them, or on their way. */
export function stay(act: CustodyAct & { readonly step: StayStep }, scene: Scene): void {
  if (act.shipment === undefined) stayInStock(act, scene);
  else stayOnTheWay(act, act.shipment, scene);
}

function stayInStock(act: CustodyAct & { readonly step: StayStep }, scene: Scene): void {
  const { signer } = scene;
  const holder = holderOf(act, scene);
  let pack: EffectivePack | undefined;
  const items: Item[] = [];
  for (const line of act.lines) {
    const lot = requireLot(line.lot, scene);
    if (pack !== undefined && lot.category !== pack.id) throw new TraceError('CATEGORY_MIXED');
    pack ??= packFor(lot.category, scene);
    const item = stockItem(line, lot, holder, scene);
    requireUnit(line, lot.uom);
    items.push(item);
  }
  if (pack === undefined) throw new TraceError('FIELD_MISSING', { path: 'quantityList' });
  const { rule, change } = judgeItems(act, pack, items, scene);
  if (holder !== signer.id) for (const { lot } of items) requireServant(act.step, lot, signer);
  const { signatures = 1 } = rule;
  if (signatures > 1) {
    // That it can be done is known before anybody else is asked to sign.
    for (const item of items) changed(item, change);
    awaitOthers({ act, holder, rule, change }, scene);
  } else for (const item of items) item.put(changed(item, change));
}

function stayOnTheWay(act: CustodyAct, ref: EntryRef, scene: Scene): void {
  const shipment = requireOpen(act, ref, scene);
  const lines = [...shipment.lines];
  const items = act.lines.map((line): Item => {
    const shipped = requireLine(line, shipment, ref);
    const at = shipment.lines.indexOf(shipped);
    if (line.quantity > readQuantity(shipped.quantity)) {
      throw new TraceError('QUANTITY_MISMATCH', { lot: line.lot, shipped: shipped.quantity });
    }
    const { lot, quantity, uom } = shipped;
    return wayItem(line, requireLot(line.lot, scene), shipment, shipped, (standing) => {
      lines[at] = { lot, quantity, uom, ...standing };
    });
  });
  const { change } = judgeItems(act, packOf(shipment, scene), items, scene);
  requireOnTheWay(act.step, shipment, ref, scene.signer);
  for (const item of items) item.put(changedOnTheWay(item, change));
  const before = shipment.lines.map(standingOf);
  const after: ShipmentRecord = { ...shipment, lines, last: scene.ref, before };
  scene.state.put(shipmentKey(ref), after);
}

/** Holds them against the rules; how the step leaves them. */
function judgeItems(
  act: CustodyAct,
  pack: EffectivePack,
  items: readonly Item[],
  scene: Scene,
): { readonly rule: EffectiveStep; readonly change: Standing } {
  const judge = judgeStep(pack, act.step, act, scene);
  checkEventTime(act, pack, scene);
  for (const item of items) {
    checkOrder(act, item.lot.made);
    if (isGate(act.step)) checkStops(item.lot, scene);
    judge.checkLot(item.lot, item.line, item);
  }
  const { rule } = judge;
  return { rule, change: changeOf(act, rule, scene.ref) };
}
