import { expect } from 'chai';
import fc from 'fast-check';
import { licenceRenewal } from '@suyuan/client';
import { DAY, Depot } from '../../support/depot.js';
import { NOW } from '../../support/world.js';

/** First day of the model's time, in China; its days are counted from it. */
const FIRST = Math.floor((NOW + 8 * 3600) / DAY) * DAY - 8 * 3600;

interface Known {
  readonly from: number;
  until: number;
  status: 'valid' | 'suspended' | 'revoked';
  /** Stretches of transaction times in which it did not hold. */
  readonly gaps: { from: number; until: number }[];
}

/** Two licences of a distributor as anyone would keep them in mind. */
class Model {
  readonly all = new Map<string, Known>();

  holds(time: number, now: number): boolean {
    return [...this.all.values()].some(({ from, until, status, gaps }) => {
      const inTime = from <= time && time <= until;
      const isOpen = !gaps.some((gap) => gap.from <= time && time < gap.until);
      return inTime && isOpen && (time < now || status === 'valid');
    });
  }

  /** Whether the register takes it. */
  apply(act: Act, now: number): boolean {
    const known = this.all.get(act.number);
    if (act.does === 'grant') {
      if (known !== undefined) return false;
      const from = FIRST + act.first * DAY;
      this.all.set(act.number, { from, until: from + (act.days + 1) * DAY - 1, status: 'valid', gaps: [] });
      return true;
    }
    if (known === undefined || known.status === 'revoked') return false;
    if (act.does === 'renew') {
      const until = FIRST + (act.first + act.days + 1) * DAY - 1;
      if (until <= known.until) return false;
      if (known.until < now) known.gaps.push({ from: known.until + 1, until: now });
      known.until = until;
      return true;
    }
    if (act.does === 'suspend') {
      if (known.status === 'suspended') return false;
      known.status = 'suspended';
      known.gaps.push({ from: now, until: Infinity });
    } else if (act.does === 'readmit') {
      if (known.status === 'valid') return false;
      known.status = 'valid';
      for (const gap of known.gaps) if (gap.until === Infinity) gap.until = Math.max(now, gap.from + 1);
    } else {
      known.status = 'revoked';
      known.gaps.push({ from: now, until: Infinity });
    }
    return true;
  }
}

interface Act {
  readonly does: 'grant' | 'suspend' | 'readmit' | 'revoke' | 'renew' | 'wait' | 'ship';
  readonly number: string;
  readonly first: number;
  readonly days: number;
  readonly seconds: number;
}

const act: fc.Arbitrary<Act> = fc.record({
  does: fc.constantFrom('grant', 'grant', 'suspend', 'readmit', 'revoke', 'renew', 'wait', 'wait', 'ship', 'ship'),
  number: fc.constantFrom('T-1', 'T-2'),
  first: fc.integer({ min: -2, max: 3 }),
  days: fc.integer({ min: 0, max: 4 }),
  seconds: fc.integer({ min: 0, max: 2 * DAY }),
});

/** A hand-off that is reported when there is a licence, and happened before. */
const TOO_EARLY: Act[] = (
  [
    { does: 'grant', first: 1, days: 4, seconds: 0 },
    { does: 'wait', first: 0, days: 0, seconds: 2 * DAY },
    { does: 'ship', first: 0, days: 0, seconds: 2 * DAY },
  ] as const
).map((each) => ({ ...each, number: 'T-1' }));

describe('licences, whatever is done to them in whatever order', () => {
  it('let a hand-off pass exactly if one held when it happened and one holds when it is recorded', function () {
    this.timeout(60_000);
    let [passed, refused, late] = [0, 0, 0];
    fc.assert(
      fc.property(fc.array(act, { minLength: 5, maxLength: 25 }), (acts) => {
        const depot = new Depot();
        const { world } = depot;
        const lot = world.lot('100000');
        const born = world.now;
        const model = new Model();
        for (const each of acts) {
          const { does, number, first, days, seconds } = each;
          if (does === 'wait') world.now += seconds;
          else if (does === 'ship') {
            const time = Math.max(born, world.now - seconds);
            const codes = depot.codes(world.producer, 'events', depot.ship(lot, '1', time - world.now));
            const expected = model.holds(world.now, world.now) && model.holds(time, world.now);
            expect(codes.length === 0, codes.join()).to.equal(expected);
            if (expected) passed++;
            else refused++;
            if (!expected && model.holds(world.now, world.now)) late++;
          } else {
            const at = (day: number): string =>
              new Date((FIRST + day * DAY + 8 * 3600) * 1000).toISOString().slice(0, 10);
            const name = { participant: world.distributor.id, type: 'trade', number };
            const entry =
              does === 'grant'
                ? depot.licence({ number, from: at(first), until: at(first + days) })
                : does === 'renew'
                  ? licenceRenewal(name, at(first + days))
                  : depot.change(does, number);
            expect(depot.codes(world.regulator, 'licence', entry).length === 0).to.equal(model.apply(each, world.now));
          }
          world.now += 1;
        }
      }),
      { numRuns: 120, examples: [[TOO_EARLY]] },
    );
    expect(Math.min(passed, refused)).to.be.above(30);
    expect(late).to.be.above(0);
  });
});
