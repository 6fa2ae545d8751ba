import type { Standing } from '../state/standing.js';
import type { Before, ContainerRecord, UnitRecord } from '../state/unit-records.js';
import type { Whereabouts } from './locate.js';

interface Found extends Whereabouts {
  /** Of a container its record says it. */
  readonly standing?: Standing;
  readonly record?: UnitRecord | ContainerRecord;
}

/** Where something is found and how it stands, as its record remembers it beside what comes next. */
export function beforeOf({ holder, inside, transit, since, standing, record }: Found): Before {
  const { attached, ended } = record !== undefined && 'unit' in record ? record : {};
  return {
    holder: holder ?? record?.holder ?? '',
    ...(inside === undefined ? undefined : { inside }),
    ...(transit === undefined ? undefined : { transit }),
    ...(attached === undefined ? undefined : { attached }),
    ...(ended === undefined ? undefined : { ended }),
    ...{ standing: standing ?? record?.standing ?? {}, since },
  };
}

/** Without what is said of its place, and of the time before. */
export function placeless<T extends ContainerRecord>(record: T): Omit<T, 'inside' | 'transit' | 'before'> {
  const { inside: _, transit: __, before: ___, ...rest } = record;
  return rest;
}
