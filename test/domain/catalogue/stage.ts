import type { SignedWitness, Step } from '@suyuan/domain';
import type { Country } from './country.js';
import type { Model } from './model.js';

export const FAULTS = [
  ...([
    'none',
    'missing',
    'wrong',
    'papers',
    'stranger',
    'astray',
    'more',
    'bulk',
    'early',
    'lapse',
    'stale',
    'impostor',
    'late',
    'old',
    'anything',
  ] as const),
] as const;
export const AFFAIRS = [
  'certificate',
  'failure',
  'revocation',
  'licence',
  'amend',
  'extend',
  'time',
  'countersign',
] as const;

/** One try of whoever may or may not be able to; numbers choose among what there is. */
export interface Attempt {
  readonly what: Step | (typeof AFFAIRS)[number];
  readonly fault: (typeof FAULTS)[number];
  readonly n: readonly [number, number, number, number];
  /** The rule that it is to be refused by, if there is a way. */
  readonly aim?: string;
}

/** Which steps were accepted, and which rules have refused something, over all histories of a pack: how often. */
export interface Coverage {
  readonly accepted: Map<string, number>;
  readonly refused: Map<string, number>;
}

/** Where histories take place. */
export interface Stage {
  readonly country: Country;
  readonly model: Model;
  readonly coverage: Coverage;
  readonly witness: SignedWitness & { readonly sets: string[]; readonly pages: string[] };
  /** A number that no other thing has. */
  readonly next: () => number;
}

export function count(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}

export function pick<T>(list: readonly T[], n: number): T | undefined {
  return list[n % Math.max(1, list.length)];
}
