import { itemIdentifier } from '@suyuan/client';
import {
  formatQuantity,
  readQuantity,
  stopsOf,
  type HoldingRecord,
  type Line,
  type ShipmentRecord,
  type StopsRecord,
} from '@suyuan/domain';
import type { Expectation } from '@suyuan/scripts';
import { sha256 } from '../support/firm.js';
import type { SampleWorld } from './sample-world.js';

/** What has become of a lot on a ledger, in the words in which its chain foretells it. */
export function comeTo(sample: SampleWorld, { item }: Expectation): Expectation {
  const { path } = itemIdentifier(item);
  const sum = (lines: readonly Line[] = []): bigint =>
    lines.filter(({ lot }) => lot === path).reduce((total, { quantity }) => total + readQuantity(quantity), 0n);
  const firms = [...sample.firms].filter(([name]) => sample.chain.participants[name]?.keyOf === undefined);
  const names = new Map(firms.map(([name, { id }]) => [id, name]));
  const nameOf = (id: string): string => names.get(id) ?? id;
  const holdings = firms.flatMap(([name, { id }]): [string, string][] => {
    const { quantity = '0' } = sample.world.record<HoldingRecord>(`holding/${id}/${path}`) ?? {};
    return quantity === '0' ? [] : [[name, quantity]];
  });
  const shipments = sample.records<ShipmentRecord>('shipment/').filter(({ lines }) => sum(lines) > 0n);
  const open = shipments.filter(({ status }) => status === 'in_transit');
  const closed = shipments.filter(({ received }) => received !== undefined);
  const missing = closed.reduce((total, { lines, received }) => total + sum(lines) - sum(received), 0n);
  const stopped = sample
    .records<StopsRecord>('stops/')
    .some((stops) => Object.hasOwn(stopsOf(stops, sha256), `lot/${path}`));
  return {
    item,
    holdings: Object.fromEntries(holdings),
    inTransit: open.map(({ to, lines }) => ({ to: nameOf(to), quantity: formatQuantity(sum(lines)) })),
    missing: formatQuantity(missing),
    stopped,
  };
}
