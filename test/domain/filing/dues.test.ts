import { expect } from 'chai';
import { duesOf, endOf } from '@suyuan/domain';
import { PACKS } from '../../support/packs.js';

const at = (text: string): number => Date.parse(`${text}+08:00`) / 1000;
const packOf = (id: string) => PACKS.find((pack) => pack.id === id) ?? expect.fail(id);

describe('what has to be reported', () => {
  it('within so long of a step is in time, late, open or missed', () => {
    const hazmat = packOf('hazmat');
    const happened = at('2026-11-01T10:00:00');
    const status = (recorded: string | undefined, now: string): string | undefined =>
      duesOf(
        hazmat,
        { step: 'receiving', happened, ...(recorded === undefined ? {} : { recorded: at(recorded) }) },
        ['user'],
        at(now),
      )[0]?.status;
    expect(status('2026-11-06T10:00:00', '2026-12-01T00:00:00')).to.equal('filed');
    expect(status('2026-11-06T10:00:01', '2026-12-01T00:00:00')).to.equal('late');
    expect(status(undefined, '2026-11-06T10:00:00')).to.equal('open');
    expect(status(undefined, '2026-11-06T10:00:01')).to.equal('missed');
  });

  it('of a month is due by the tenth of the next, by whom the pack names', () => {
    const flow = {
      step: 'shipping',
      happened: at('2026-12-31T23:59:59'),
      recorded: at('2027-01-11T00:00:00'),
    } as const;
    const [due] = duesOf(packOf('rareearth'), flow, ['mine'], at('2027-02-01T00:00:00'));
    expect(due).to.deep.include({ id: 'monthly-flows', due: at('2027-01-11T00:00:00') - 1, status: 'late' });
    expect(duesOf(packOf('rareearth'), flow, ['user'], 0)).to.deep.equal([]);
  });

  it('of a quarter and a year ends where the next begins', () => {
    expect(endOf('quarter', at('2026-11-20T00:00:00'), 15)).to.equal(at('2027-01-16T00:00:00') - 1);
    expect(endOf('year', at('2026-01-01T00:00:00'), 31)).to.equal(at('2027-02-01T00:00:00') - 1);
    expect(endOf('month', at('2027-01-31T12:00:00'), 31), 'February').to.equal(at('2027-03-01T00:00:00') - 1);
  });
});
