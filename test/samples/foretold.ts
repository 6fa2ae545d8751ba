import { itemIdentifier } from '@suyuan/client';
import {
  formatQuantity,
  readQuantity,
  stopsOf,
  keys,
  type ContainerRecord,
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
  const packed = firms.flatMap(([name, { id }]): [string, string][] => {
    const quantity = sum(sample.records<ContainerRecord>('container/').flatMap((box) => loose(box, id, sample)));
    return quantity === 0n ? [] : [[name, formatQuantity(quantity)]];
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
    ...(packed.length === 0 ? undefined : { packed: Object.fromEntries(packed) }),
    inTransit: open.map(({ to, lines }) => ({ to: nameOf(to), quantity: formatQuantity(sum(lines)) })),
    missing: formatQuantity(missing),
    stopped,
  };
}

/** What lies directly in a container that somebody has, by itself or in others. */
function loose({ goods = [], ...box }: ContainerRecord, holder: string, sample: SampleWorld): readonly Line[] {
  let outer: Pick<ContainerRecord, 'inside' | 'holder' | 'transit'> = box;
  while (outer.inside !== undefined) {
    const next = sample.world.record<ContainerRecord>(keys.container(outer.inside.container));
    // What was opened holds nothing: it is with whoever opened it.
    if (next === undefined || next.opened !== undefined) return next?.holder === holder ? goods : [];
    outer = next;
  }
  return outer.holder === holder && outer.transit === undefined ? goods : [];
}
