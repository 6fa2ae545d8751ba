import { driven } from '../../support/history.js';
import { attempt } from '../../support/unit-attempt.js';
import { Trade } from '../../support/unit-trade.js';

describe('units and containers, whatever is tried in whatever order', () => {
  it('takes what is possible and refuses the rest: nothing is in two places, with two parties, or dispensed twice', function () {
    this.timeout(120_000);
    driven(attempt, () => new Trade(), 120, 60_000);
  });
});
