import type { Scene } from '../capture/context.js';
import type { Whereabouts } from './locate.js';

/**
 * An opening for all is taken back only while all that came out of it lies untouched: the first thing that is done to any of
 * that is told to the container, and what lay in it need not be remembered any more. Later ones write nothing there.
 */
export function tellOpened(items: readonly Pick<Whereabouts, 'out'>[], { state, ref }: Scene): void {
  for (const { out } of items) {
    const record = out === undefined ? undefined : state.get(out);
    if (out === undefined || record?.before?.lots === undefined) continue;
    const { before: _, ...rest } = record;
    state.put(out, { ...rest, last: ref });
  }
}
