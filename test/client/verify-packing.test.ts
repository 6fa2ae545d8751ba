import { expect } from 'chai';
import { packing, receiving, returning, shipping, unpacking, voiding } from '@suyuan/client';
import { failed } from './failed.js';
import { LOT, OTHER_LOT } from './ledger/apples.js';
import { pageOf } from './ledger/page-of.js';
import { CARTON, CRATE, OTHER_CARTON, PackedApples, PALLET } from './packed-apples.js';

describe('client verdict over quantities in containers', () => {
  let apples: PackedApples;

  beforeEach(async () => {
    apples = await PackedApples.begin();
  });

  it('follows them into cartons and onto pallets, from hand to hand, and out again in parts and whole', async () => {
    const { grower, distributor, retailer } = apples.cast;
    await apples.put(grower, CARTON, { lines: apples.lines('40') });
    await apples.put(grower, OTHER_CARTON, { lines: [...apples.lines('20'), ...apples.lines('30', OTHER_LOT)] });
    let story = await apples.good();
    expect(story.quantities).to.include({ held: '40', packed: '60', inTransit: '0' });
    expect(story.packed).to.deep.include({
      party: story.maker,
      quantity: '60',
      containers: [CARTON, OTHER_CARTON],
    });
    await apples.put(grower, PALLET, { items: [CARTON, OTHER_CARTON], lines: apples.lines('5') });
    const first = await apples.send(grower, distributor, [PALLET], '10');
    story = await apples.good();
    expect(story.quantities).to.include({ held: '25', packed: '0', inTransit: '75' });
    expect(story.inTransit.map(({ quantity }) => quantity)).to.deep.equal(['75']);
    await apples.get(distributor, first, [PALLET], '9');
    story = await apples.good();
    expect(story.quantities).to.include({ held: '34', packed: '65', missing: '1' });
    expect(story.packed.map(({ party, quantity }) => [party.id, quantity])).to.deep.equal([
      [distributor.participant, '65'],
    ]);

    await apples.take(distributor, PALLET, { items: [CARTON], lines: apples.lines('2') });
    expect((await apples.good()).quantities).to.include({ held: '36', packed: '63' });
    await apples.take(distributor, PALLET);
    expect((await apples.good()).quantities).to.include({ held: '39', packed: '60' });
    await apples.take(distributor, CARTON, { lines: apples.lines('15') });
    await apples.get(retailer, await apples.send(distributor, retailer, [CARTON]), [CARTON]);
    await apples.take(retailer, CARTON);
    await apples.take(distributor, OTHER_CARTON);
    story = await apples.good();
    expect(story.quantities).to.include({ held: '99', packed: '0', inTransit: '0', missing: '1' });
    expect(story.holdings.map(({ party, quantity }) => [party.id, quantity])).to.have.deep.members([
      ...[
        [grower.participant, '25'],
        [distributor.participant, '49'],
        [retailer.participant, '25'],
      ],
    ]);
    expect(
      story.steps.filter(({ step }) => step === 'unpacking').map((step) => 'quantity' in step && step.quantity),
    ).to.deep.equal(['42', '23', '15', '25', '20']);
    // Of the other lot what it went through in containers that carry both, and no more.
    const other = await apples.good(OTHER_LOT);
    expect(other.quantities).to.include({ held: '30', packed: '0' });
    expect(other.steps.map(({ step }) => step)).to.deep.equal([
      ...['certificate', 'commissioning', 'packing', 'packing', 'shipping', 'receiving', 'unpacking', 'unpacking'],
    ]);
  });

  it('follows what comes back: refused, returned after receipt, voided', async () => {
    const { ledger, grower, distributor } = apples.cast;
    await apples.put(grower, CARTON, { lines: apples.lines('40') });
    const back = { at: apples.at(), from: distributor.participant, to: grower.participant, goods: [CARTON] };
    const first = await apples.send(grower, distributor, [CARTON]);
    const refused = await ledger.send('events', distributor, returning({ ...back, at: apples.at(), shipment: first }));
    expect((await apples.good()).quantities).to.include({ inTransit: '40' });
    await apples.get(grower, `${refused}#0`, [CARTON]);
    expect((await apples.good()).packed[0]?.party.id).to.equal(grower.participant);
    const second = await apples.send(grower, distributor, [CARTON]);
    await apples.get(distributor, second, [CARTON]);
    const sent = await ledger.send('events', distributor, returning({ ...back, at: apples.at(), shipment: second }));
    await apples.get(grower, `${sent}#0`, [CARTON]);
    const third = await apples.send(grower, distributor, [CARTON]);
    await ledger.send('events', grower, voiding({ at: apples.at(), shipment: third, goods: [CARTON] }));
    await apples.take(grower, CARTON);
    expect((await apples.good()).quantities).to.include({ held: '100', packed: '0' });
  });

  it('follows a crate through its uses', async () => {
    const { grower, distributor } = apples.cast;
    await apples.put(grower, CRATE, { lines: apples.lines('10') });
    await apples.take(grower, CRATE);
    await apples.put(grower, CRATE, { lines: apples.lines('30', OTHER_LOT) });
    await apples.get(distributor, await apples.send(grower, distributor, [CRATE]), [CRATE]);
    expect((await apples.good()).steps.map(({ step }) => step)).to.deep.equal([
      ...['certificate', 'commissioning', 'packing', 'unpacking'],
    ]);
    await apples.take(distributor, CRATE);
    expect((await apples.good(OTHER_LOT)).holdings.map(({ party }) => party.id)).to.deep.equal([
      distributor.participant,
    ]);
  });

  it('finds out what a page says otherwise, or leaves out', async () => {
    const { ledger, grower, distributor } = apples.cast;
    await apples.put(grower, CARTON, { lines: apples.lines('40') });
    await apples.get(distributor, await apples.send(grower, distributor, [CARTON]), [CARTON]);
    await apples.take(distributor, CARTON);
    const answer = ledger.item(LOT);
    const more = answer.holdings.map(({ participant, holding }) => ({
      participant,
      holding: participant === distributor.participant ? { ...holding, quantity: '41' } : holding,
    }));
    expect(Object.keys(failed(await apples.check({ ...answer, holdings: more })))).to.deep.equal(['quantities']);
    const silent = answer.shipments.map(({ ref, shipment: { within: _, ...shipment } }) => ({ ref, shipment }));
    expect(Object.keys(failed(await apples.check({ ...answer, shipments: silent })))).to.deep.equal(['quantities']);
    // Without the opening it would still lie in the carton.
    const short = pageOf(answer, 0, answer.journey.length - 1);
    expect(failed(await apples.check({ ...short, holdings: answer.holdings }))).to.have.property('quantities');
  });

  it('takes no opening from whoever does not have the container, however it is shown', async () => {
    const { ledger, grower, distributor } = apples.cast;
    await apples.put(grower, CARTON, { lines: apples.lines('40') });
    await apples.slip(distributor, unpacking({ at: apples.at(), container: CARTON, lines: apples.lines('40') }));
    const verdict = await apples.check(ledger.item(LOT));
    expect(failed(verdict)).to.have.property('signers');
    expect(verdict.ok).to.equal(false);
  });

  it('follows what was declared wrong, and takes no declaration of what was built upon', async () => {
    const { ledger, grower, distributor } = apples.cast;
    await apples.sendAndRegret(grower, packing({ at: apples.at(), container: CARTON, lines: apples.lines('10') }));
    expect((await apples.good()).quantities).to.include({ held: '100', packed: '0' });
    await apples.put(grower, CARTON, { lines: apples.lines('40') });
    await apples.sendAndRegret(grower, unpacking({ at: apples.at(), container: CARTON, lines: apples.lines('5') }));
    await apples.sendAndRegret(grower, unpacking({ at: apples.at(), container: CARTON }));
    await apples.sendAndRegret(grower, packing({ at: apples.at(), container: PALLET, items: [CARTON] }));
    const parties = { from: grower.participant, to: distributor.participant };
    await apples.sendAndRegret(grower, shipping({ at: apples.at(), ...parties, goods: [CARTON] }));
    expect((await apples.good()).quantities).to.include({ held: '60', packed: '40', inTransit: '0' });
    const shipment = await apples.send(grower, distributor, [CARTON]);
    await apples.sendAndRegret(distributor, receiving({ at: apples.at(), shipment, goods: [CARTON] }));
    const story = await apples.good();
    expect(story.quantities).to.include({ held: '60', packed: '0', inTransit: '40' });
    expect(story.steps.filter((step) => 'corrects' in step)).to.have.length(6);

    const event = unpacking({ at: apples.at(), container: CARTON, lines: apples.lines('5') });
    await apples.get(distributor, shipment, [CARTON]);
    ledger.capture(await apples.sign(distributor, event));
    await ledger.send(
      'events',
      distributor,
      shipping({
        at: apples.at(),
        from: distributor.participant,
        to: apples.cast.retailer.participant,
        lines: apples.lines('1'),
      }),
    );
    const errorDeclaration = { declarationTime: apples.at().toISOString(), reason: 'incorrect_data' };
    await apples.good();
    await apples.slip(distributor, { ...event, errorDeclaration });
    expect(failed(await apples.check(ledger.item(LOT))).signers).to.deep.equal(['BUILT_UPON']);
  });
});
