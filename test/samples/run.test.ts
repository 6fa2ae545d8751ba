import { expect } from 'chai';
import type { CategoryReport } from '@suyuan/scripts';
import { SampleLedger } from './sample-ledger.js';

/** `npm run samples -- --category all`, over one embedded ledger and its gateway. */
describe('the sample chains of all categories', function () {
  this.timeout(120_000);
  let ledger: SampleLedger;

  before(async () => {
    ledger = await SampleLedger.start();
  });
  after(() => ledger.stop());

  const told = ({ category, added, existing, refused, differences }: CategoryReport) => ({
    ...{ category, added, existing, refused, differences },
  });

  it('are accepted, and what must be refused is', async () => {
    const lines: string[] = [];
    const { chains } = ledger;
    const reports = await ledger.run((line) => lines.push(line));
    expect(reports.map(told)).to.deep.equal(
      chains.map(({ id, steps, attempts }) => ({
        ...{ category: id, added: steps.length, existing: 0, refused: attempts.length, differences: [] },
      })),
    );
    expect(lines).to.have.length(chains.length);
    expect(lines[0]).to.equal(
      '✓ 食用农产品 / Edible agricultural products: ' +
        `${chains[0]?.steps.length} added, 0 existing, ${chains[0]?.attempts.length} refused as expected, 0 wrong`,
    );
  });

  it('add nothing when they are run again', async () => {
    const before = await ledger.watcher.content();
    expect((await ledger.run()).map(told)).to.deep.equal(
      ledger.chains.map(({ id, steps, attempts }) => ({
        ...{ category: id, added: 0, existing: steps.length, refused: attempts.length, differences: [] },
      })),
    );
    expect(await ledger.watcher.content()).to.deep.equal(before);
  });
});
