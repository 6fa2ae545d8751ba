import { formatQuantity, readQuantity } from '../decimal.js';
import type { Scene } from '../capture/context.js';
import { keys } from '../state/keys.js';
import type { LotRecord, ShipmentLine, ShipmentRecord } from '../state/records.js';
import type { Standing } from '../state/standing.js';
import { requireHolding, standingAt, type Amount } from './custody.js';
import type { Found } from './item-facts.js';
import { standingOf, stateOf, travelling } from './standing.js';

/** What a step that leaves goods where they are is done to: so much of a lot, in stock or on its way, or one unit. */
export interface Item extends Found {
  /** Of a unit: one piece. */
  readonly line: Amount;
  readonly lot: LotRecord;
  readonly owner: string;
  readonly standing: Standing;
  /** All that lies together, for an error's sake; and whether the event is about all of it. */
  readonly held: string;
  readonly whole: boolean;
  /** From now on it stands so. */
  readonly put: (standing: Standing) => void;
}

/** How rules find a participant's goods of a lot. */
export function foundAt(participant: string, lot: string, scene: Scene): Found {
  return foundOf(standingAt(participant, lot, scene), participant);
}

export function foundOf(standing: Standing, holder: string): Found & { readonly owner: string } {
  return { state: stateOf(standing), owner: standing.owner ?? holder, standing };
}

/** So much of a participant's stock. Throws what requireHolding throws. */
export function stockItem(line: Amount, lot: LotRecord, holder: string, scene: Scene): Item {
  const { quantity, uom, ...holding } = requireHolding(line, holder, scene);
  const before = standingOf(holding);
  return {
    ...{ line, lot, standing: before, state: stateOf(before), owner: before.owner ?? holder },
    ...{ held: quantity, whole: readQuantity(quantity) === line.quantity },
    put: (standing) => {
      scene.state.put(keys.holding(holder, line.lot), { v: 1, ...standing, quantity, uom, last: scene.ref, before });
    },
  };
}

/** So much of what a shipment carries; `put` is told how its line stands. */
export function wayItem(
  line: Amount,
  lot: LotRecord,
  shipment: ShipmentRecord,
  shipped: ShipmentLine,
  put: (standing: Standing) => void,
): Item {
  const standing = standingOf(shipped);
  return {
    ...{ line, lot, standing, state: travelling(shipment), owner: shipped.owner ?? shipment.from },
    ...{ held: shipped.quantity, whole: shipped.quantity === formatQuantity(line.quantity), put },
  };
}
