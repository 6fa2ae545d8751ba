import { dueOf } from '@suyuan/domain';
import type { LotReplay } from './lot-replay.js';
import type { ReplayedEvent } from './replayed-event.js';

/**
 * By when an event had to be reported (seconds), where it was recorded later than that: what the contract marks as late. By
 * the national pack: extensions, which may want to know earlier, are not in the evidence.
 */
export function missedDue(
  { act, recorded, corrects }: ReplayedEvent,
  { lot, shipments, entitlement }: LotReplay,
): number | undefined {
  // Nobody waits for a shipment to be voided, nor for an error to be declared.
  if (lot === undefined || corrects !== undefined || act.step === 'void_shipping') return undefined;
  const opened = act.shipment === undefined ? undefined : shipments.get(act.shipment);
  const pack =
    opened === undefined
      ? entitlement.packAt(act.origin?.category ?? lot.category, recorded)
      : entitlement.pack(lot.category, opened.pack);
  const due = dueOf(act, pack);
  return recorded > due ? due : undefined;
}
