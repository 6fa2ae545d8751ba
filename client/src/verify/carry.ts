import { IN_TRANSIT, restated, stateOf, TraceError, type Quantity, type Standing, type StepRule } from '@suyuan/domain';
import type { Box } from './boxes.js';
import { requireFrom } from './keep.js';
import type { LotReplay } from './lot-replay.js';
import type { LotOfItem, ReplayedEvent } from './replayed-event.js';
import type { Shipment } from './shipment.js';

/** Containers with some of the lot in them that an event hands over (domain/src/unit/hand-over.ts). */
export type Carried = readonly (readonly [path: string, box: Box])[];

/** Those by themselves with the signer. Throws what requireFree throws. */
export function freeBoxes({ act, signer }: ReplayedEvent, { boxes }: LotReplay): Carried {
  return boxes.among(act.containers).map((path) => [path, boxes.requireFree(path, signer)]);
}

/** Those that are on their way with a shipment. Throws LINES_MISMATCH. */
export function boxesOf({ act }: ReplayedEvent, { by }: Shipment, { boxes }: LotReplay): Carried {
  return boxes.among(act.containers).flatMap((path) => {
    const box = boxes.get(path);
    if (box?.shipment !== by) throw new TraceError('LINES_MISMATCH', { shipment: by });
    return [[path, box] as const];
  });
}

/** Fit to be handed over in this state. Throws STATE_REFUSED, SENSOR_EXCURSION. */
export function requireFit(
  carried: Carried,
  rule: StepRule,
  { done, lot, replay }: { readonly done: ReplayedEvent; readonly lot: LotOfItem; readonly replay: LotReplay },
  onTheWay = false,
): void {
  for (const [, { standing }] of carried) {
    requireFrom(rule, replay.item, onTheWay ? IN_TRANSIT : stateOf(standing));
    replay.released(standing, done, lot);
  }
}

/** They are on their way: how much of the lot is inside. */
export function sendBoxes(carried: Carried, { ref }: ReplayedEvent, holder: string, { boxes }: LotReplay): Quantity {
  for (const [path, { standing }] of carried) boxes.move(path, { holder, standing, shipment: ref });
  return boxes.quantityIn(carried.map(([path]) => path));
}

/** They are with the signer, whose they are or, lent, their owner's; what comes back is whose it was. */
export function takeBoxes(
  carried: Carried,
  { signer }: ReplayedEvent,
  { boxes }: LotReplay,
  owner?: { readonly id?: string | undefined },
): Quantity {
  for (const [path, { standing }] of carried) {
    boxes.move(path, {
      holder: signer,
      standing: owner === undefined ? standing : ownedBy(owner.id, standing, signer),
    });
  }
  return boxes.quantityIn(carried.map(([path]) => path));
}

function ownedBy(owner: string | undefined, standing: Standing, holder: string): Standing {
  return restated(standing, stateOf(standing), owner === holder ? undefined : owner);
}
