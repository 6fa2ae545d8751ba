import { duesOf, type CategoryPack, type Filed, type Flow, type ParticipantRecord } from '@suyuan/domain';
import type { Direction } from './index/layout.js';

export interface FilingsQuery {
  /** What came, what left, or what one did to one's own stock. */
  readonly direction: Direction | 'own';
  /** Only what has not been reported: of what leaves, that is nothing, for it is in the index once it is reported. */
  readonly outstanding: boolean;
  readonly after?: string | undefined;
  readonly limit: number;
  /** Seconds. */
  readonly now: number;
}

/** What rules want to hear of a flow, and whether they did. */
export function toFiled(
  about: Pick<Filed, 'ref' | 'category'>,
  pack: CategoryPack,
  flow: Flow,
  roles: ParticipantRecord['roles'],
  now: number,
): readonly Filed[] {
  return duesOf(pack, flow, roles, now).map((due) => ({ ...about, ...flow, ...due }));
}
