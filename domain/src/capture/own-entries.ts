import { entryRef, type EntryRef } from '../state/keys.js';
import type { CustodyAct } from '../custody/custody-act.js';

/** Where an act stands. */
export interface OwnPlace {
  readonly document: string;
  readonly entry: number;
  /** Entries that the document's witness shows: an event that it declares wrong is among them. */
  readonly shown: readonly EntryRef[];
}

/** Entries under whose names an act writes what has a name of its own: itself; of a correction, the original is among them. */
export function ownEntries(
  { error }: Pick<CustodyAct, 'error'>,
  { document, entry, shown }: OwnPlace,
): readonly EntryRef[] {
  return error === undefined ? [entryRef(document, entry)] : shown;
}
