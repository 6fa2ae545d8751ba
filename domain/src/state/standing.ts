import type { EntryRef } from './keys.js';

/** By the names that rules give them (`as`): texts, times in seconds, numbers as decimal text. */
export type KeptFacts = Readonly<Record<string, string | number | { readonly amount: string }>>;

/** How goods stand: of what is as they came into being, nothing is said. */
export interface Standing {
  /** A state of their category; absent: `active`. */
  readonly state?: string;
  /** Event time (seconds) of the last step of each kind that was done to all of them and left them where they were. */
  readonly done?: Readonly<Record<string, number>>;
  /** What their category keeps of such steps' fields: newer than the lot's own. */
  readonly facts?: KeptFacts;
  /** Whose they are, where that is not whoever has them. */
  readonly owner?: string;
  /** A sensor report that left the category's limits, and that nobody has released them from. */
  readonly excursion?: Excursion;
}

export interface Excursion {
  readonly by: EntryRef;
  /** Event time, seconds. */
  readonly at: number;
  /** Certificate types, each of which it takes to go on. None: there is no way on. */
  readonly release: readonly string[];
}

/** A plot or herd of a participant, on which something was used that has a withdrawal period. */
export interface PlotRecord {
  readonly v: 1;
  /** Nothing of it may be harvested before (seconds). */
  readonly until: number;
  readonly last: EntryRef;
  /** What it said before `last`. */
  readonly before?: number;
}
