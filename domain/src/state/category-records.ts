import type { CategoryPack, PackExtension } from '../pack/pack.js';
import type { EntryRef } from './keys.js';
import type { Versioned } from './versioned.js';

/** From when on it is in force, of transaction times. */
export interface CategoryVersion {
  readonly pack: CategoryPack;
  readonly from: number;
  readonly by: EntryRef;
}

/** The version that was in force when it was written; one by one under `categoryVersion`. */
export interface CategoryRecord extends Versioned, CategoryVersion {
  /** Comes into its place at its `from`. */
  readonly next?: CategoryVersion;
  /** From then on no more goods of it come into being. */
  readonly retired?: { readonly from: number; readonly by: EntryRef };
  /** Provinces (two digits) in which there are, or were, extensions. */
  readonly extended?: readonly string[];
}

export interface ExtensionRecord {
  readonly extension: PackExtension;
  /** In force at transaction times from here, and up to there. */
  readonly from: number;
  readonly until?: number;
  /** Transaction time of its publication: what was shipped before is none of its concern. */
  readonly recorded: number;
  readonly by: EntryRef;
}

/** Extensions of a category in a province and its cities and counties; those that ended, for as long as goods may be in transit. */
export interface ExtensionsRecord extends Versioned {
  readonly all: readonly ExtensionRecord[];
}
