import { expect } from 'chai';
import { commissioning, publication, quota, receiving, shipping, type Signer } from '@suyuan/client';
import {
  JsonNumber,
  periodOf,
  type CategoriesAnswer,
  type FilingsAnswer,
  type Problem,
  type QuotasAnswer,
} from '@suyuan/domain';
import { PackWorld } from '../../support/pack-world.js';
import { plainPack } from '../../support/plain-pack.js';
import { lotPath, PREFIX, World } from './world.js';

const YEAR = periodOf('year', Date.now() / 1000);

describe('gateway: quotas, books and filings over HTTP', () => {
  let world: World;
  let mine: Signer;
  let separator: Signer;
  before(async () => {
    world = await World.start();
    const { regulator, grower, distributor } = world.cast;
    [mine, separator] = [grower, distributor];
    await world.register(regulator, '监管局', 'regulator');
    await world.send('category', regulator, publication(PACK));
    await world.register(mine, '试验稀土矿', 'mine', { prefixes: [PREFIX] });
    await world.register(separator, '试验稀土分离厂', 'separator');
  });
  after(() => world.stop());

  const quotas = async (signer: Signer, query = ''): Promise<QuotasAnswer['accounts']> => {
    const { json } = await world.get(`/api/v1/quotas${query}`, { signer });
    return (json as QuotasAnswer).accounts;
  };
  const filings = async (signer: Signer, query: string): Promise<FilingsAnswer['filings']> => {
    const { json } = await world.get(`/api/v1/filings?${query}`, { signer });
    return (json as FilingsAnswer).filings;
  };
  const grant = (amount: string, period = YEAR) =>
    world.send(
      'quota',
      world.cast.regulator,
      quota({ participant: mine.participant, category: PACK.id, substance: 'REO', period, amount, uom: 'KGM' }),
    );

  it('says of categories what is balanced, and what has to be reported by when', async () => {
    const { json } = await world.get('/api/v1/categories');
    const [category] = (json as CategoriesAnswer).categories;
    expect(category?.balance).to.deep.equal({ substance: 'suyuan:element', period: 'year', quota: true });
    expect(category?.filings.map(({ id, period, dueDay }) => [id, period, dueDay])).to.deep.equal([
      ['monthly-flows', 'month', 10],
    ]);
  });

  it('tells a quota before anything draws on it, then what is left and the books; granted again it is so much in all', async () => {
    expect(await quotas(mine)).to.deep.equal([]);
    await grant('50');
    await grant('100');
    const [before, ...none] = await quotas(mine);
    expect(none).to.deep.equal([]);
    expect(before).to.deep.include({ category: PACK.id, substance: 'REO', uom: 'GRM', period: YEAR, left: '100000' });
    expect(before).not.to.have.property('book');
    await world.send('events', mine, birth());
    const [after] = await quotas(mine);
    expect(after?.quota).to.include({ amount: '100000', grantor: world.cast.regulator.participant });
    expect(after?.left).to.equal('60000');
    expect(after?.book).to.include({ opening: '0', in: '40000', out: '0', drawn: '40000', closing: '40000' });
  });

  it('tells those of another period where it is named, and of another participant to a regulator alone', async () => {
    const next = String(Number(YEAR) + 1);
    await grant('7', next);
    const named = `participant=${mine.participant}`;
    const [later, ...others] = await quotas(world.cast.regulator, `?${named}&period=${next}`);
    expect(later).to.include({ period: next, left: '7000' });
    expect(others).to.deep.equal([]);
    expect((await quotas(world.cast.regulator, `?${named}`)).map(({ period }) => period)).to.deep.equal([YEAR]);
    const code = async (path: string, signer?: Signer): Promise<string> =>
      ((await world.get(path, signer === undefined ? {} : { signer })).json as Problem).code;
    expect(await code(`/api/v1/quotas?${named}`, separator)).to.equal('FORBIDDEN');
    expect(await code('/api/v1/quotas')).to.equal('TOKEN_MISSING');
    expect(await code('/api/v1/quotas?period=2026-13', mine)).to.equal('QUERY_INVALID');
  });

  it('tells what is still to be reported, until it is', async () => {
    expect(await filings(separator, 'direction=in&outstanding=true')).to.deep.equal([]);
    const line = { lot: lotPath('RE1'), quantity: '20', uom: 'KGM' };
    const parties = { from: mine.participant, to: separator.participant };
    const id = await world.send(
      'events',
      mine,
      shipping({ at: new Date(), ...parties, lines: [line], ...more('shipping') }),
    );
    const [due, ...others] = await filings(separator, 'direction=in&outstanding=true');
    expect(others).to.deep.equal([]);
    expect(due).to.include({ id: 'monthly-flows', status: 'open', step: 'receiving', ref: `${id}#0` });
    expect(await filings(mine, 'direction=out&outstanding=true')).to.deep.equal([]);
    expect((await filings(mine, 'direction=out')).map(({ status }) => status)).to.deep.equal(['filed']);
    const seen = await filings(
      world.cast.regulator,
      `direction=in&outstanding=true&participant=${separator.participant}`,
    );
    expect(seen).to.deep.equal([due]);
    await world.send(
      'events',
      separator,
      receiving({ at: new Date(), shipment: `${id}#0`, lines: [line], ...more('receiving') }),
    );
    expect(await filings(separator, 'direction=in&outstanding=true')).to.deep.equal([]);
    expect((await filings(separator, 'direction=in')).map(({ status }) => status)).to.deep.equal(['filed']);
    const [own] = await quotas(mine);
    expect(own?.book).to.include({ out: '10000', closing: '30000' });
    const [theirs] = await quotas(separator);
    expect(theirs?.book).to.include({ in: '10000', closing: '10000' });
    expect(theirs).not.to.have.property('quota');
  });

  it('opens the books of a new period with what was there, before anything happens in it', async () => {
    const { service } = world.gateway;
    const later = service.now() + 370 * 86_400;
    Object.assign(service, { now: () => later });
    try {
      const authorization = `Bearer ${await world.token(mine, { now: later })}`;
      const { json } = await world.get('/api/v1/quotas', { authorization });
      const [own, ...others] = (json as QuotasAnswer).accounts;
      expect(others).to.deep.equal([]);
      expect(own).to.include({ period: periodOf('year', later), left: '7000' });
      expect(own?.book).to.include({ opening: '30000', in: '0', out: '0', drawn: '0', closing: '30000' });
    } finally {
      Object.assign(service, { now: () => Math.floor(Date.now() / 1000) });
    }
  });
});

const PACK = plainPack('rareearth');

/** All that the category asks for of a step. */
function more(step: 'shipping' | 'receiving') {
  const rules = new PackWorld(PACK);
  return { fields: rules.fields(step, ORE), references: rules.references(step) };
}

const ORE = { 'suyuan:element': 'REO', 'suyuan:oxideFactor': new JsonNumber('0.5') };

function birth() {
  const ilmd = { 'suyuan:origin': '某地', ...new PackWorld(PACK).fields('commissioning', ORE) };
  const about = { at: new Date(), lot: lotPath('RE1'), quantity: '80', uom: 'KGM', category: PACK.id };
  return commissioning({ ...about, product: { zh: '稀土精矿' }, ilmd });
}
