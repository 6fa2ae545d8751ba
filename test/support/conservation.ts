import {
  formatQuantity,
  readQuantity,
  type HoldingRecord,
  type Line,
  type LotRecord,
  type Quantity,
  type ShipmentRecord,
} from '@suyuan/domain';
import type { Rebuilt } from './oracle.js';

/** Steps by which quantities of lots are no more: ended, or worked into others. */
const ENDS: readonly string[] = ['decommissioning', 'transforming'];

/**
 * No quantity appears or vanishes: what a lot was made of is held, in transit, missing on arrival, was ended, or went into
 * other lots. What is wrong, by lot; empty where all is well. Batches of units are no quantities: each unit is somewhere.
 */
export function unbalanced({ state, read }: Pick<Rebuilt, 'state' | 'read'>): string[] {
  const sums = new Map<string, Quantity>();
  const add = (lot: string, quantity: Quantity): void => void sums.set(lot, (sums.get(lot) ?? 0n) + quantity);
  const lots: LotRecord[] = [];
  for (const [key, json] of state) {
    const [kind, , ...rest] = key.split('/');
    if (kind === 'lot') lots.push(JSON.parse(json) as LotRecord);
    if (kind === 'holding') add(rest.join('/'), readQuantity((JSON.parse(json) as HoldingRecord).quantity));
    if (kind === 'shipment')
      for (const line of adrift(JSON.parse(json) as ShipmentRecord)) add(line.lot, line.quantity);
  }
  for (const act of read.flatMap(({ acts }) => acts)) {
    if (act?.kind !== 'custody' || !ENDS.includes(act.step)) continue;
    for (const { lot, quantity } of act.lines) add(lot, quantity);
  }
  return lots.flatMap(({ lot, quantity, units }) => {
    if (units === true) return [];
    const sum = sums.get(lot) ?? 0n;
    return sum === readQuantity(quantity) ? [] : [`${lot}: ${formatQuantity(sum)} of ${quantity}`];
  });
}

/** What of a shipment is in nobody's stock: all of it under way, what did not arrive of it once it is received. */
function adrift({ status, lines, received = [] }: ShipmentRecord): { lot: string; quantity: Quantity }[] {
  if (status === 'in_transit') return lines.map(({ lot, quantity }) => ({ lot, quantity: readQuantity(quantity) }));
  if (status !== 'received') return [];
  const arrived = (lot: string): Line | undefined => received.find((line) => line.lot === lot);
  return lines.map(({ lot, quantity }) => ({
    lot,
    quantity: readQuantity(quantity) - readQuantity(arrived(lot)?.quantity ?? '0'),
  }));
}
