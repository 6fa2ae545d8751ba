import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { credentials, type ChannelCredentials } from '@grpc/grpc-js';
import { expect } from 'chai';
import { writeIdentity } from '@suyuan/block';
import { registration } from '@suyuan/client';
import { keys, ledgerAudience } from '@suyuan/domain';
import { Firm } from '../support/firm.js';
import { selfSigned } from './certificate.js';
import { CHANNEL, FABRIC_3_1, PeerSide } from './peer-side.js';
import { PROGRAMS, startChaincode, type Running } from './process.js';

const SUYUAN_GENESIS = 'ab'.repeat(32);

describe('the chaincode process', () => {
  const regulator = new Firm('11100000000013127D');
  const env = { SUYUAN_REGULATOR: regulator.thumbprint, SUYUAN_GENESIS };
  const sides: PeerSide[] = [];
  const processes: Running[] = [];
  let folder: string;
  let pair: { readonly key: Buffer; readonly certificate: Buffer };
  let creator: Uint8Array;

  before(async () => {
    pair = await selfSigned();
    creator = writeIdentity('ProducerMSP', pair.certificate);
    folder = await mkdtemp(join(tmpdir(), 'suyuan-chaincode-'));
    await writeFile(join(folder, 'key.pem'), pair.key);
    await writeFile(join(folder, 'certificate.pem'), pair.certificate);
  });

  afterEach(() => {
    for (const side of sides.splice(0)) side.close();
  });

  after(async () => {
    await Promise.all(processes.map((each) => each.stop()));
    await rm(folder, { recursive: true });
  });

  async function start(program: readonly string[], more: NodeJS.ProcessEnv = {}): Promise<Running> {
    const running = await startChaincode(program, { ...env, ...more });
    processes.push(running);
    return running;
  }

  async function call({ address }: Running, announced?: typeof FABRIC_3_1, how?: ChannelCredentials) {
    const side = await PeerSide.connect(address, how ?? credentials.createInsecure(), announced);
    sides.push(side);
    return side;
  }

  describe('with a contract that does all there is', () => {
    let shelf: Running;

    before(async () => {
      shelf = await start(PROGRAMS.shelf);
    });

    it('registers by its id and runs reads, writes and ranges as single calls', async () => {
      const side = await call(shelf, FABRIC_3_1);
      expect(side.registered).to.equal('trace:1');
      const put = await side.run(creator, 'put', 'a', '苹果');
      expect(put).to.deep.include({ status: 200, payload: '', asked: ['PUT_STATE', 'GET_STATE'] });
      side.commit(put);
      for (const key of ['b', 'c', 'd']) side.commit(await side.run(creator, 'put', key, `${key}!`));
      const walked = await side.run(creator, 'range', 'a', 'd');
      expect(walked.payload).to.equal('a=苹果 b=b! c=c!');
      expect(walked.asked.slice(0, 2)).to.deep.equal(['GET_STATE_BY_RANGE', 'QUERY_STATE_NEXT']);
    });

    it('reads and writes many keys in one message each, as many as the peer takes', async () => {
      const side = await call(shelf, FABRIC_3_1);
      const filled = await side.run(creator, 'fill', '2500');
      expect(filled.asked).to.deep.equal(['WRITE_BATCH_STATE', 'WRITE_BATCH_STATE', 'WRITE_BATCH_STATE']);
      expect(filled.writes.size).to.equal(2500);
      side.commit(filled);
      const wanted = Array.from({ length: 1001 }, (_, i) => (i === 500 ? 'missing' : `k${i}`));
      const read = await side.run(creator, 'many', JSON.stringify(wanted));
      expect(read.asked).to.deep.equal(['GET_STATE_MULTIPLE', 'GET_STATE_MULTIPLE']);
      const values = JSON.parse(read.payload) as (string | null)[];
      expect(values).to.have.length(1001);
      expect([values[0], values[499], values[500], values[1000]]).to.deep.equal(['v0', 'v499', null, 'v1000']);
    });

    it('keeps to what a peer announced, and to single calls where it announced nothing', async () => {
      const small = await call(shelf, { reads: 2, writes: 2 });
      const halves = await small.run(creator, 'fill', '3');
      expect(halves.asked).to.deep.equal(['WRITE_BATCH_STATE', 'WRITE_BATCH_STATE']);
      const old = await call(shelf);
      const filled = await old.run(creator, 'fill', '2');
      expect(filled.asked).to.deep.equal(['PUT_STATE', 'PUT_STATE']);
      old.commit(filled);
      const read = await old.run(creator, 'many', '["k1","k9"]');
      expect(read).to.deep.include({ payload: '["v1",null]', asked: ['GET_STATE', 'GET_STATE'] });
    });

    it("tells a peer's refusal as the call's error", async () => {
      const side = await call(shelf, FABRIC_3_1);
      side.fail = 'no ledger context';
      const read = await side.run(creator, 'many', '["k1"]');
      expect(read.status).to.equal(500);
      expect(read.message).to.include('no ledger context');
    });

    it('runs transactions side by side on one stream', async () => {
      const side = await call(shelf, FABRIC_3_1);
      const all = Array.from({ length: 50 }, (_, i) => side.run(creator, 'put', `k${i}`, `v${i}`));
      const runs = await Promise.all(all);
      expect(runs.map(({ writes }, i) => writes.get(`k${i}`))).to.deep.equal(runs.map((_, i) => `v${i}`));
    });

    it('answers wrong calls with an error', async () => {
      const side = await call(shelf, FABRIC_3_1);
      expect(await side.run(creator, 'fail')).to.include({ status: 500, message: '{"code":"REFUSED"}' });
      const message = 'Expected 2 parameters, but 0 have been supplied';
      expect(await side.run(creator, 'put')).to.include({ status: 500, message });
      expect((await side.run(creator, 'nothing')).status).to.equal(500);
    });
  });

  describe('with the contracts of the ledger', () => {
    it('captures a document in few reads and one write, and refuses it the second time', async () => {
      const trace = await start(PROGRAMS.trace);
      const side = await call(trace, FABRIC_3_1);
      const entry = registration({
        ...{ id: regulator.id, name: { zh: '市场监督管理局' }, roles: ['regulator'], division: '370686', prefixes: [] },
        proof: regulator.proof(),
      });
      const claims = { aud: ledgerAudience(CHANNEL, SUYUAN_GENESIS), iat: Math.floor(Date.now() / 1000) };
      const { jws, entries } = regulator.document('participant', [entry], claims);
      const capture = JSON.stringify({ v: 1, documents: [{ jws, entries }] });
      const first = await side.run(creator, 'capture', capture);
      expect(first.message).to.equal('');
      expect(first.asked.filter((name) => name !== 'GET_STATE_MULTIPLE')).to.deep.equal(['WRITE_BATCH_STATE']);
      expect(first.asked.length).to.be.at.most(4);
      expect([...first.writes.keys()]).to.include(keys.participant(regulator.id));
      side.commit(first);
      const again = await side.run(creator, 'capture', capture);
      expect(again.status).to.equal(500);
      expect(JSON.parse(again.message)).to.deep.include({ code: 'REFUSED', count: 1 });
      expect(again.writes.size).to.equal(0);
      const state = await side.run(creator, 'state', JSON.stringify([keys.participant(regulator.id), 'nothing']));
      expect(JSON.parse(state.payload)).to.have.nested.property('[0].status', 'active');
      expect((await side.run(creator, 'version')).payload).to.equal(trace.said['version']);
      expect(trace.said['version']).to.match(/^\d+\.\d+\.\d+\+[0-9a-f]{12}$/);
    });

    it('answers the calls that it has before it ends, when it is asked to', async () => {
      const trace = await start(PROGRAMS.trace);
      const side = await call(trace, FABRIC_3_1);
      let release = (): void => undefined;
      side.held = new Promise((resolve) => (release = resolve));
      const run = side.run(creator, 'state', '["nothing"]');
      await setTimeout(100);
      let ended = false;
      const stopped = trace.stop().then(() => (ended = true));
      await setTimeout(300);
      expect(ended).to.equal(false);
      release();
      expect(await run).to.include({ status: 200, payload: '[null]' });
      await stopped;
    });

    it('ends at once where nobody waits for it any more', async () => {
      const trace = await start(PROGRAMS.trace);
      const side = await call(trace, FABRIC_3_1);
      side.held = new Promise(() => undefined);
      void side.run(creator, 'state', '["nothing"]');
      await setTimeout(100);
      const stopped = trace.stop();
      side.close();
      await stopped;
    });

    it('is served over TLS, to peers that show a certificate where that is asked', async () => {
      const { key, certificate } = pair;
      const files = {
        CHAINCODE_TLS_KEY: join(folder, 'key.pem'),
        CHAINCODE_TLS_CERT: join(folder, 'certificate.pem'),
      };
      const open = await start(PROGRAMS.trace, files);
      const trusting = await call(open, FABRIC_3_1, credentials.createSsl(certificate));
      expect((await trusting.run(creator, 'version')).status).to.equal(200);
      const closed = await start(PROGRAMS.trace, { ...files, CHAINCODE_CLIENT_CA_CERT: files.CHAINCODE_TLS_CERT });
      const known = await call(closed, FABRIC_3_1, credentials.createSsl(certificate, key, certificate));
      expect((await known.run(creator, 'version')).status).to.equal(200);
      const refused = await call(closed, FABRIC_3_1, credentials.createSsl(certificate)).catch((e: unknown) => e);
      expect(refused).to.be.instanceOf(Error);
    });

    it('says what its environment lacks', async () => {
      const failing = async (more: NodeJS.ProcessEnv) => {
        const started = await startChaincode(PROGRAMS.trace, { ...env, ...more }).catch((e: unknown) => String(e));
        return typeof started === 'string' ? started : (await started.stop(), 'it started');
      };
      expect(await failing({ CORE_CHAINCODE_ID_NAME: '' })).to.include('CORE_CHAINCODE_ID_NAME must be set');
      expect(await failing({ SUYUAN_REGULATOR: undefined })).to.include('SUYUAN_REGULATOR');
      expect(await failing({ CHAINCODE_TLS_KEY: 'key.pem' })).to.include('belong together');
    });
  });
});
