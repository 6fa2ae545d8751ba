import { expect } from 'chai';
import type { DocumentsAnswer, LedgerAnswer, Problem } from '@suyuan/domain';
import { lotPath, World } from './world.js';

describe('gateway: the ledger away', () => {
  let world: World;
  before(async () => {
    world = await World.start();
    await world.populate();
    await world.commission('A1', '1000');
  });
  after(() => world.stop());

  const ship = async () => {
    const { grower, distributor } = world.cast;
    return world.sign('events', grower, [world.shippingOf('A1', '1', grower, distributor)]);
  };

  it('is said with 503 and when to come back; reading goes on; then it is well by itself', async function () {
    this.timeout(40_000);
    const [early, late] = [await ship(), await ship()];
    expect((await world.post(early)).status).to.equal(200);
    await world.embedded.stop();
    const away = await world.post(late);
    expect(away.status).to.equal(503);
    expect((away.json as Problem).code).to.equal('LEDGER_UNAVAILABLE');
    expect(Number(away.headers.get('retry-after'))).to.be.above(0);
    // What is on the ledger is known here, and what is wrong whatever the ledger holds too.
    expect((await world.post(early)).status).to.equal(200);
    const { grower, distributor } = world.cast;
    const bad = await world.sign('events', grower, [
      { ...world.shippingOf('A1', '1', grower, distributor), bizStep: 'picking' },
    ]);
    expect(((await world.post(bad)).json as Problem).code).to.equal('STEP_UNSUPPORTED');
    const mixed = await world.post({ documents: [early, late, bad] });
    expect(mixed.status).to.equal(207);
    const told = (mixed.json as DocumentsAnswer).results;
    expect(told.map(({ status }) => status)).to.deep.equal(['existing', 'unavailable', 'refused']);
    expect(told[1]?.errors?.map(({ code }) => code)).to.deep.equal(['LEDGER_UNAVAILABLE']);
    const [waiting] = (away.json as Problem).results ?? [];
    expect(waiting?.status).to.equal('unavailable');
    expect((await world.get(`/api/v1/items/${lotPath('A1')}`)).status).to.equal(200);
    await world.until(async () => (await world.get('/health/ready')).status === 503);
    expect((await world.get('/health/live')).status).to.equal(200);

    await world.startLedger();
    await world.until(async () => (await world.get('/health/ready')).status === 200, 20_000);
    const [result] = ((await world.post(late)).json as DocumentsAnswer).results;
    expect(result).to.include({ status: 'accepted' });
    expect(result?.record?.block).to.be.a('number');
  });

  it('does not keep a gateway from starting', async function () {
    this.timeout(40_000);
    await world.gateway.close();
    await world.embedded.stop();
    await world.startGateway();
    expect((await world.get('/health/live')).status).to.equal(200);
    expect((await world.get('/health/ready')).status).to.equal(503);
    expect((await world.get(`/api/v1/items/${lotPath('A1')}`)).status, 'out of the index').to.equal(200);
    expect((await world.post(await ship())).status).to.equal(503);
    await world.startLedger();
    await world.until(async () => (await world.get('/health/ready')).status === 200, 20_000);
    expect((await world.post(await ship())).status).to.equal(200);
  });

  it('stops without losing what it accepted', async () => {
    const documents = await Promise.all(Array.from({ length: 30 }, ship));
    const answers = documents.map((document) => world.post(document));
    await new Promise((resolve) => setTimeout(resolve, 30));
    const closing = world.gateway.close();
    const settled = await Promise.allSettled(answers);
    await closing;
    await world.startGateway();
    await world.until(async () => (await world.get('/health/ready')).status === 200);
    for (const [i, answer] of settled.entries()) {
      const status = answer.status === 'fulfilled' ? answer.value.status : 0;
      expect(status).to.be.oneOf([200, 503, 0]);
      const [again] = ((await world.post(documents[i])).json as DocumentsAnswer).results;
      expect(again?.status).to.equal(status === 200 ? 'existing' : again?.status);
    }
    const { height } = (await world.get('/api/v1/ledger')).json as LedgerAnswer;
    expect(height).to.equal(world.embedded.height);
  });
});
