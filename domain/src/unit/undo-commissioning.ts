import type { Scene } from '../capture/context.js';
import { builtUpon } from '../custody/built-upon.js';
import type { CustodyAct } from '../custody/custody-act.js';
import { TraceError } from '../error/trace-error.js';
import { suspect } from '../lineage/suspect.js';
import { keys, type EntryRef } from '../state/keys.js';
import { unclaim } from './directory.js';
import { takenKey, unitSetKey } from './entry-keys.js';
import { need } from './need.js';
import { isWhole } from './taken.js';

/**
 * Units that never came into being: their serials are free again, and their batch where it came with them. All of them must lie
 * loose with their maker as they were made, and what else was commissioned of a batch stands on what its first event said. What
 * is stopped stays. Throws ORIGINAL_UNKNOWN, BUILT_UPON, SERIALS_CROWDED and what suspect throws.
 */
export function undoCommissioning({ units, batch }: CustodyAct, ref: EntryRef, scene: Scene): void {
  const { state, ref: now } = scene;
  const [first] = units;
  if (first === undefined || batch === undefined) throw new TraceError('ORIGINAL_UNKNOWN');
  const [setKey, takenBits] = [unitSetKey(ref), takenKey(ref)];
  const [lotKey, batchKey] = [keys.lot(batch.lot), keys.batch(batch.lot)];
  need([setKey, takenBits, lotKey, batchKey, keys.serials(first.product)], state);
  const [set, lot, counted] = [state.get(setKey), state.get(lotKey), state.get(batchKey)];
  if (set === undefined || lot === undefined || counted === undefined) throw new TraceError('ORIGINAL_UNKNOWN');
  const taken = state.get(takenBits);
  if (taken !== undefined && !isWhole(taken)) throw builtUpon(batch.lot, taken.last);
  if (lot.by === ref) {
    if (counted.sets > 1) throw builtUpon(batch.lot, counted.last);
    state.put(lotKey, { ...lot, unmade: now });
  }
  suspect(lot, scene);
  unclaim(set, scene);
  state.put(setKey, { ...set, undone: now });
  const { count, sets } = counted;
  state.put(batchKey, { ...counted, count: count - units.length, sets: sets - 1, last: now });
}
