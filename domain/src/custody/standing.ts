import { TraceError } from '../error/trace-error.js';
import { stringifySorted } from '../json/stringify.js';
import type { Excursion, Standing } from '../state/standing.js';

/** Of goods of which nothing else is said. */
export const ACTIVE = 'active';
/** Of goods on their way, where the category does not say in which state they travel. */
export const IN_TRANSIT = 'in_transit';

export function stateOf({ state = ACTIVE }: Pick<Standing, 'state'>): string {
  return state;
}

/** What a record says of how goods stand, and nothing else of it. */
export function standingOf({ state, done, facts, owner, excursion }: Standing): Standing {
  return {
    ...(state === undefined || state === ACTIVE ? undefined : { state }),
    ...(done === undefined ? undefined : { done }),
    ...(facts === undefined ? undefined : { facts }),
    ...(owner === undefined ? undefined : { owner }),
    ...(excursion === undefined ? undefined : { excursion }),
  };
}

/** The same goods in another state, another's or their holder's own. */
export function restated(standing: Standing, state: string, owner?: string): Standing {
  const { owner: _, ...rest } = standing;
  return standingOf({ ...rest, state, ...(owner === undefined ? undefined : { owner }) });
}

/**
 * What is to be said of goods that lie together from now on. They must be in one state, one owner's, and of one mind in all
 * that their category keeps. A step was done to all of them when it was done to the part that waits for it longest; one
 * that was not done to a part was not done. An excursion of a part is one of all. Throws STATE_DIFFERS.
 */
export function together(lot: string, held: Standing, came: Standing): Standing {
  const differ = (a: string, b: string): void => {
    if (a !== b) throw new TraceError('STATE_DIFFERS', { lot, held: a, came: b });
  };
  differ(stateOf(held), stateOf(came));
  differ(held.owner ?? '', came.owner ?? '');
  differ(textOf(held.facts), textOf(came.facts));
  const done: Record<string, number> = {};
  for (const [step, time] of Object.entries(held.done ?? {})) {
    const other = came.done?.[step];
    if (other !== undefined) done[step] = Math.min(time, other);
  }
  const { done: _, excursion: __, ...same } = standingOf(held);
  const excursion = bothExcursions(held.excursion, came.excursion);
  return {
    ...same,
    ...(Object.keys(done).length === 0 ? undefined : { done }),
    ...(excursion === undefined ? undefined : { excursion }),
  };
}

/** Both must be released: from the later of them on, by all that either takes. One without a way on has none for both. */
export function bothExcursions(a: Excursion | undefined, b: Excursion | undefined): Excursion | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  const { by, at } = a.at >= b.at ? a : b;
  const barred = a.release.length === 0 || b.release.length === 0;
  return { by, at, release: barred ? [] : [...new Set([...a.release, ...b.release])].sort() };
}

/**
 * In which state goods travel: as the category says; where it does not, as they are, all alike. Undefined: `in_transit`.
 * Throws STATE_DIFFERS.
 */
export function travelState(
  lines: readonly (Pick<Standing, 'state'> & { readonly lot: string })[],
  rule: { readonly state?: string } | undefined,
): string | undefined {
  let state = rule?.state;
  if (state === undefined) {
    const [first] = lines;
    state = first === undefined || stateOf(first) === ACTIVE ? IN_TRANSIT : stateOf(first);
    for (const line of lines) {
      const same = stateOf(line) === ACTIVE ? IN_TRANSIT : stateOf(line);
      if (same !== state) throw new TraceError('STATE_DIFFERS', { lot: line.lot, held: state, came: same });
    }
  }
  return state === IN_TRANSIT ? undefined : state;
}

/** In which state they are on the way. */
export function travelling({ state = IN_TRANSIT }: Pick<Standing, 'state'>): string {
  return state;
}

function textOf(facts: Standing['facts']): string {
  return facts === undefined ? '' : stringifySorted(facts);
}
