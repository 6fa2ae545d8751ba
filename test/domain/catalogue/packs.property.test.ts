import { expect } from 'chai';
import fc from 'fast-check';
import type { CategoryPack, Step } from '@suyuan/domain';
import { PACKS } from '../../support/packs.js';
import { settle, type Country } from './country.js';
import { History } from './history.js';
import { AFFAIRS, FAULTS, type Attempt, type Coverage } from './stage.js';
import { tour } from './tour.js';

/** What a pack knows; hand-offs, and what keeps goods going, more often. */
function attemptOf({ steps }: CategoryPack): fc.Arbitrary<Attempt> {
  const own = Object.keys(steps) as Step[];
  const often = ['commissioning', 'shipping', 'shipping', 'receiving', 'receiving', 'receiving'] as const;
  const affairs = [...AFFAIRS, 'certificate', 'certificate', 'certificate', 'licence', 'countersign'] as const;
  return fc.record({
    what: fc.constantFrom(...own, ...own, ...often, ...affairs),
    fault: fc.constantFrom('none', 'none', 'none', 'none', ...FAULTS),
    n: fc.tuple(fc.nat(9999), fc.nat(9999), fc.nat(9999), fc.nat(9999)),
  });
}

describe('every pack of the catalogue as it is', () => {
  for (const pack of PACKS) {
    describe(pack.id, () => {
      let country: Country;
      const coverage: Coverage = { accepted: new Map(), refused: new Map() };

      before(() => {
        country = settle(pack);
      });

      it('has each step accepted, and each rule refusing, as a second reading of it says', function () {
        this.timeout(120_000);
        expect(tour(country, coverage, 2)).to.deep.equal({ steps: [], rules: [] });
      });

      it('comes to no state that it forbids, whatever is tried in whatever order', function () {
        this.timeout(120_000);
        const property = fc.property(fc.array(attemptOf(pack), { minLength: 60, maxLength: 90 }), (attempts) => {
          const history = new History(country, coverage);
          for (const each of attempts) history.attempt(each);
        });
        fc.assert(property, { numRuns: 6, interruptAfterTimeLimit: 10_000 });
      });
    });
  }
});
