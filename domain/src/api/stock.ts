import type { HoldingRecord, Line, Names, Standing } from '../state/index.js';

/*
 * What a party holds: quantities of lots, containers, single units. Each is a list of its own, by page: of a pallet the
 * container is told and not what is in it, of units how many there are of each batch, and one by one where that is asked for.
 */

/** Free quantities. */
export interface HoldingsAnswer {
  readonly participant: string;
  readonly holdings: readonly { readonly lot: string; readonly product: Names; readonly holding: HoldingRecord }[];
  readonly next?: string;
}

/** A container that is inside of nothing and not on its way, and how all that is inside stands. */
export interface HeldContainer extends Standing {
  readonly container: string;
  readonly category: string;
  /** So much of each batch is inside, at any depth. */
  readonly lots: readonly (Line & { readonly product: Names })[];
}

export interface ContainerHoldingsAnswer {
  readonly participant: string;
  readonly containers: readonly HeldContainer[];
  readonly next?: string;
}

/** Units of one batch that a party has by themselves: in no container, not on their way, not gone. */
export interface HeldUnits {
  readonly lot: string;
  readonly product: Names;
  readonly category: string;
  readonly count: number;
  /** So many more are attached to something, and go nowhere by themselves. */
  readonly attached?: number;
}

export interface UnitHoldingsAnswer {
  readonly participant: string;
  readonly units: readonly HeldUnits[];
  readonly next?: string;
}

/** The same units one by one. */
export interface SerialsAnswer {
  readonly participant: string;
  /** Path of the batch's lot. */
  readonly batch: string;
  readonly units: readonly { readonly unit: string; readonly attached?: string }[];
  readonly next?: string;
}
