import type { Names } from '../state/records.js';
import type { Budget } from './budget.js';
import type { Fact } from './facts.js';
import type { Sourced } from './pack.js';

/** What a fact is compared with: a text or whole number, or another fact, moved by so much. */
export type Operand = string | number | { readonly fact: string; readonly plus?: number };

export const COMPARISONS = ['equal', 'unequal', 'above', 'below', 'at_least', 'at_most'] as const;

/** One comparison. A fact that is not known satisfies none but `unknown`: what cannot be shown is refused. */
export type Test =
  | { readonly fact: string; readonly is: 'known' | 'unknown' }
  | { readonly fact: string; readonly is: (typeof COMPARISONS)[number]; readonly than: Operand }
  | { readonly fact: string; readonly is: 'one_of' | 'none_of'; readonly values: readonly string[] };

/** Codes by which a condition may be refused, beside CONDITION_UNMET. */
export const CONDITION_CODES = [
  'CONDITION_UNMET',
  'GOODS_EXPIRED',
  'INSPECTION_OVERDUE',
  'MAINTENANCE_OVERDUE',
  'NOT_OWNER',
  'QUOTA_EXCEEDED',
  'WITHDRAWAL_PERIOD',
] as const;

/** Where all of `when` hold, at least one of `any` must. A step's conditions hold all together. */
export interface Condition extends Sourced {
  readonly id: string;
  readonly names: Names;
  readonly when?: readonly Test[];
  readonly any: readonly Test[];
  readonly code?: (typeof CONDITION_CODES)[number];
}

export type FactReader = (name: string) => Fact | undefined;

export function holds({ when = [], any }: Condition, fact: FactReader, budget: Budget): boolean {
  return !when.every((each) => passes(each, fact, budget)) || any.some((each) => passes(each, fact, budget));
}

export function passes(test: Test, fact: FactReader, budget: Budget): boolean {
  budget.spend(1);
  const value = fact(test.fact);
  switch (test.is) {
    case 'known':
      return value !== undefined;
    case 'unknown':
      return value === undefined;
    case 'one_of':
    case 'none_of':
      budget.spend(test.values.length);
      return value !== undefined && test.values.includes(String(value)) === (test.is === 'one_of');
    default: {
      const other = operand(test.than, fact);
      return value !== undefined && other !== undefined && compare(test.is, value, other);
    }
  }
}

function operand(than: Operand, fact: FactReader): Fact | undefined {
  if (typeof than !== 'object') return than;
  const value = fact(than.fact);
  if (value === undefined || than.plus === undefined) return value;
  if (typeof value === 'bigint') return value + BigInt(than.plus);
  return typeof value === 'number' ? value + than.plus : undefined;
}

/** Texts are the same or not; above and below are for numbers alone. */
function compare(is: (typeof COMPARISONS)[number], a: Fact, b: Fact): boolean {
  if (is === 'equal' || is === 'unequal') {
    const same = isNumber(a) && isNumber(b) ? BigInt(a) === BigInt(b) : a === b;
    return same === (is === 'equal');
  }
  if (!isNumber(a) || !isNumber(b)) return false;
  switch (is) {
    case 'above':
      return a > b;
    case 'below':
      return a < b;
    case 'at_least':
      return a >= b;
    case 'at_most':
      return a <= b;
  }
}

function isNumber(value: Fact): value is number | bigint {
  return typeof value === 'number' || typeof value === 'bigint';
}

/** What a condition costs at most. */
export function costOf({ when = [], any }: Pick<Condition, 'when' | 'any'>): number {
  return [...when, ...any].reduce((sum, test) => sum + 1 + ('values' in test ? test.values.length : 0), 0);
}
