import { TraceError } from '../error/trace-error.js';

/** What judging one step of one item may cost: a unit is about one comparison. */
export const BUDGET = 10_000;
/** What the rules of one step may cost at most by themselves: the rest is for what an event brings. */
export const STEP_COST = 4_000;

/** Counts down. Throws RULE_BUDGET where it is used up, so that no pack and no event can keep a contract busy. */
export class Budget {
  #left: number;

  constructor(readonly all = BUDGET) {
    this.#left = all;
  }

  get spent(): number {
    return this.all - this.#left;
  }

  spend(cost: number): void {
    if (cost > this.#left) throw new TraceError('RULE_BUDGET', { most: this.all });
    this.#left -= cost;
  }
}
