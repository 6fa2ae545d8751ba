import { GatewayClient, GatewayProblem, generateKey, webSigner, type Signer } from '@suyuan/client';
import { parseAccess, type SignedDocument } from '@suyuan/domain';
import { expect } from 'chai';
import { HttpStub, type Told } from './http-stub.js';
import { refusal } from './refusal.js';

const FIRM = '91110000802100433B';
const QUICK = { attempts: 4, pause: 5, longestPause: 50, timeout: 300 };

describe('client calls to a gateway', () => {
  let stub: HttpStub;
  let signer: Signer;
  before(async () => {
    signer = webSigner(await generateKey(FIRM));
  });
  beforeEach(async () => {
    stub = new HttpStub();
    await stub.start();
  });
  afterEach(() => stub.stop());

  const inTurn = (...told: Told[]): void => {
    stub.tell = () => told.shift() ?? { body: { ok: true } };
  };
  const client = (more = {}): GatewayClient => new GatewayClient(stub.url, { retries: QUICK, ...more });

  it('try again while a gateway is away, and give its answer', async () => {
    inTurn({ cut: true }, { status: 503 }, { status: 429, headers: { 'retry-after': '0' } }, { body: { height: 7 } });
    expect(await client().ledger()).to.deep.equal({ height: 7 });
    expect(stub.asked).to.have.length(4);
  });

  it('wait as long as they are told to, but not for ever', async () => {
    inTurn({ status: 503, headers: { 'retry-after': '3600' } });
    const began = Date.now();
    await client().ledger();
    expect(Date.now() - began).to.be.within(40, 1000);
  });

  it('give up with what the last attempt met', async () => {
    stub.tell = () => ({ status: 503, body: problem('LEDGER_UNAVAILABLE', 503) });
    expect(await refusal(client().ledger())).to.equal('LEDGER_UNAVAILABLE');
    stub.tell = () => ({ cut: true });
    expect(await refusal(client().ledger())).to.equal('GATEWAY_UNREACHABLE');
    stub.tell = () => ({ status: 502, body: '<html>' });
    expect(await refusal(client().ledger())).to.equal('GATEWAY_ANSWER');
    expect(stub.asked).to.have.length(12);
    expect(await refusal(new GatewayClient('http://127.0.0.1:1', { retries: QUICK }).ledger())).to.equal(
      'GATEWAY_UNREACHABLE',
    );
  });

  it('send again, of many documents, those alone that the ledger could not take', async () => {
    const document = (jws: string) => ({ jws, entries: ['e'] });
    const away = { status: 'unavailable', errors: [{ code: 'LEDGER_UNAVAILABLE', facts: {}, message: '' }] };
    inTurn(
      { status: 207, body: { results: [{ status: 'accepted' }, away, { status: 'refused', errors: [] }, away] } },
      { status: 207, body: { results: [away, { status: 'accepted' }] } },
      { body: { results: [{ status: 'existing' }] } },
    );
    const { results } = await client().send(['a', 'b', 'c', 'd'].map(document));
    expect(results.map(({ status }) => status)).to.deep.equal(['accepted', 'existing', 'refused', 'accepted']);
    const sent = stub.asked.map(({ body }) => (JSON.parse(body) as { documents: SignedDocument[] }).documents);
    expect(sent.map((documents) => documents.map(({ jws }) => jws).join(''))).to.deep.equal(['abcd', 'bd', 'b']);
  });

  it('keep what is known when the ledger stays away', async () => {
    const away = { status: 'unavailable', errors: [{ code: 'LEDGER_UNAVAILABLE', facts: {}, message: '' }] };
    inTurn(
      { status: 207, body: { results: [{ status: 'accepted' }, away] } },
      ...Array.from({ length: 30 }, () => ({ cut: true as const })),
    );
    const documents = ['a', 'b'].map((jws) => ({ jws, entries: ['e'] }));
    const { results } = await client().send(documents);
    expect(results.map(({ status }) => status)).to.deep.equal(['accepted', 'unavailable']);
  });

  it('do not repeat what was refused, nor take a page for an answer', async () => {
    stub.tell = () => ({ status: 404, body: problem('NOT_FOUND', 404, { what: 'x' }) });
    const error = await client()
      .participant(FIRM)
      .catch((caught: unknown) => caught);
    expect(error).to.be.instanceOf(GatewayProblem);
    expect(error).to.deep.include({ code: 'NOT_FOUND', facts: { what: 'x' } });
    stub.tell = () => ({ body: '<html>hello</html>', headers: { 'content-type': 'text/html' } });
    expect(await refusal(client().ledger())).to.equal('GATEWAY_ANSWER');
    expect(stub.asked).to.have.length(2);
  });

  it('give up an attempt that is not answered in time', async () => {
    const late = new GatewayClient(stub.url, {
      retries: { ...QUICK, attempts: 2, timeout: 60 },
      fetch: (_, { signal }) =>
        new Promise((_resolve, reject) => signal?.addEventListener('abort', () => reject(new Error('aborted')))),
    });
    expect(await refusal(late.ledger())).to.equal('GATEWAY_UNREACHABLE');
  });

  it('tell a result a document, also where all of them were refused', async () => {
    const results = [{ status: 'refused', errors: [{ entry: 0, code: 'NOT_HOLDER', facts: {}, message: 'x' }] }];
    stub.tell = () => ({ status: 422, body: { ...problem('NOT_HOLDER', 422), results } });
    const documents = [{ jws: 'a.b.c', entries: ['x'] }];
    expect(await client().send(documents, { check: true })).to.deep.equal({ results });
    expect(stub.asked[0]).to.include({ method: 'POST', url: '/api/v1/documents?check=true' });
    expect(JSON.parse(stub.asked[0]?.body ?? '')).to.deep.equal({ documents });
  });

  it('sign one token for many questions, made out to the origin, and a new one where it is no longer taken', async () => {
    inTurn();
    const own = client({ signer });
    await own.holdings();
    await own.deliveries({ direction: 'in', status: 'in_transit' });
    const tokens = () => stub.asked.map(({ headers }) => headers.authorization?.replace('Bearer ', '') ?? '');
    expect(new Set(tokens()).size).to.equal(1);
    const access = parseAccess(tokens()[0] ?? '', Math.floor(Date.now() / 1000));
    expect(access).to.deep.include({ aud: stub.url, kid: { participant: FIRM, thumbprint: signer.thumbprint } });
    expect(access.exp - access.iat).to.be.at.most(300);
    inTurn({ status: 401, body: problem('TOKEN_EXPIRED', 401) });
    await own.holdings();
    expect(new Set(tokens()).size).to.equal(2);
    expect(await refusal(client().holdings())).to.equal('SIGNER_MISSING');
  });

  it('find the routes, in the language asked for, under a path of their own', async () => {
    inTurn();
    const under = new GatewayClient(`${stub.url}/trace/`, { language: 'en', retries: QUICK });
    await under.item('https://id.gs1.org/01/6901234567892/10/A%2F1', 'next page');
    await under.certificate(FIRM, 'HG/1');
    await under.participants();
    expect(stub.asked.map(({ url }) => url)).to.deep.equal([
      '/trace/api/v1/items/01/06901234567892/10/A%2F1?after=next+page',
      `/trace/api/v1/certificates/${FIRM}/HG%2F1`,
      '/trace/api/v1/participants',
    ]);
    expect(stub.asked[0]?.headers['accept-language']).to.equal('en');
    expect(under.labelUrl('/01/06901234567892/10/A1')).to.equal(`${stub.url}/trace/labels/01/06901234567892/10/A1.svg`);
  });

  it('gather a journey from all its pages', async () => {
    inTurn({ body: { next: 'a' } }, { body: { next: 'b' } }, { body: {} });
    expect(await client().itemPages('01/06901234567892/10/A1')).to.have.length(3);
    expect(stub.asked.map(({ url }) => url.split('?')[1])).to.deep.equal([undefined, 'after=a', 'after=b']);
  });
});

function problem(code: string, status: number, facts = {}) {
  return { type: `urn:suyuan:error:${code}`, title: code, status, detail: code, code, facts };
}
