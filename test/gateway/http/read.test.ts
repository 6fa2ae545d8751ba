import { expect } from 'chai';
import { GatewayClient, generateKey, proveKey, signAccess, verifyItem, webSigner } from '@suyuan/client';
import type {
  CertificateAnswer,
  DeliveriesAnswer,
  DocumentAnswer,
  HoldingsAnswer,
  LedgerAnswer,
  ParticipantAnswer,
  ParticipantsAnswer,
  Problem,
} from '@suyuan/domain';
import { lotPath, World, type Answer } from './world.js';

function problem(answer: Answer): Problem {
  expect(answer.headers.get('content-type')).to.contain('application/problem+json');
  return answer.json as Problem;
}

describe('gateway: what can be read', () => {
  let world: World;
  let shipping: string;
  let registration: string;
  before(async () => {
    world = await World.start();
    await world.populate();
    const { grower, distributor } = world.cast;
    await world.commission('A1', '100');
    shipping = await world.send('events', grower, world.shippingOf('A1', '10', grower, distributor));
    registration = await world.send('key', grower, {
      action: 'add',
      proof: await proveKey(webSigner(await generateKey(grower.participant))),
    });
  });
  after(() => world.stop());

  describe('by anybody', () => {
    it('the ledger', async () => {
      const ledger = (await world.get('/api/v1/ledger')).json as LedgerAnswer;
      expect(ledger).to.include({
        channel: 'suyuan',
        network: 'embedded',
        regulator: world.cast.regulator.thumbprint,
        height: world.embedded.height,
        aud: `urn:suyuan:ledger:suyuan:${world.embedded.genesis}`,
      });
    });

    it('the register, page by page', async () => {
      const found: string[] = [];
      let path = '/api/v1/participants?limit=2';
      for (;;) {
        const page = (await world.get(path)).json as ParticipantsAnswer;
        expect(page.participants.length).to.be.at.most(2);
        found.push(...page.participants.map(({ id }) => id));
        if (page.next === undefined) break;
        path = `/api/v1/participants?limit=2&after=${page.next}`;
      }
      expect(found).to.deep.equal(
        Object.values(world.cast)
          .map(({ participant }) => participant)
          .sort(),
      );
    });

    it('a participant and its keys', async () => {
      const { grower } = world.cast;
      const answer = (await world.get(`/api/v1/participants/${grower.participant}`)).json as ParticipantAnswer;
      expect(answer.participant).to.deep.include({ id: grower.participant, roles: ['producer'], status: 'active' });
      expect(answer.keys.map(({ thumbprint }) => thumbprint))
        .to.include(grower.thumbprint)
        .and.have.length(2);
      expect(problem(await world.get('/api/v1/participants/91370683MA3C8AAAAX')).code).to.equal('NOT_FOUND');
    });

    it('a certificate with its evidence', async () => {
      const { grower } = world.cast;
      const answer = await world.get(`/api/v1/certificates/${grower.participant}/HG-A1`);
      const { certificate, evidence } = answer.json as CertificateAnswer;
      expect(certificate).to.include({ type: 'compliance', result: 'pass', status: 'valid' });
      expect(Object.keys(evidence.documents)).to.have.length.of.at.least(3);
      expect(problem(await world.get(`/api/v1/certificates/${grower.participant}/nope`)).status).to.equal(404);
    });

    it('an item, however its path is written', async () => {
      const short = lotPath('A1').replace('01/0', '01/');
      expect((await world.get(`/api/v1/items/${short}`)).json).to.include({ item: lotPath('A1') });
    });

    it('no item that is not there, or was mistyped', async () => {
      expect(problem(await world.get(`/api/v1/items/${lotPath('ZZ')}`)).code).to.equal('NOT_FOUND');
      const mistyped = lotPath('A1').replace(/\d\/10/, (end) => `${(Number(end[0]) + 1) % 10}/10`);
      expect(problem(await world.get(`/api/v1/items/${mistyped}`)).code).to.equal('CHECK_DIGIT');
      expect(problem(await world.get('/api/v1/items/hello')).code).to.equal('IDENTIFIER_UNKNOWN');
      expect(problem(await world.get('/api/v1/items/01/%zz/10/A')).status).to.be.oneOf([404, 422]);
    });

    it('a label of a lot that is there', async () => {
      const label = await world.get(`/labels/${lotPath('A1')}.svg`);
      expect(label.headers.get('content-type')).to.contain('image/svg+xml');
      expect(label.text).to.contain('烟台红富士苹果').and.contain('翠谷红苹果专业合作社');
      expect(label.text).to.contain(`${world.gateway.url}/${lotPath('A1')}#r=${world.cast.regulator.thumbprint}`);
      expect(problem(await world.get(`/labels/${lotPath('ZZ')}.svg`)).code).to.equal('NOT_FOUND');
      expect(problem(await world.get(`/labels/${lotPath('A1')}`)).code).to.equal('NOT_FOUND');
    });
  });

  describe('with a token', () => {
    it('one’s own holdings and deliveries', async () => {
      const { grower, distributor } = world.cast;
      const mine = (await world.get('/api/v1/holdings', { signer: grower })).json as HoldingsAnswer;
      expect(mine.participant).to.equal(grower.participant);
      expect(mine.holdings.map(({ lot, holding }) => [lot, holding.quantity])).to.deep.equal([[lotPath('A1'), '90']]);
      const coming = await world.get('/api/v1/deliveries?direction=in', { signer: distributor });
      expect((coming.json as DeliveriesAnswer).deliveries.map(({ ref }) => ref)).to.deep.equal([`${shipping}#0`]);
      const gone = await world.get('/api/v1/deliveries?direction=out&status=received', { signer: grower });
      expect((gone.json as DeliveriesAnswer).deliveries).to.deep.equal([]);
    });

    it('another’s as a regulator alone', async () => {
      const { grower, distributor, regulator } = world.cast;
      const path = `/api/v1/holdings?participant=${grower.participant}`;
      expect(((await world.get(path, { signer: regulator })).json as HoldingsAnswer).holdings).to.have.length(1);
      expect(problem(await world.get(path, { signer: distributor }))).to.include({ status: 403, code: 'FORBIDDEN' });
    });

    it('a document that names one', async () => {
      const { grower, distributor, retailer, regulator } = world.cast;
      const path = `/api/v1/documents/${shipping}`;
      for (const signer of [grower, distributor, regulator]) {
        const { record, document } = (await world.get(path, { signer })).json as DocumentAnswer;
        expect(record.document).to.equal(shipping);
        expect(document.entries).to.have.length(1);
      }
      expect(problem(await world.get(path, { signer: retailer })).code).to.equal('FORBIDDEN');
      expect((await world.get(`/api/v1/documents/${registration}`, { signer: grower })).status).to.equal(200);
      expect(problem(await world.get(`/api/v1/documents/${'A'.repeat(43)}`, { signer: grower })).status).to.equal(404);
    });

    const now = () => Math.floor(Date.now() / 1000);
    const refusals: Record<string, () => Promise<readonly [string | undefined, string]>> = {
      'no token': () => Promise.resolve([undefined, 'TOKEN_MISSING']),
      'another scheme': () => Promise.resolve(['Basic YTpi', 'TOKEN_MISSING']),
      'something else': () => Promise.resolve(['Bearer abc', 'TOKEN_INVALID']),
      'one that has expired': async () => [
        `Bearer ${await world.token(world.cast.grower, { now: now() - 400 })}`,
        'TOKEN_EXPIRED',
      ],
      'one of too long a life': async () => [
        `Bearer ${await world.token(world.cast.grower, { lifetime: 3600 })}`,
        'TOKEN_INVALID',
      ],
      'one for another gateway': async () => [
        `Bearer ${await signAccess({ aud: 'https://elsewhere.example', signer: world.cast.grower })}`,
        'TOKEN_INVALID',
      ],
      'one of an unknown key': async () => [
        `Bearer ${await world.token(webSigner(await generateKey(world.cast.grower.participant)))}`,
        'TOKEN_INVALID',
      ],
      'one that was altered': async () => {
        const token = await world.token(world.cast.grower);
        return [`Bearer ${token.slice(0, -86)}${'A'.repeat(86)}`, 'TOKEN_INVALID'];
      },
      'a document': async () => {
        const { grower, distributor } = world.cast;
        const { jws } = await world.sign('events', grower, [world.shippingOf('A1', '1', grower, distributor)]);
        return [`Bearer ${jws}`, 'TOKEN_INVALID'];
      },
    };
    for (const [what, make] of Object.entries(refusals)) {
      it(`nothing with ${what}`, async () => {
        const [authorization, code] = await make();
        const answer = await world.get('/api/v1/holdings', authorization === undefined ? {} : { authorization });
        expect(problem(answer)).to.include({ status: 401, code });
        expect(answer.headers.get('www-authenticate')).to.match(/^Bearer/);
      });
    }

    it('nothing once the key is revoked or its participant suspended', async () => {
      const { regulator, retailer } = world.cast;
      const spare = webSigner(await generateKey(retailer.participant));
      await world.send('key', retailer, { action: 'add', proof: await proveKey(spare) });
      expect((await world.get('/api/v1/holdings', { signer: spare })).status).to.equal(200);
      const { participant, thumbprint } = spare;
      await world.send('key', regulator, { action: 'revoke', participant, thumbprint, reason: '遗失' });
      expect(problem(await world.get('/api/v1/holdings', { signer: spare })).facts).to.include({
        reason: 'KEY_REVOKED',
      });
      await world.send('participant', regulator, { action: 'suspend', id: participant, reason: '年检' });
      const answer = await world.get('/api/v1/holdings', { signer: retailer });
      expect(problem(answer).facts).to.include({ reason: 'PARTICIPANT_SUSPENDED' });
    });
  });

  describe('of a long journey', () => {
    it('all of it, page by page, each record on one of them', async () => {
      const { grower, distributor, regulator } = world.cast;
      await world.commission('LONG', '1000');
      const shipments = Array.from({ length: 120 }, () => world.shippingOf('LONG', '1', grower, distributor));
      const document = await world.send('events', grower, ...shipments);
      await world.send('events', distributor, world.receivingOf(`${document}#0`, 'LONG', '1'));
      const pages = await new GatewayClient(world.gateway.url).itemPages(lotPath('LONG'));
      expect(pages.map(({ journey }) => journey.length)).to.deep.equal([100, 23]);
      expect(pages.map((page) => page.shipments.length)).to.deep.equal([98, 22]);
      expect(pages.map(({ holdings }) => holdings.map(({ holding }) => holding.quantity))).to.deep.equal([
        [],
        ['880', '1'],
      ]);
      const verdict = await verifyItem(pages, {
        ...{ item: lotPath('LONG'), pin: regulator.thumbprint, now: Math.floor(Date.now() / 1000) },
      });
      expect(verdict.checks.filter(({ ok }) => !ok)).to.deep.equal([]);
      expect(verdict.story?.quantities).to.include({ held: '881', inTransit: '119' });
    });
  });
});
