import type { Filed, FilingsAnswer, Flow, ParticipantRecord, ShipmentRecord } from '@suyuan/domain';
import { toFiled, type FilingsQuery } from './filed.js';
import type { IndexView } from './index/index-view.js';
import type { Direction } from './index/layout.js';
import { listOwnFilings } from './list-own-filings.js';
import { RulesThen } from './rules-then.js';

/** What a party had to report, newest first: in time, late, still open, missed; each by the rules of its time. */
export async function listFilings(view: IndexView, id: string, query: FilingsQuery): Promise<FilingsAnswer> {
  const participant = view.participant(id);
  const { direction, outstanding } = query;
  if (participant === undefined || (outstanding && direction === 'out')) return { participant: id, filings: [] };
  if (direction === 'own') return listOwnFilings(view, participant, query);
  return listDelivered(view, participant, direction, query);
}

async function listDelivered(
  view: IndexView,
  { id, roles, division }: ParticipantRecord,
  direction: Direction,
  { outstanding, after, limit, now }: FilingsQuery,
): Promise<FilingsAnswer> {
  const status = outstanding ? 'in_transit' : 'any';
  const { items, next } = await view.deliveries(id, direction, status, after, limit);
  const rules = new RulesThen(view, division);
  const filings: Filed[] = [];
  for (const { ref, shipment } of items) {
    const flow = flowOf(view, shipment, direction);
    if (flow === undefined) continue;
    const pack =
      direction === 'out' ? await rules.ofShipping(shipment) : await rules.ofReceipt(shipment, flow.recorded ?? now);
    if (pack !== undefined) filings.push(...toFiled({ ref, category: shipment.category }, pack, flow, roles, now));
  }
  return { participant: id, filings, ...(next === undefined ? undefined : { next }) };
}

/** A shipment that was voided never left; one that was refused was reported by refusing it. */
function flowOf(view: IndexView, shipment: ShipmentRecord, direction: Direction): Flow | undefined {
  const { status, shipped: happened, at, closed } = shipment;
  if (status === 'voided') return undefined;
  if (direction === 'out') return { step: 'shipping', happened, recorded: at };
  const recorded = closed === undefined ? undefined : view.timeOf(closed);
  return { step: 'receiving', happened, ...(recorded === undefined ? undefined : { recorded }) };
}
