import type { DeliveriesAnswer, ShipmentStatus } from '@suyuan/domain';
import type { IndexView } from './index/index-view.js';
import type { Direction } from './index/layout.js';

export interface DeliveriesQuery {
  readonly direction: Direction;
  readonly status?: ShipmentStatus | undefined;
  readonly after?: string | undefined;
  readonly limit: number;
}

/** What comes to a party or leaves it, newest first. */
export async function listDeliveries(
  view: IndexView,
  participant: string,
  { direction, status, after, limit }: DeliveriesQuery,
): Promise<DeliveriesAnswer> {
  const { items, next } = await view.deliveries(participant, direction, status ?? 'any', after, limit);
  return { deliveries: items, ...(next === undefined ? undefined : { next }) };
}
