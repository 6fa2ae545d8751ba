import { TraceError } from '../error/trace-error.js';
import type { Json } from '../json/json.js';
import { stringifySorted } from '../json/stringify.js';
import type { Standing } from '../state/standing.js';
import type { PageGroup } from '../state/unit-records.js';
import { compact } from './serials.js';
import type { LocatedUnit } from './locate.js';

/** Units of one batch and product that stand alike. */
export interface UnitGroup {
  readonly batch: string;
  readonly product: string;
  readonly standing: Standing;
  readonly units: readonly LocatedUnit[];
}

export function groupsOf(units: readonly LocatedUnit[]): readonly UnitGroup[] {
  const groups = new Map<string, LocatedUnit[]>();
  for (const unit of units) {
    const name = `${unit.batch} ${unit.name.product} ${textOf(unit.standing)}`;
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [unit]);
    else group.push(unit);
  }
  return [...groups.values()].flatMap((all) => {
    const [first] = all;
    if (first === undefined) return [];
    return [{ batch: first.batch, product: first.name.product, standing: first.standing, units: all }];
  });
}

export function pageGroup({ batch, product, standing, units }: UnitGroup): PageGroup {
  return { batch, product, standing, serials: compact(units.map(({ name }) => name.serial)) };
}

/** What lies together is handed over together: it must stand alike. Throws CONTENTS_DIFFER. */
export function requireAlike(container: string, standings: readonly Standing[]): Standing {
  const [first = {}, ...others] = standings;
  for (const other of others) {
    if (textOf(other) !== textOf(first)) throw new TraceError('CONTENTS_DIFFER', { container });
  }
  return first;
}

function textOf(standing: Standing): string {
  return stringifySorted(standing as Json);
}
