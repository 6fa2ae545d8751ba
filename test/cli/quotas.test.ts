import { commissioning, receiving, shipping } from '@suyuan/client';
import { creditCodeCheck, JsonNumber, periodOf, type FilingsAnswer, type QuotasAnswer } from '@suyuan/domain';
import { expect } from 'chai';
import { LOT } from '../client/ledger/apples.js';
import { PackWorld } from '../support/pack-world.js';
import { plainPack } from '../support/plain-pack.js';
import { CliWorld } from './cli-world.js';

const [REGULATOR, MINE, SEPARATOR] = ['11370686K28065178', '93370686MA7K4T2E6', '91410122MA9G3R6X6'].map(
  (seed) => seed + creditCodeCheck(seed),
) as [string, string, string];
const YEAR = periodOf('year', Date.now() / 1000);

describe('suyuan, the command line: quotas and filings', function () {
  this.timeout(120_000);
  let world: CliWorld;
  const rules = new PackWorld(plainPack('rareearth'));
  const ore = { 'suyuan:element': 'REO', 'suyuan:oxideFactor': new JsonNumber('0.5') };
  const line = { lot: LOT, quantity: '20', uom: 'KGM' };

  before(async () => {
    world = await CliWorld.start({ regulator: REGULATOR, mine: MINE, separator: SEPARATOR });
    await world.register('regulator', 'regulator');
    await world.register('mine', 'mine', '--prefix', '690123456');
    await world.register('separator', 'separator');
    await world.publish(rules.pack);
  });
  after(() => world.stop());

  const grant = (amount: string, ...more: string[]): string[] => [
    ...['quota', 'grant', MINE, '--category', 'rareearth', '--substance', 'REO', '--amount', amount, '--uom', 'KGM'],
    ...more,
  ];

  it('grants a quota, and shows it with what is left', async () => {
    expect((await world.run('mine', 'quota', 'list')).out).to.include('Nothing.');
    expect(await world.bad('regulator', ...grant('100', '--period', '2026-Q1'))).to.deep.equal(['FIELD_VALUE']);
    expect(await world.bad('mine', ...grant('100', '--period', YEAR))).to.deep.equal(['NOT_ENTITLED']);
    await world.good('regulator', ...grant('100', '--period', YEAR, '--statement', '第一批'));
    expect(await world.bad('regulator', ...grant('100', '--period', YEAR))).to.deep.equal(['STATUS_UNCHANGED']);
    const ilmd = { 'suyuan:origin': '某地', ...rules.fields('commissioning', ore) };
    const birth = { at: new Date(), ...line, quantity: '80', category: 'rareearth', product: { zh: '稀土精矿' }, ilmd };
    await world.good('mine', 'send', await world.event('birth.json', commissioning(birth)));
    const { out } = await world.run('mine', 'quota', 'list');
    expect(out).to.match(/category\s+substance\s+period\s+quota\s+left\s+drawn\s+in stock/);
    expect(out).to.match(
      new RegExp(`rareearth\\s+REO\\s+${YEAR}\\s+100000 GRM\\s+60000 GRM\\s+40000 GRM\\s+40000 GRM`),
    );
    const { data } = await world.cli.json(['quota', 'list', MINE], world.env('regulator'));
    expect((data as QuotasAnswer).accounts[0]).to.include({ substance: 'REO', left: '60000' });
    const other = await world.run('separator', 'quota', 'list', MINE);
    expect(other.code, other.err).to.equal(1);
    expect(other.err).to.include('FORBIDDEN');
  });

  it('shows what is still to be reported, and how punctual the rest was', async () => {
    const shared = { references: rules.references('shipping'), fields: rules.fields('shipping', ore) };
    const shipment = { at: new Date(), from: MINE, to: SEPARATOR, lines: [line], ...shared };
    const id = await world.good('mine', 'send', await world.event('ship.json', shipping(shipment)));
    const outstanding = await world.run('separator', 'filings', '--outstanding');
    expect(outstanding.out)
      .to.match(/due\s.*Flows of last month\s+Received\s/)
      .and.to.include(`${id}#0`);
    expect((await world.run('mine', 'filings', '--out', '--outstanding')).out).to.include('Nothing.');
    const received = { at: new Date(), shipment: `${id}#0` as const, lines: [line], fields: rules.fields('receiving') };
    await world.good('separator', 'send', await world.event('receive.json', receiving(received)));
    expect((await world.run('separator', 'filings', '--outstanding')).out).to.include('Nothing.');
    const { data } = await world.cli.json(['filings', '--participant', SEPARATOR], world.env('regulator'));
    expect((data as FilingsAnswer).filings.map(({ status }) => status)).to.deep.equal(['filed']);
    expect((await world.run('mine', 'filings', '--out')).out).to.include('in time');
    expect((await world.run('mine', 'filings', '--own')).out).to.match(
      /in time\s.*Flows of last month\s+Registered with its code\s/,
    );
  });
});
