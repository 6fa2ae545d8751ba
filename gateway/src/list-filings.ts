import {
  duesOf,
  keys,
  readEntryRef,
  type Filed,
  type FilingsAnswer,
  type Flow,
  type ShipmentRecord,
} from '@suyuan/domain';
import type { IndexView } from './index/index-view.js';
import type { Direction } from './index/layout.js';

export interface FilingsQuery {
  readonly direction: Direction;
  /** Only what has not been reported: of what leaves, that is nothing, for it is in the index once it is reported. */
  readonly outstanding: boolean;
  readonly after?: string | undefined;
  readonly limit: number;
  /** Seconds. */
  readonly now: number;
}

/** What a party had to report of what came to it or left it, newest first: in time, late, still open, missed. */
export async function listFilings(
  view: IndexView,
  participant: string,
  { direction, outstanding, after, limit, now }: FilingsQuery,
): Promise<FilingsAnswer> {
  const roles = view.participant(participant)?.roles ?? [];
  if (outstanding && direction === 'out') return { participant, filings: [] };
  const status = outstanding ? 'in_transit' : 'any';
  const { items, next } = await view.deliveries(participant, direction, status, after, limit);
  const filings = items.flatMap(({ ref, shipment }): readonly Filed[] => {
    const pack = view.state(keys.category(shipment.category))?.pack;
    const flow = flowOf(view, shipment, direction);
    if (pack === undefined || flow === undefined) return [];
    const { category } = shipment;
    const { step, happened, recorded } = flow;
    const reported = recorded === undefined ? undefined : { recorded };
    return duesOf(pack, flow, roles, now).map((due) => ({ ref, category, step, happened, ...reported, ...due }));
  });
  return { participant, filings, ...(next === undefined ? undefined : { next }) };
}

/** A shipment that was voided never left; one that was refused was reported by refusing it. */
function flowOf(view: IndexView, shipment: ShipmentRecord, direction: Direction): Flow | undefined {
  const { status, shipped: happened, at, closed } = shipment;
  if (status === 'voided') return undefined;
  if (direction === 'out') return { step: 'shipping', happened, recorded: at };
  const recorded = closed === undefined ? undefined : view.record(readEntryRef(closed).document)?.time;
  return { step: 'receiving', happened, ...(recorded === undefined ? undefined : { recorded }) };
}
