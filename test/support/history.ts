import { expect } from 'chai';
import fc from 'fast-check';

/** What is tried, one after the other, on a ledger of its own, and what must hold after each. */
export interface History<T> {
  /** Whether it was possible. */
  attempt(attempt: T): boolean;
  check(): void;
}

/** So many random histories, in so many ms at most, of 15 to 50 attempts. More than a hundred of all of them must have been possible: else nothing is shown. */
export function driven<T>(attempt: fc.Arbitrary<T>, begin: () => History<T>, numRuns: number, most: number): void {
  let taken = 0;
  fc.assert(
    fc.property(fc.array(attempt, { minLength: 15, maxLength: 50 }), (attempts) => {
      const history = begin();
      for (const each of attempts) {
        if (history.attempt(each)) taken++;
        history.check();
      }
    }),
    { numRuns, interruptAfterTimeLimit: most },
  );
  expect(taken, 'possible attempts among those tried').to.be.above(100);
}
