import {
  changed,
  changedOnTheWay,
  changeOf,
  formatQuantity,
  requireOnTheWay,
  requireServant,
  standingOf,
  stateOf,
  travelling,
  readQuantity,
  TraceError,
  type ActLine,
  type EntryRef,
  type Standing,
  type StayStep,
} from '@suyuan/domain';
import { awaitOthers } from './pending.js';
import type { LotReplay } from './lot-replay.js';
import type { Outcome, ReplayedEvent } from './replayed-event.js';
import { requireOpen, type Shipment } from './shipment.js';
import { partyOf, requireFrom, ruleOf } from './step-rule.js';

/** What is done to goods that stay where they are (domain/src/custody/stay.ts), as far as it is about this lot. */
export function keep(
  done: ReplayedEvent,
  line: ActLine | undefined,
  opened: Shipment | undefined,
  replay: LotReplay,
): Outcome {
  const { act } = done;
  if (act.shipment !== undefined) return keepOnTheWay(done, line, requireOpen(act, opened), replay);
  if (line === undefined) throw new TraceError('FIELD_MISSING', { path: 'quantityList' });
  const holder = replay.holderOf(done);
  const lot = replay.requireLot();
  const rule = ruleOf(replay.entitlement.packAt(lot.category, done.recorded), done);
  replay.requireKeeping(done, rule);
  if (holder !== done.signer) requireServant(act.step as StayStep, lot, partyOf(done, replay));
  const held = replay.stock.require(holder, line, lot.uom);
  const standing = standingOf(held);
  const state = stateOf(standing);
  requireFrom(rule, replay.item, state);
  const whole = held.quantity === line.quantity;
  const item = { line, standing, state, held: formatQuantity(held.quantity), whole };
  const change = changeOf(act, rule, done.ref);
  const after = changed(item, change);
  if ((rule.signatures ?? 1) > 1) awaitOthers({ done, line, participant: holder, rule, change }, replay);
  else replay.stock.keep(holder, after, done.ref);
  return holder === done.signer ? {} : { holder };
}

function keepOnTheWay(done: ReplayedEvent, line: ActLine | undefined, shipment: Shipment, replay: LotReplay): Outcome {
  const { act, ref } = done;
  const shipped = shipment.lines.find(({ lot }) => lot === replay.item);
  const { from, by } = shipment;
  const named = { from, to: replay.idOf(shipment.to) ?? '', carrier: replay.idOf(shipment.carrier) ?? '' };
  requireOnTheWay(act.step, named, by, partyOf(done, replay));
  let { lines } = shipment;
  if (line !== undefined && shipped !== undefined) {
    const lot = replay.requireLot();
    const rule = ruleOf(replay.entitlement.pack(lot.category, shipment.pack), done);
    replay.requireKeeping(done, rule);
    const state = travelling(shipment);
    requireFrom(rule, replay.item, state);
    if (line.uom !== shipped.uom || line.quantity > readQuantity(shipped.quantity)) {
      throw new TraceError('LINES_MISMATCH', { shipment: by });
    }
    const whole = readQuantity(shipped.quantity) === line.quantity;
    const item = { line, standing: standingOf(shipped), state, held: shipped.quantity, whole };
    const after = changedOnTheWay(item, changeOf(act, rule, ref));
    const { quantity, uom } = shipped;
    lines = lines.map((each) => (each === shipped ? { lot: each.lot, quantity, uom, ...after } : each));
  }
  replay.shipments.set(by, { ...shipment, lines, last: ref, before: shipment.lines.map(standingOf) });
  return { shipment: by };
}

/** The goods stand again as they stood before. Throws BUILT_UPON. */
export function undoKeeping(original: ReplayedEvent, now: EntryRef, replay: LotReplay): void {
  const { act, ref, signer, holder = signer } = original;
  const shipment = act.shipment === undefined ? undefined : replay.shipments.get(act.shipment);
  if (shipment !== undefined) {
    if (shipment.last !== ref || shipment.status !== 'in_transit') {
      throw new TraceError('BUILT_UPON', { what: shipment.by, document: shipment.last ?? '', index: 0 });
    }
    const { before = [], ...rest } = shipment;
    const lines = shipment.lines.map(({ lot, quantity, uom }, i) => ({ lot, quantity, uom, ...before[i] }));
    replay.shipments.set(shipment.by, { ...rest, lines, last: now });
    return;
  }
  const held = replay.stock.holdings.get(holder);
  if (held?.last !== ref) {
    throw new TraceError('BUILT_UPON', { what: replay.item, document: held?.last ?? '', index: 0 });
  }
  const before: Standing = held.before ?? {};
  replay.stock.holdings.set(holder, { ...before, quantity: held.quantity, last: now });
}
