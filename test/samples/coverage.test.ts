import { expect } from 'chai';
import { CODES, CUSTODY_STEPS, readPack, type CategoryPack, type Step } from '@suyuan/domain';
import { listChains, readChain } from '@suyuan/scripts';
import { PACKS } from '../support/packs.js';
import { ruleOf, stepsOf } from './rule-of.js';

/** Steps that are the same of every category: some chain shows them, not each. */
const SHARED: readonly Step[] = [
  'returning',
  'void_shipping',
  'inspecting',
  'sampling',
  'packing',
  'unpacking',
  'storing',
  'decommissioning',
  'destroying',
];
/** By these a category's goods come to where they stay, or to their end. */
const LAST: readonly Step[] = [
  ...([
    'retail_selling',
    'dispensing',
    'using',
    'implanting',
    'installing',
    'exporting',
    'scrapping',
    'filling',
  ] as const),
];
/** At least so many attempts show a category's own rules. */
const LEAST_REFUSED = 5;

const chains = await Promise.all((await listChains()).map((id) => readChain(id)));
const supported: readonly string[] = CUSTODY_STEPS;

describe('sample chains and their packs', () => {
  for (const chain of chains) {
    const pack: CategoryPack = readPack(chain.packs[0]);
    const done = chain.steps.flatMap(stepsOf);

    it(`${chain.id} goes from the first step to the last`, () => {
      expect(done[0]).to.equal('commissioning');
      expect(done.some((step) => LAST.includes(step))).to.equal(true);
    });

    it(`${chain.id} shows every step of its pack that the ledger has rules for`, () => {
      const own = Object.keys(pack.steps).filter((step) => supported.includes(step)) as Step[];
      const missing = own.filter((step) => !SHARED.includes(step) && !done.includes(step));
      expect(missing).to.deep.equal([]);
    });

    it(`${chain.id} has attempts that its own rules refuse`, () => {
      for (const { id, code } of chain.attempts) expect(Object.hasOwn(CODES, code), id).to.equal(true);
      const own = chain.attempts.filter((attempt) => ruleOf(attempt, pack) !== undefined);
      expect(own.length).to.be.at.least(LEAST_REFUSED);
      for (const attempt of own) {
        const { sources = [] } = ruleOf(attempt, pack) ?? {};
        const known = pack.sources.map(({ id }) => id);
        expect(
          sources.every((source) => known.includes(source)),
          attempt.id,
        ).to.equal(true);
      }
    });
  }

  it('show the steps that all categories share, each in one of them', () => {
    const done = new Set(chains.flatMap(({ steps }) => steps.flatMap(stepsOf)));
    expect(SHARED.filter((step) => supported.includes(step) && !done.has(step))).to.deep.equal([]);
  });

  it('belong to packs of the catalogue', () => {
    const ids = PACKS.map(({ id }) => id);
    expect(chains.filter(({ id }) => !ids.includes(id))).to.deep.equal([]);
  });
});
