import { expect } from 'chai';
import {
  countersignature,
  dispensing,
  documentId,
  errorDeclaration,
  packing,
  receiving,
  scrapping,
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
  type ItemAnswer,
  type JsonObject,
  type SignedDocument,
} from '@suyuan/domain';
import { destroyedBy } from '../../support/unit-world.js';
import { Capsules, sscc, unit } from './capsules.js';
import { lotPath, type World } from './world.js';

describe('gateway: commissionings of units, openings and destructions declared wrong', () => {
  let here: Capsules;
  let world: World;
  const at = () => new Date();

  before(async () => {
    here = await Capsules.start(destroyedBy(3));
    ({ world } = here);
    await here.release('B1', 'B2');
  });
  after(() => world.stop());

  const send = async (by: Signer, event: JsonObject): Promise<SignedDocument> => {
    const document = await world.sign('events', by, [event]);
    const answer = await world.post(document);
    expect(answer.status, answer.text).to.equal(200);
    return document;
  };
  /** The codes, none where it was accepted. */
  const declare = async (by: Signer, document: SignedDocument): Promise<readonly string[]> => {
    const { event, witness } = errorDeclaration(document, 0, { reason: 'incorrect_data' });
    const answer = await world.post({ ...(await world.sign('events', by, [event])), witness });
    const [result] = (answer.json as DocumentsAnswer).results;
    return (result?.errors ?? []).map(({ code }) => code);
  };
  const options = (item: string) => ({ pin: world.cast.regulator.thumbprint, item, now: 0, aud: world.aud });
  const verify = (answer: ItemAnswer, item: string): Promise<Verdict> => verifyItem(answer, options(item));
  const good = async (item: string): Promise<Verdict> => {
    const verdict = await verify(await here.show(item), item);
    expect(verdict.ok, JSON.stringify(verdict.checks)).to.equal(true);
    return verdict;
  };
  /** What a lying gateway and a lying signer could show together: a declaration that no ledger took. */
  const slip = async (answer: ItemAnswer, by: Signer, document: SignedDocument): Promise<ItemAnswer> => {
    const { event } = errorDeclaration(document, 0, { reason: 'incorrect_data' });
    const { jws, entries } = await world.sign('events', by, [event]);
    const id = documentId({ jws, entries });
    const [last] = Object.values(answer.evidence.documents).sort((a, b) => b.record.block - a.record.block);
    const record = { ...(last ?? expect.fail('no evidence')).record, document: id, kind: 'events' as const };
    const shown = {
      jws,
      record: { ...record, block: record.block + 1 },
      entries: [{ index: 0, entry: entries[0] ?? '', path: [] }],
    };
    const { documents } = answer.evidence;
    const journey = [...answer.journey, `${id}#0` as const];
    const unit = { batch: answer.unit?.batch ?? '', holder: by.participant };
    return { ...answer, unit, journey, evidence: { ...answer.evidence, documents: { ...documents, [id]: shown } } };
  };
  /** The codes of what is wrong. Of scripts fetched when they are needed the test's loader makes errors of another class. */
  const found = async (answer: ItemAnswer, item: string): Promise<string> => {
    const { ok, checks } = await verify(answer, item);
    expect(ok).to.equal(false);
    const details = checks.flatMap((check) => check.details);
    return details.map(({ code, facts }) => (code === 'EVIDENCE_INVALID' ? JSON.stringify(facts) : code)).join(' ');
  };
  const stepsOf = ({ story }: Verdict): string[] =>
    (story?.steps ?? []).flatMap((each) => {
      if ('certificate' in each) return [];
      return [`${each.step}${each.corrects === undefined ? '' : ' wrong'}${each.corrected === undefined ? '' : '!'}`];
    });

  it('show units that never were, with both events, and a client verifies that', async () => {
    const { grower, retailer } = world.cast;
    const wrong = await send(grower, here.birth('B1', ['A1', 'A2']));
    expect(await declare(retailer, wrong)).to.deep.equal(['ORIGINAL_UNKNOWN']);
    expect(await declare(grower, wrong)).to.deep.equal([]);

    const never = await here.show(unit('A1'));
    expect(never.unit).to.deep.equal({ batch: lotPath('B1'), unmade: never.journey.at(-1) });
    const told = await good(unit('A1'));
    expect(stepsOf(told)).to.deep.equal(['commissioning!', 'commissioning wrong']);
    expect(told.story?.holdings).to.deep.equal([]);
    expect(told.story?.quantities).to.include({ commissioned: '0', held: '0' });
    const batch = await here.show(lotPath('B1'));
    expect(batch.lot.unmade).to.equal(never.unit?.unmade);
    const about = await good(lotPath('B1'));
    expect(stepsOf(about)).to.deep.equal(['commissioning!', 'commissioning wrong']);
    expect(about.story).to.include({ units: 0 });

    const { unmade: _, ...silent } = never.unit ?? { batch: '' };
    const lies: ItemAnswer[] = [
      { ...never, unit: silent },
      { ...never, unit: { ...silent, holder: grower.participant } },
      { ...never, journey: never.journey.slice(0, -1) },
      { ...never, unit: { ...silent, batch: lotPath('B2'), unmade: never.journey[0] ?? '#0' } },
    ];
    for (const lie of lies) expect((await verify(lie, unit('A1'))).ok).to.equal(false);
    const shorter = { ...batch, journey: batch.journey.filter((ref) => ref !== never.unit?.unmade) };
    expect((await verify(shorter, lotPath('B1'))).ok).to.equal(false);
  });

  it('let them be commissioned as they are, in the same batch or another, and go on from there', async () => {
    const { grower, retailer } = world.cast;
    await send(grower, here.birth('B1', ['A1'], '2029-01-31'));
    await send(grower, here.birth('B2', ['A2']));
    expect((await here.show(unit('A1'))).unit).to.deep.equal({ batch: lotPath('B1'), holder: grower.participant });
    const all = ['commissioning!', 'commissioning wrong', 'commissioning'];
    for (const serial of ['A1', 'A2']) expect(stepsOf(await good(unit(serial)))).to.deep.equal(all);
    const elsewhere = await here.show(unit('A2'));
    expect(elsewhere.unit).to.deep.equal({ batch: lotPath('B2'), holder: grower.participant });
    expect((await verify({ ...elsewhere, unit: { ...elsewhere.unit, batch: lotPath('B1') } }, unit('A2'))).ok).to.equal(
      false,
    );
    expect((await good(lotPath('B1'))).story).to.include({ units: 1 });
    expect((await good(lotPath('B2'))).story).to.include({ units: 1 });

    // Whoever sends them on need not know in which event they came to be.
    const goods = [unit('A1'), unit('A2')];
    const sent = await world.send(
      'events',
      grower,
      shipping({ at: at(), from: grower.participant, to: retailer.participant, goods }),
    );
    await send(retailer, receiving({ at: at(), shipment: `${sent}#0`, goods }));
    expect((await good(unit('A2'))).story?.holdings[0]?.party.id).to.equal(retailer.participant);
  });

  it('come to nothing once a unit has left its maker’s loose stock', async () => {
    const { grower } = world.cast;
    const document = await send(grower, here.birth('B1', ['C1', 'C2'], '2029-01-31'));
    await send(grower, scrapping({ at: at(), units: [unit('C1')] }));
    expect(await declare(grower, document)).to.deep.equal(['BUILT_UPON']);
    await good(unit('C2'));
    expect(await found(await slip(await here.show(unit('C1')), grower, document), unit('C1'))).to.include('BUILT_UPON');
  });

  it('close a container again that was opened for all, with units and cartons in it', async () => {
    const { grower, retailer } = world.cast;
    await send(grower, here.birth('B1', ['D1', 'D2', 'D3'], '2029-01-31'));
    await send(grower, packing({ at: at(), container: sscc(1), items: [unit('D1')] }));
    await send(grower, packing({ at: at(), container: sscc(2), items: [sscc(1), unit('D2'), unit('D3')] }));
    const opened = await send(grower, unpacking({ at: at(), container: sscc(2) }));
    const read = async (path: string): Promise<ContainerAnswer> =>
      (await world.get(`/api/v1/containers/${path}`)).json as ContainerAnswer;
    expect(await read(sscc(2))).to.deep.include({ opened: true, units: [] });
    expect(await declare(retailer, opened)).to.deep.equal(['ORIGINAL_UNKNOWN']);
    expect(await declare(grower, opened)).to.deep.equal([]);
    const closed = await read(sscc(2));
    expect(closed).to.deep.include({ opened: false, units: [unit('D2'), unit('D3')], containers: [sscc(1)] });
    for (const container of [sscc(1), sscc(2)]) {
      const verdict = await verifyContainer(await read(container), options(container));
      expect(verdict.ok, JSON.stringify(verdict.checks)).to.equal(true);
      expect(verdict.holder?.id).to.equal(grower.participant);
    }
    expect((await here.show(unit('D1'))).unit).to.include({ container: sscc(1) });
    for (const serial of ['D1', 'D2']) {
      const told = stepsOf(await good(unit(serial)));
      expect(told.slice(-2)).to.deep.equal(['unpacking!', 'unpacking wrong']);
    }
    const inside = await world.post(await world.sign('events', grower, [scrapping({ at: at(), units: [unit('D2')] })]));
    expect((inside.json as DocumentsAnswer).results[0]?.errors?.[0]?.code).to.equal('INSIDE_CONTAINER');

    const again = await send(grower, unpacking({ at: at(), container: sscc(2) }));
    await send(grower, scrapping({ at: at(), units: [unit('D3')] }));
    expect(await declare(grower, again)).to.deep.equal(['BUILT_UPON']);
    await good(unit('D1'));
  });

  it('withdraw a destruction that waits for others’ signatures, and none that has any of them', async () => {
    const { grower, distributor, retailer } = world.cast;
    await send(grower, here.birth('B1', ['E1', 'E2'], '2029-01-31'));
    const destroying = { action: 'DELETE', bizStep: 'destroying' };
    const destroy = (serial: string): JsonObject => ({
      ...dispensing({ at: at(), units: [unit(serial)] }),
      ...destroying,
    });
    const waits = await send(grower, destroy('E1'));
    expect(await declare(grower, waits)).to.deep.equal([]);
    expect(stepsOf(await good(unit('E1'))).slice(-2)).to.deep.equal(['destroying!', 'destroying wrong']);
    expect((await here.show(unit('E1'))).unit).to.deep.equal({ batch: lotPath('B1'), holder: grower.participant });
    const gone = await world.send('events', grower, destroy('E2'));
    const sealed = await world.sign('events', grower, [destroy('E1')]);
    expect((await world.post(sealed)).status).to.equal(200);
    const answer = await world.get(`/api/v1/documents/${gone}`, { signer: grower });
    const { document } = answer.json as { readonly document: SignedDocument };
    for (const other of [distributor, retailer]) {
      await world.send('countersignature', other, countersignature(`${gone}#0`));
      expect(await declare(grower, document)).to.deep.equal(['BUILT_UPON']);
      expect(await found(await slip(await here.show(unit('E2')), grower, document), unit('E2'))).to.include(
        'BUILT_UPON',
      );
    }
    expect((await good(unit('E2'))).story?.quantities).to.include({ held: '0', decommissioned: '1' });
    expect(await declare(grower, sealed)).to.deep.equal([]);
    await good(unit('E1'));
  });
});
