import type { Scene } from '../capture/context.js';
import type { CustodyAct } from '../custody/custody-act.js';
import { keys } from '../state/keys.js';
import type { ContainerRecord } from '../state/unit-records.js';

/** Lots of which quantities are inside of these, at any depth: paths in order. */
export function bulkIn(containers: readonly Pick<ContainerRecord, 'lots'>[]): readonly string[] {
  const lots = containers.flatMap((each) => each.lots.flatMap(({ lot, bulk }) => (bulk === true ? [lot] : [])));
  return [...new Set(lots)].sort((a, b) => (a < b ? -1 : 1));
}

/** What a shipment says of quantities inside of the containers that an act hands over; they have been read. */
export function within({ containers }: CustodyAct, { state }: Scene): { readonly within?: readonly string[] } {
  const lots = bulkIn(containers.flatMap((path) => state.get(keys.container(path)) ?? []));
  return lots.length === 0 ? {} : { within: lots };
}

/** The event moved what is inside of these. */
export function tellMoved(containers: readonly Pick<ContainerRecord, 'lots'>[], scene: Scene): void {
  tellLots(bulkIn(containers), scene);
}

/** Paths in order. */
export function tellLots(lots: readonly string[], { state, document, entry, ref }: Scene): void {
  if (lots.length > 0) state.put(keys.moved(document.id, entry), { v: 1, lots, by: ref });
}
