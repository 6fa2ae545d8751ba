import type { Scene } from '../capture/context.js';
import { checkOrder } from '../custody/custody.js';
import type { CustodyAct } from '../custody/custody-act.js';
import type { StepJudge } from '../custody/judge-step.js';
import { IN_TRANSIT, restated, stateOf } from '../custody/standing.js';
import { TraceError } from '../error/trace-error.js';
import type { EntryRef } from '../state/keys.js';
import type { ShipmentRecord } from '../state/records.js';
import type { ItemPlace } from '../state/unit-records.js';
import { judgeGood, openGoods, released, type Good } from './goods.js';
import { requireFree, requireMovable } from './locate.js';

/** A container with all that is inside, or a unit, goes off: as many reads and writes whatever is inside. */
export function sendOff(good: Good, act: CustodyAct, judge: StepJudge, scene: Scene): void {
  requireFree(good, scene);
  requireMovable(good);
  checkOrder(act, Math.max(good.since, ...good.lots.map(({ made }) => made)));
  good.checkStops();
  judgeGood(good, stateOf(good.standing), judge);
  good.put({ holder: scene.signer.id, transit: scene.ref }, { standing: released(good, act, scene) });
}

/** Takes in what came of a shipment's containers and units. Without a judge what comes back is taken as it is. */
export function takeIn(
  act: CustodyAct,
  shipment: ShipmentRecord,
  ref: EntryRef,
  judge: StepJudge | undefined,
  scene: Scene,
): void {
  for (const good of onTheWay(act, shipment, ref, scene)) {
    let { standing } = good;
    if (judge !== undefined) {
      good.checkStops();
      judgeGood(good, IN_TRANSIT, judge);
      // Lent goods stay their owner's.
      const owner = shipment.owner === scene.signer.id ? undefined : shipment.owner;
      standing = restated(released(good, act, scene), stateOf(standing), owner);
    }
    good.put({ holder: scene.signer.id }, { standing });
  }
}

/** Turned round on its way: to its sender's stock where it is voided, or on the way back. The way is open to what is stopped. */
export function turnRound(
  act: CustodyAct,
  shipment: ShipmentRecord,
  ref: EntryRef,
  place: ItemPlace,
  judge: StepJudge,
  scene: Scene,
): void {
  for (const good of onTheWay(act, shipment, ref, scene)) {
    judgeGood(good, IN_TRANSIT, judge);
    good.put(place);
  }
}

/** Sent back after receipt: whoever received it must still have it. The way is open to what is stopped. */
export function giveBack(
  act: CustodyAct,
  shipment: ShipmentRecord,
  ref: EntryRef,
  judge: StepJudge,
  scene: Scene,
): void {
  for (const good of openGoods(act, scene)) {
    if (shipment.receivedGoods?.includes(good.path) !== true) throw new TraceError('LINES_MISMATCH', { shipment: ref });
    requireFree(good, scene);
    requireMovable(good);
    judgeGood(good, IN_TRANSIT, judge);
    good.put({ holder: scene.signer.id, transit: scene.ref });
  }
}

function onTheWay(act: CustodyAct, shipment: ShipmentRecord, ref: EntryRef, scene: Scene): readonly Good[] {
  return openGoods(act, scene).map((good) => {
    if (shipment.goods?.includes(good.path) !== true || good.transit !== ref) {
      throw new TraceError('LINES_MISMATCH', { shipment: ref });
    }
    return good;
  });
}

/** Refused and voided shipments go as a whole. */
export function requireAllGoods(act: CustodyAct, { goods = [] }: ShipmentRecord, ref: EntryRef): void {
  const named = goodsOf(act);
  if (named.length !== goods.length || !named.every((path) => goods.includes(path))) {
    throw new TraceError('LINES_MISMATCH', { shipment: ref });
  }
}

/** Paths of the containers and units that an act names. */
export function goodsOf({ containers, units }: CustodyAct): readonly string[] {
  return [...containers, ...units.map(({ path }) => path)];
}
