import { expect } from 'chai';
import { documentId, generateKey, proveKey, webSigner } from '@suyuan/client';
import { gs1CheckDigit, type ItemAnswer, type SignedDocument } from '@suyuan/domain';
import { BAD_DOCUMENTS } from './bad-documents.js';
import { codes, refusal } from './outcomes.js';
import { Sender } from './sender.js';
import { lotPath, type World } from './world.js';

describe('gateway: bad input', () => {
  let sender: Sender;
  let world: World;
  before(async () => {
    sender = await Sender.start();
    ({ world } = sender);
  });
  after(() => world.stop());

  describe('alone', () => {
    for (const [what, make] of Object.entries(BAD_DOCUMENTS)) {
      it(`${what} is refused with its code`, async () => {
        const height = world.gateway.service.index.height;
        const [document, code] = await make(sender);
        const answer = await world.post(document);
        const problem = refusal(answer);
        expect(problem.code, answer.text).to.equal(code);
        expect(problem.results[0]).to.include({ status: 'refused' });
        expect(problem.results[0]?.errors?.[0]?.message)
          .to.be.a('string')
          .and.not.match(/\{[a-zA-Z]+\}/);
        expect(world.embedded.height, 'nothing of it in any block').to.equal(height);
      });
    }
  });

  it('leaves the documents that travel with it unharmed', async () => {
    const documents: unknown[] = [];
    const expected: string[] = [];
    for (const make of Object.values(BAD_DOCUMENTS)) {
      const [document, code] = await make(sender);
      documents.push(document, await sender.good());
      expected.push(code, 'accepted');
    }
    const answer = await world.post({ documents });
    expect(answer.status).to.equal(207);
    expect(codes(answer)).to.deep.equal(expected);
  });

  it('lets an SSCC pass that looks like a bank card', async () => {
    const body = '00690123456789012';
    const remark = `,"suyuan:pallet":"https://id.gs1.org/00/${body}${gs1CheckDigit(body)}"}`;
    const document = await sender.events(world.cast.grower, sender.ship('0.5').replace(/\}$/, remark));
    expect((await world.post(document)).status).to.equal(200);
  });

  it('tells every entry that fails, of three hundred', async () => {
    const document = await world.sign(
      'events',
      world.cast.grower,
      Array.from({ length: 300 }, () => sender.ship('100000')),
    );
    const began = Date.now();
    const [bad, fine] = [
      refusal(await world.post(document)),
      await world.post({ documents: [document, await sender.good()] }),
    ];
    expect(Date.now() - began).to.be.below(8_000);
    expect(bad.results[0]?.errors).to.have.length(300);
    expect(bad.results[0]?.errors?.map(({ entry }) => entry)).to.deep.equal(Array.from({ length: 300 }, (_, i) => i));
    expect(codes(fine)[1]).to.equal('accepted');
  });

  it('lets exactly one of two win the same stock, and tells the other which document did', async () => {
    const { grower, distributor } = world.cast;
    const rivals = await Promise.all(
      Array.from({ length: 8 }, () => sender.events(grower, world.shippingOf('RACE', '100', grower, distributor))),
    );
    const answers = await Promise.all(rivals.map((document) => world.post(document)));
    const winner = rivals[answers.findIndex(({ status }) => status === 200)] as SignedDocument;
    expect(answers.filter(({ status }) => status === 200)).to.have.length(1);
    for (const answer of answers.filter(({ status }) => status !== 200)) {
      const problem = refusal(answer);
      expect(problem).to.include({ code: 'INSUFFICIENT_QUANTITY', status: 409 });
      expect(problem.facts).to.include({ document: documentId(winner) });
    }
  });

  it('refuses what is received twice', async () => {
    const { grower, distributor } = world.cast;
    const id = await world.send('events', grower, world.shippingOf('B2', '1', grower, distributor));
    await world.send('events', distributor, world.receivingOf(`${id}#0`, 'B2', '1'));
    const again = await sender.events(distributor, world.receivingOf(`${id}#0`, 'B2', '1'));
    expect(refusal(await world.post(again)).code).to.equal('SHIPMENT_CLOSED');
  });

  it('refuses what a revoked key signs', async () => {
    const { regulator, grower } = world.cast;
    const spare = webSigner(await generateKey(grower.participant));
    await world.send('key', grower, { action: 'add', proof: await proveKey(spare) });
    expect(codes(await world.post(await sender.events(spare, sender.ship('0.1'))))).to.deep.equal(['accepted']);
    const { participant, thumbprint } = spare;
    const revocation = await world.send('key', regulator, {
      action: 'revoke',
      participant,
      thumbprint,
      reason: '遗失',
    });
    expect(refusal(await world.post(await sender.events(spare, sender.ship('0.1')))).code).to.equal('KEY_REVOKED');
    const item = (await world.get(`/api/v1/items/${lotPath('A1')}`)).json as ItemAnswer;
    expect(item.evidence.documents).to.include.keys(revocation);
  });
});
