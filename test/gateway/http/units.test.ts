import { expect } from 'chai';
import {
  countersignature,
  dispensing,
  documentId,
  packing,
  shipping,
  unpacking,
  verifyContainer,
  verifyItem,
  type Signer,
  type Verdict,
} from '@suyuan/client';
import {
  type ContainerAnswer,
  type DocumentsAnswer,
  type EntryRef,
  type ItemAnswer,
  type JsonObject,
} from '@suyuan/domain';
import { destroyedBy } from '../../support/unit-world.js';
import { Capsules, sscc, unit } from './capsules.js';
import { lotPath, type World } from './world.js';

describe('gateway: units and containers over HTTP', () => {
  let here: Capsules;
  let world: World;
  const at = () => new Date();

  before(async () => {
    here = await Capsules.start(destroyedBy(2));
    ({ world } = here);
    await here.release('B1');
    await world.send('events', world.cast.grower, here.birth('B1', ['A1', 'A2', 'A3', 'A4']));
  });
  after(() => world.stop());

  it('finds the way to units whose members need not say how: packed, handed over, opened, dispensed once', async () => {
    const { grower, distributor, retailer } = world.cast;
    const items = [unit('A1'), unit('A2')];
    await world.send('events', grower, packing({ at: at(), container: sscc(1), items }));
    await world.send('events', grower, packing({ at: at(), container: sscc(2), items: [sscc(1), unit('A3')] }));
    await here.handOver(grower, distributor, sscc(2));
    await world.send('events', distributor, unpacking({ at: at(), container: sscc(2) }));
    await here.handOver(distributor, retailer, sscc(1), unit('A3'));
    await world.send('events', retailer, unpacking({ at: at(), container: sscc(1), items: [unit('A2')] }));

    const twice = await Promise.all(
      [0, 1].map(() => world.sign('events', retailer, [dispensing({ at: at(), units: [unit('A2')] })])),
    );
    const answers = await Promise.all(twice.map((document) => world.post(document)));
    const told = answers.map(({ json }) => {
      const [result] = (json as DocumentsAnswer).results;
      return result?.errors?.[0]?.code ?? result?.status;
    });
    expect(told).to.have.members(['accepted', 'UNIT_DISPENSED']);
    // One that is still inside is named together with its container.
    const early = await world.post(
      await world.sign('events', retailer, [dispensing({ at: at(), units: [unit('A1')] })]),
      {},
      '?check=true',
    );
    expect((early.json as DocumentsAnswer).results[0]?.errors?.[0]).to.deep.include({
      code: 'INSIDE_CONTAINER',
      facts: { item: unit('A1'), container: sscc(1) },
    });
  });

  const verify = (answer: ItemAnswer, item: string): Promise<Verdict> =>
    verifyItem(answer, { pin: world.cast.regulator.thumbprint, item, now: answer.ledger.time ?? 0, aud: world.aud });
  const stepsOf = ({ story }: Verdict): string[] => (story?.steps ?? []).map(({ step }) => step);

  it('tells a unit’s story with that of its containers, and a client verifies it', async () => {
    const { retailer } = world.cast;
    const gone = await here.show(unit('A2'));
    expect(gone.unit).to.deep.equal({ batch: lotPath('B1'), ended: 'dispensing' });
    const verdict = await verify(gone, unit('A2'));
    expect(verdict.ok, JSON.stringify(verdict.checks)).to.equal(true);
    const moves = ['shipping', 'receiving', 'unpacking', 'shipping', 'receiving', 'unpacking'];
    const all = ['certificate', 'commissioning', 'packing', 'packing', ...moves, 'dispensing'];
    expect(stepsOf(verdict)).to.deep.equal(all);

    const inside = await here.show(unit('A1'));
    expect(inside.unit).to.deep.equal({ batch: lotPath('B1'), holder: retailer.participant, container: sscc(1) });
    expect((await verify(inside, unit('A1'))).ok).to.equal(true);
    expect((await verify(await here.show(unit('A3')), unit('A3'))).story?.holdings[0]?.party.id).to.equal(
      retailer.participant,
    );
    const loose = await verify(await here.show(unit('A4')), unit('A4'));
    expect(stepsOf(loose)).to.deep.equal(['certificate', 'commissioning']);
    expect((await world.get(`/api/v1/items/${unit('A5')}`)).status).to.equal(404);
  });

  it('tells a batch’s commissionings, and that its units are to be asked one by one', async () => {
    const batch = await here.show(lotPath('B1'));
    const verdict = await verify(batch, lotPath('B1'));
    expect(verdict.ok, JSON.stringify(verdict.checks)).to.equal(true);
    expect(verdict.story).to.include({ units: 4 });
    expect(stepsOf(verdict)).to.deep.equal(['certificate', 'commissioning']);
    expect(verdict.unknown).to.deep.include({ id: 'units', facts: { count: 4 } });
  });

  it('tells what is in a container, what that is in, and what it went through', async () => {
    const { grower, retailer } = world.cast;
    const read = async (path: string): Promise<ContainerAnswer> =>
      (await world.get(`/api/v1/containers/${path}`)).json as ContainerAnswer;
    const carton = await read(sscc(1));
    expect(carton).to.deep.include({
      holder: retailer.participant,
      opened: false,
      units: [unit('A1')],
      containers: [],
    });
    expect(carton.lots).to.deep.equal([{ lot: lotPath('B1'), quantity: '1', uom: 'H87' }]);
    expect(carton.journey).to.have.length(8);
    expect(await read(sscc(2))).to.deep.include({ opened: true, units: [], containers: [] });
    await world.send('events', grower, packing({ at: at(), container: sscc(3), items: [unit('A4')] }));
    await world.send('events', grower, packing({ at: at(), container: sscc(4), items: [sscc(3)] }));
    expect(await read(sscc(3))).to.deep.include({ holder: grower.participant, container: sscc(4) });
    expect(await read(sscc(4))).to.deep.include({ containers: [sscc(3)], units: [] });
    expect((await world.get(`/api/v1/containers/${sscc(9)}`)).status).to.equal(404);
    const options = { pin: world.cast.regulator.thumbprint, item: sscc(1), now: 0, aud: world.aud };
    const verdict = await verifyContainer(carton, options);
    expect(verdict.ok, JSON.stringify(verdict.checks)).to.equal(true);
    expect(verdict.holder?.id).to.equal(retailer.participant);
    expect(verdict.steps).to.have.length(8);
    const { holder: _, ...away } = carton;
    for (const lie of [
      { ...carton, holder: grower.participant },
      { ...away, shipment: carton.journey[0] ?? '#0' },
      { ...carton, container: sscc(2) },
      { ...carton, journey: carton.journey.slice(0, -1) },
      { ...carton, evidence: { documents: {} } },
    ] as ContainerAnswer[]) {
      expect((await verifyContainer(lie, options)).ok).to.equal(false);
    }
    expect((await verifyContainer(carton, { ...options, pin: 'A'.repeat(43) })).ok).to.equal(false);
    expect((await verifyContainer(carton, { ...options, item: sscc(2) })).ok).to.equal(false);
  });

  it('takes no word of a container’s step back from anybody but whoever signed it', async () => {
    const { distributor, retailer } = world.cast;
    const carton = (await world.get(`/api/v1/containers/${sscc(1)}`)).json as ContainerAnswer;
    const { documents } = carton.evidence;
    const last = documents[carton.journey.at(-1)?.split('#')[0] ?? ''] ?? expect.fail('no last document');
    const entry = last.entries[0]?.entry ?? '';
    const [, event] = JSON.parse(Buffer.from(entry, 'base64url').toString()) as [string, JsonObject];
    const options = { pin: world.cast.regulator.thumbprint, item: sscc(1), now: 0, aud: world.aud };
    const declaredBy = async (signer: Signer, change: JsonObject = {}): Promise<boolean> => {
      const errorDeclaration = { declarationTime: at().toISOString(), reason: 'incorrect_data' };
      const declared = await world.sign('events', signer, [{ ...event, ...change, errorDeclaration }]);
      const id = documentId(declared);
      const shown = {
        jws: declared.jws,
        record: { ...last.record, document: id, transaction: last.record.transaction + 1 },
        entries: [{ index: 0, entry: declared.entries[0] ?? '', path: [] }],
      };
      const journey = [...carton.journey, `${id}#0`] as EntryRef[];
      const told = { ...carton, journey, evidence: { documents: { ...documents, [id]: shown } } };
      return (await verifyContainer(told, options)).ok;
    };
    expect(await declaredBy(retailer)).to.equal(true);
    expect(await declaredBy(distributor)).to.equal(false);
    expect(await declaredBy(retailer, { eventTime: at().toISOString() })).to.equal(false);
  });

  it('takes back what was declared wrong, of units and containers, and a client verifies it', async () => {
    const { grower, retailer } = world.cast;
    await world.send('events', grower, here.birth('B1', ['C1', 'C2']));
    const more = ['C1', 'C2'].map(unit);
    await here.regret(grower, packing({ at: at(), container: sscc(5), items: more }));
    expect((await world.get(`/api/v1/containers/${sscc(5)}`)).status).to.equal(404);
    expect((await verify(await here.show(unit('C1')), unit('C1'))).story?.holdings[0]?.party.id).to.equal(
      grower.participant,
    );
    await world.send('events', grower, packing({ at: at(), container: sscc(5), items: more }));
    const parties = { from: grower.participant, to: retailer.participant };
    await here.regret(grower, shipping({ at: at(), ...parties, goods: [sscc(5)] }));
    await here.handOver(grower, retailer, sscc(5));
    await here.regret(retailer, unpacking({ at: at(), container: sscc(5), items: [unit('C1')] }));
    await world.send('events', retailer, unpacking({ at: at(), container: sscc(5), items: [unit('C1')] }));
    await here.regret(retailer, dispensing({ at: at(), units: [unit('C1')] }));
    const told = await verify(await here.show(unit('C1')), unit('C1'));
    expect(told.ok, JSON.stringify(told.checks)).to.equal(true);
    expect(told.story?.holdings[0]?.party.id).to.equal(retailer.participant);
    expect(stepsOf(told).filter((step) => step === 'dispensing')).to.have.length(2);
    expect(told.story?.steps.filter((step) => 'corrected' in step)).to.have.length(4);
    const inside = await verify(await here.show(unit('C2')), unit('C2'));
    expect(inside.ok, JSON.stringify(inside.checks)).to.equal(true);
    await world.send('events', retailer, dispensing({ at: at(), units: [unit('C1')] }));
    expect((await verify(await here.show(unit('C1')), unit('C1'))).ok).to.equal(true);
  });

  it('destroys a unit with two signatures, and tells so', async () => {
    const { grower, distributor } = world.cast;
    const destroy = { ...dispensing({ at: at(), units: [unit('A4')] }), action: 'DELETE', bizStep: 'destroying' };
    await world.send('events', grower, unpacking({ at: at(), container: sscc(4), items: [sscc(3)] }));
    await world.send('events', grower, unpacking({ at: at(), container: sscc(3), items: [unit('A4')] }));
    const id = await world.send('events', grower, destroy);
    const waiting = await verify(await here.show(unit('A4')), unit('A4'));
    expect(waiting.ok, JSON.stringify(waiting.checks)).to.equal(true);
    expect(waiting.story?.holdings[0]?.party.id).to.equal(grower.participant);
    await world.send('countersignature', distributor, countersignature(`${id}#0`));
    const gone = await here.show(unit('A4'));
    expect(gone.unit).to.deep.equal({ batch: lotPath('B1'), ended: 'destroying' });
    const verdict = await verify(gone, unit('A4'));
    expect(verdict.ok, JSON.stringify(verdict.checks)).to.equal(true);
    expect(verdict.story?.quantities).to.include({ held: '0', decommissioned: '1' });
  });

  it('is found out where it says of a unit what its entries do not', async () => {
    const honest = await here.show(unit('A2'));
    const { distributor } = world.cast;
    const lies: ItemAnswer[] = [
      { ...honest, unit: { batch: lotPath('B1'), holder: distributor.participant } },
      { ...honest, unit: { batch: lotPath('B2'), ended: 'dispensing' } },
      { ...honest, journey: honest.journey.slice(0, -1) },
      { ...honest, lot: { ...honest.lot, maker: distributor.participant } },
    ];
    for (const lie of lies) expect((await verify(lie, unit('A2'))).ok).to.equal(false);
    const { unit: _, ...silent } = honest;
    expect((await verify(silent, unit('A2'))).ok).to.equal(false);
  });
});
