import type { Quantity } from '../decimal.js';

/** A unit's dimension, and how many of the dimension's smallest unit one of it is. */
interface Measure {
  readonly of: string;
  readonly size: bigint;
}

const DIMENSIONS: readonly (readonly [of: string, units: Readonly<Record<string, bigint>>])[] = [
  ['mass', { MGM: 1n, GRM: 1000n, KGM: 1_000_000n, TNE: 1_000_000_000n }],
  ['volume', { MLT: 1n, CLT: 10n, LTR: 1000n, HLT: 100_000n, MTQ: 1_000_000n }],
  ['length', { MMT: 1n, CMT: 10n, MTR: 1000n, KMT: 1_000_000n }],
  ['area', { MTK: 1n, HAR: 10_000n }],
  ['count', { H87: 1n, EA: 1n, C62: 1n, PR: 2n, DZN: 12n, CEN: 100n, MIL: 1000n }],
  ['activity', { BQL: 1n, GBQ: 1_000_000_000n }],
];

const MEASURES: ReadonlyMap<string, Measure> = new Map(
  DIMENSIONS.flatMap(([of, units]) =>
    Object.entries(units).map(([uom, size]): [string, Measure] => [uom, { of, size }]),
  ),
);

/** A unit that nothing else compares with (tablets, sheets, heads) is a dimension of its own. */
export function measureOf(uom: string): Measure {
  return MEASURES.get(uom) ?? { of: uom, size: 1n };
}

/** Sums by dimension, exact: in millionths of each dimension's smallest unit. */
export function sumByDimension(
  lines: readonly { readonly quantity: Quantity; readonly uom: string }[],
): ReadonlyMap<string, bigint> {
  const sums = new Map<string, bigint>();
  for (const { quantity, uom } of lines) {
    const { of, size } = measureOf(uom);
    sums.set(of, (sums.get(of) ?? 0n) + quantity * size);
  }
  return sums;
}
