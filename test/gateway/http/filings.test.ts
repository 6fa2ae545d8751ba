import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import {
  amendment,
  commissioning,
  countersignature,
  decommissioning,
  extensionOf,
  publication,
  serving,
  shipping,
  type Signer,
} from '@suyuan/client';
import type { CategoryPack, Filed, FilingsAnswer, Problem } from '@suyuan/domain';
import { PackWorld } from '../../support/pack-world.js';
import { plainPack } from '../../support/plain-pack.js';
import { lotPath, PREFIX, World } from './world.js';

const PACK = plainPack('hazmat');
const DAY = 86_400;

/** The pack with another deadline of production and shipping, in days. */
function within(days: number, version: string): CategoryPack {
  const { commissioning: born = { roles: [] }, shipping: sent = { roles: [] } } = PACK.steps;
  const deadline = days * DAY;
  const steps = { ...PACK.steps, commissioning: { ...born, deadline }, shipping: { ...sent, deadline } };
  return { ...PACK, version, steps };
}

describe('gateway: what one made, used or destroyed, and when that had to be reported', () => {
  let world: World;
  let plant: Signer;
  let dealer: Signer;
  before(async () => {
    world = await World.start();
    const { regulator, grower, distributor } = world.cast;
    [plant, dealer] = [grower, distributor];
    await world.register(regulator, '监管局', 'regulator');
    await world.send('category', regulator, publication(PACK));
    await world.register(plant, '试验化工厂', 'producer', { prefixes: [PREFIX] });
    await world.register(dealer, '试验危化品经营部', 'distributor');
  });
  after(() => world.stop());

  const ago = (days: number): Date => new Date(Date.now() - days * DAY * 1000);
  const make = (lot: string, days: number): Promise<string> => {
    const produced = ago(days + 1)
      .toISOString()
      .slice(0, 10);
    const ilmd = new PackWorld(PACK).fields('commissioning', { 'suyuan:produced': produced });
    const about = { lot: lotPath(lot), quantity: '500', uom: 'GRM', category: PACK.id, product: { zh: '氰化钠' } };
    return world.send('events', plant, commissioning({ at: ago(days), ...about, ilmd }));
  };
  const filings = async (signer: Signer, query = ''): Promise<FilingsAnswer> => {
    const answer = await world.get(`/api/v1/filings?${query}`, { signer });
    expect(answer.status, answer.text).to.equal(200);
    return answer.json as FilingsAnswer;
  };
  const told = ({ step, status, id }: Filed): string => `${step} ${id} ${status}`;
  const own = async (query = ''): Promise<string[]> =>
    (await filings(plant, `direction=own${query}`)).filings.map(told);

  it('tells production in time and late, newest first', async () => {
    expect(await own()).to.deep.equal([]);
    const late = await make('CN1', 6);
    const soon = await make('CN2', 1);
    const { filings: found } = await filings(plant, 'direction=own');
    expect(found.map(({ ref }) => ref)).to.deep.equal([`${soon}#0`, `${late}#0`]);
    expect(found.map(told)).to.deep.equal(['commissioning deadline filed', 'commissioning deadline late']);
    expect(found.map(({ category }) => category)).to.deep.equal([PACK.id, PACK.id]);
    expect(found[1]?.due).to.equal((found[1]?.happened ?? 0) + 5 * DAY);
    expect(await own('&outstanding=true')).to.deep.equal([]);
    const first = await filings(plant, 'direction=own&limit=1');
    expect(first.filings).to.deep.equal(found.slice(0, 1));
    const after = encodeURIComponent(first.next ?? '');
    expect(await filings(plant, `direction=own&limit=1&after=${after}`)).to.deep.equal({
      participant: plant.participant,
      filings: found.slice(1),
    });
  });

  it('judges each by the rules of its time, when these have changed since', async () => {
    const lines = [{ lot: lotPath('CN1'), quantity: '1', uom: 'GRM' }];
    const parties = { from: plant.participant, to: dealer.participant };
    await world.send('events', plant, shipping({ at: ago(2), ...parties, lines }));
    await sleep(1100);
    await world.send('category', world.cast.regulator, amendment(PACK.version, within(10, '2.0.0')));
    await make('CN3', 6);
    const statuses = ['commissioning deadline filed', 'commissioning deadline filed', 'commissioning deadline late'];
    expect((await own()).sort()).to.deep.equal(statuses);
    const due = async (signer: Signer, direction: string): Promise<number[]> =>
      (await filings(signer, `direction=${direction}`)).filings.map((each) => (each.due - each.happened) / DAY);
    expect(await due(plant, 'out'), 'as it was shipped').to.deep.equal([5]);
    expect(await due(dealer, 'in')).to.deep.equal([5]);
    await world.send('events', plant, shipping({ at: ago(2), ...parties, lines }));
    expect((await due(plant, 'out')).sort()).to.deep.equal([10, 5]);
  });

  it('takes the shorter deadline of a local extension', async () => {
    await sleep(1100);
    const extension = {
      ...{ id: 'hazmat-37', extends: PACK.id, version: '1.0.0', division: '370000', names: { zh: '山东' } },
      ...{ inForce: { from: '2026-01-01' }, sources: [{ id: 'local', zh: '省规' }] },
      steps: { using: { deadline: DAY, sources: ['local'] } },
    };
    const { regulator } = world.cast;
    await world.send('category', regulator, extensionOf(extension));
    const fields = new PackWorld(PACK).fields('using');
    const lines = [{ lot: lotPath('CN2'), quantity: '5', uom: 'GRM' }];
    await world.send('events', plant, serving({ step: 'using', at: ago(0.5), lines, fields }));
    const [first] = (await filings(plant, 'direction=own')).filings;
    expect(first).to.include({ step: 'using', status: 'filed' });
    expect((first?.due ?? 0) - (first?.happened ?? 0)).to.equal(DAY);
  });

  it('has a destruction reported when the second signature is there, and open until then', async () => {
    const lines = [{ lot: lotPath('CN2'), quantity: '10', uom: 'GRM' }];
    const event = { ...decommissioning({ at: new Date(), lines }), bizStep: 'destroying', disposition: 'destroyed' };
    const id = await world.send('events', plant, event);
    const { filings: waiting } = await filings(plant, 'direction=own&outstanding=true');
    expect(waiting.map(told)).to.deep.equal(['destroying deadline open']);
    expect(waiting[0])
      .to.include({ ref: `${id}#0`, category: PACK.id })
      .and.not.to.have.property('recorded');
    expect((await own())[0]).to.equal('destroying deadline open');
    await world.send('countersignature', dealer, countersignature(`${id}#0`));
    expect(await own('&outstanding=true')).to.deep.equal([]);
    expect((await own())[0]).to.equal('destroying deadline filed');
  });

  it('is for oneself and regulators; a wrong direction or place is refused', async () => {
    const named = `direction=own&participant=${plant.participant}`;
    expect((await filings(world.cast.regulator, named)).filings).to.have.length(5);
    const code = async (path: string, signer: Signer): Promise<string> =>
      ((await world.get(`/api/v1/filings?${path}`, { signer })).json as Problem).code;
    expect(await code(named, dealer)).to.equal('FORBIDDEN');
    expect(await code('direction=up', plant)).to.equal('QUERY_INVALID');
    expect(await code('direction=own&after=..', plant)).to.equal('QUERY_INVALID');
    expect((await filings(dealer, 'direction=own')).filings).to.deep.equal([]);
  });
});
