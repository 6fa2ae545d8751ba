import type { CategoryPack } from '../pack/pack.js';
import type { Step } from '../pack/steps.js';

/**
 * Whether goods are gone for the ledger when a step is done to them. Who buys in a shop, and whom a pharmacy serves, is not
 * on the ledger: what is sold to them is nobody's stock any more. What is used is used up, unless the category says in which
 * state it is then and what may be done with it in that state: a gas cylinder is empty, a lift in use. So with exports.
 */
export function endsGoods(step: Step, pack: Pick<CategoryPack, 'steps'>): boolean {
  const state = pack.steps[step]?.state;
  switch (step) {
    case 'retail_selling':
    case 'dispensing':
    case 'decommissioning':
    case 'scrapping':
    case 'destroying':
      return true;
    case 'using':
      return state === undefined || !leadsOn(state, pack);
    case 'exporting':
      return state !== undefined && !leadsOn(state, pack);
    default:
      return false;
  }
}

function leadsOn(state: string, { steps }: Pick<CategoryPack, 'steps'>): boolean {
  return Object.values(steps).some((rule) => rule.from?.includes(state) === true);
}
