import type { CustodyAct } from '../custody/custody-act.js';

/** An unpacking that names nothing opens the container for all that is inside. */
export function opensAll({ units, containers, lines }: Pick<CustodyAct, 'units' | 'containers' | 'lines'>): boolean {
  return units.length + containers.length + lines.length === 0;
}
