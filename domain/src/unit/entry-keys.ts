import { keys, readEntryRef, type EntryRef, type Key } from '../state/keys.js';
import type { ContentsRecord, TakenRecord, UnitSetRecord } from '../state/unit-records.js';

/** Units of the commissioning that stands there. */
export function unitSetKey(ref: EntryRef): Key<UnitSetRecord> {
  const { document, entry } = readEntryRef(ref);
  return keys.unitSet(document, entry);
}

/** Which of them have left their maker's loose stock. */
export function takenKey(set: EntryRef): Key<TakenRecord> {
  const { document, entry } = readEntryRef(set);
  return keys.taken(document, entry);
}

/** The page of the packing that stands there. */
export function contentsKey(ref: EntryRef): Key<ContentsRecord> {
  const { document, entry } = readEntryRef(ref);
  return keys.contents(document, entry);
}
