import { expect } from 'chai';
import { certificate, verifyItem } from '@suyuan/client';
import type { DeliveriesAnswer, HoldingsAnswer, ItemAnswer } from '@suyuan/domain';
import { lotPath, World } from './world.js';

describe('gateway: an apple’s way over HTTP', () => {
  let world: World;
  before(async () => {
    world = await World.start();
    await world.populate();
  });
  after(() => world.stop());

  it('answers a hand-off with evidence that a client verifies', async () => {
    const { grower, distributor, laboratory, regulator } = world.cast;
    await world.commission('A1');
    const shipment = await world.send('events', grower, world.shippingOf('A1', '500', grower, distributor));
    expect((await holdings(world)).holdings).to.have.length(0);
    expect(await inTransit(world)).to.deep.equal([`${shipment}#0`]);
    await world.send('events', distributor, world.receivingOf(`${shipment}#0`, 'A1', '488.5'));
    const about = { type: 'inspection', number: 'J-1', category: 'agri', lots: [lotPath('A1')], issued: '2026-10-22' };
    await world.send('certificate', laboratory, certificate({ ...about, result: 'pass' }));

    const answer = await world.get(`/api/v1/items/${lotPath('A1')}`);
    expect(answer.status).to.equal(200);
    const item = answer.json as ItemAnswer;
    expect(item.journey).to.have.length(5);
    expect(item.holdings.map(({ participant, holding }) => [participant, holding.quantity])).to.have.deep.members([
      [grower.participant, '1500'],
      [distributor.participant, '488.5'],
    ]);
    expect(item.shipments[0]?.shipment).to.include({ status: 'received' });
    expect(item.certificates.map(({ number }) => number)).to.have.members(['HG-A1', 'J-1']);
    expect(Object.keys(item.participants)).to.include.members([grower.participant, regulator.participant]);
    const verdict = await verifyItem(item, {
      pin: regulator.thumbprint,
      item: lotPath('A1'),
      now: item.ledger.time ?? 0,
      aud: world.aud,
    });
    expect(verdict.ok, JSON.stringify(verdict.checks)).to.equal(true);

    expect(await inTransit(world)).to.deep.equal([]);
    expect((await holdings(world)).holdings[0]).to.deep.include({ lot: lotPath('A1'), product: item.lot.product });
  });
});

async function holdings(world: World): Promise<HoldingsAnswer> {
  return (await world.get('/api/v1/holdings', { signer: world.cast.distributor })).json as HoldingsAnswer;
}

async function inTransit(world: World): Promise<readonly string[]> {
  const path = '/api/v1/deliveries?direction=in&status=in_transit';
  const answer = (await world.get(path, { signer: world.cast.distributor })).json as DeliveriesAnswer;
  return answer.deliveries.map(({ ref }) => ref);
}
