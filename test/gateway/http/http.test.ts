import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Problem } from '@suyuan/domain';
import { World, type Answer } from './world.js';

function problem(answer: Answer): Problem {
  expect(answer.headers.get('content-type')).to.contain('application/problem+json');
  return answer.json as Problem;
}

describe('gateway: over HTTP', () => {
  let world: World;
  let webDir: string;
  before(async () => {
    webDir = await mkdtemp(join(tmpdir(), 'suyuan-web-'));
    await mkdir(join(webDir, 'assets'));
    const files = {
      'index.html': '<p>consumer',
      'member.html': '<p>member',
      'assets/a-1b2c.js': 'let a',
      'assets/a-1b2c.js.br': 'br',
      'assets/a-1b2c.js.gz': 'gz',
    };
    for (const [name, text] of Object.entries(files)) await writeFile(join(webDir, name), text);
    world = await World.start();
    await world.gateway.close();
    await world.startGateway({ webDir, rates: { reads: 0, writes: 0 } });
    await world.until(async () => (await world.get('/health/ready')).status === 200);
  });
  after(async () => {
    await world.stop();
    await rm(webDir, { recursive: true, force: true });
  });

  describe('a body', () => {
    const code = async (answer: Promise<Answer>) => problem(await answer).code;

    it('must be JSON by its type', async () => {
      for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/json; charset=gbk', '']) {
        const answer = await world.post('{}', { 'content-type': type });
        expect(problem(answer)).to.include({ status: 415, code: 'UNSUPPORTED_MEDIA_TYPE' });
      }
      expect(await code(world.post('{}', { 'content-encoding': 'gzip' }))).to.equal('UNSUPPORTED_MEDIA_TYPE');
      expect(await code(world.post('{}', { 'content-type': 'application/json; charset=UTF-8' }))).to.equal(
        'DOCUMENT_INVALID',
      );
    });

    it('must be JSON by its content, without what JSON.parse lets pass', async () => {
      expect(await code(world.post('{"jws":'))).to.equal('JSON_INVALID');
      expect(await code(world.post(''))).to.equal('JSON_INVALID');
      expect(await code(world.post('{"jws":"a","jws":"b","entries":[]}'))).to.equal('JSON_DUPLICATE_NAME');
      expect(await code(world.post('{"__proto__":{},"jws":"a","entries":[]}'))).to.equal('JSON_FORBIDDEN_NAME');
      expect(await code(world.post('['.repeat(5000) + ']'.repeat(5000)))).to.equal('JSON_TOO_DEEP');
      const answer = world.fetch('/api/v1/documents', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: new Uint8Array([0x22, 0xff, 0x22]),
      });
      expect(await code(answer)).to.equal('BAD_ENCODING');
    });

    it('must be a capture', async () => {
      for (const body of ['[]', '7', '{"documents":[]}', '{"documents":{}}', '{"documents":[{}],"x":1}']) {
        expect(await code(world.post(body))).to.equal('CAPTURE_INVALID');
      }
      const many = JSON.stringify({ documents: Array.from({ length: 1001 }, () => ({})) });
      expect(await code(world.post(many))).to.equal('FIELD_TOO_LONG');
    });

    it('of ten megabytes is refused, and not kept', async () => {
      const answer = await world.post(`"${'a'.repeat(10 * 1024 * 1024)}"`);
      expect(problem(answer)).to.include({ status: 413, code: 'BODY_TOO_LARGE' });
    });

    it('that comes in pieces without end is cut off', async () => {
      const sent = await new Promise<number>((resolve) => {
        const piece = Buffer.alloc(1024 * 1024, 0x20);
        let count = 0;
        const { port } = world.gateway;
        const options = {
          port,
          method: 'POST',
          path: '/api/v1/documents',
          headers: { 'content-type': 'application/json' },
        };
        const endless = request(options);
        endless.on('error', () => resolve(count));
        endless.on('response', (response) => response.resume().on('close', () => resolve(count)));
        const more = (): void => {
          if (count++ < 500 && !endless.destroyed) endless.write(piece, more);
          else resolve(count);
        };
        more();
      });
      expect(sent).to.be.below(200);
    });
  });

  it('speaks Chinese, or English where that is preferred', async () => {
    const zh = await world.get('/api/v1/participants/x');
    expect(problem(zh).detail).to.equal('没有 x。');
    expect(zh.headers.get('content-language')).to.equal('zh-CN');
    const en = await world.get('/api/v1/participants/x', { 'accept-language': 'en-GB,en;q=0.9,zh;q=0.5' });
    expect(problem(en)).to.include({ detail: 'There is no x.', title: 'Not Found' });
    expect(en.headers.get('vary')).to.contain('Accept-Language');
    const other = await world.get('/api/v1/participants/x', { 'accept-language': 'fr' });
    expect(other.headers.get('content-language')).to.equal('zh-CN');
    const refused = await world.post('{"jws":"a.b","entries":["a"]}', { 'accept-language': 'en' });
    expect(refused.text).to.contain('not a compact JWS');
  });

  it('tells queries that are not known or not valid', async () => {
    for (const query of ['?limit=0', '?limit=x', '?limt=3', '?after=1&after=2']) {
      expect(problem(await world.get(`/api/v1/participants${query}`)).code).to.equal('QUERY_INVALID');
    }
  });

  it('answers what is not there with a problem, `/epcis/` too', async () => {
    for (const path of ['/nothing', '/epcis/', '/epcis/events', '/api/v2/x', '/api/v1/participants/', '/%ff']) {
      expect(problem(await world.get(path)).status, path).to.equal(404);
    }
    const wrong = await world.fetch('/api/v1/ledger', { method: 'DELETE' });
    expect(problem(wrong)).to.include({ status: 405, code: 'METHOD_NOT_ALLOWED' });
  });

  it('serves the pages, compressed where the client takes it', async () => {
    for (const path of ['/', '/01/06901234567892/10/A1', '/01/6901234567892/10/a1', '/00/106901234567890128']) {
      const page = await world.get(path);
      expect(page.text, path).to.equal('<p>consumer');
      expect(page.headers.get('cache-control')).to.equal('no-cache');
    }
    expect((await world.get('/member')).text).to.equal('<p>member');
    const script = await world.get('/assets/a-1b2c.js', { 'accept-encoding': 'identity' });
    expect(script.headers.get('cache-control')).to.contain('immutable');
    const raw = await new Promise<string | undefined>((resolve, reject) => {
      const headers = { 'accept-encoding': 'gzip, br' };
      request({ port: world.gateway.port, path: '/assets/a-1b2c.js', headers }, (response) => {
        response.resume();
        resolve(response.headers['content-encoding']);
      })
        .on('error', reject)
        .end();
    });
    expect(raw).to.equal('br');
    expect(problem(await world.get('/assets/none.js')).status).to.equal(404);
    expect(problem(await world.get('/..%2f..%2fetc/passwd')).status).to.equal(404);
  });

  it('sends a strict policy with every answer', async () => {
    const { headers } = await world.get('/');
    expect(headers.get('content-security-policy')).to.contain("default-src 'none'").and.not.contain('unsafe');
    expect(headers.get('x-content-type-options')).to.equal('nosniff');
    expect(headers.get('x-powered-by')).to.equal(null);
    expect(headers.get('x-request-id')).to.match(/^[0-9a-f-]{36}$/);
    expect((await world.get('/', { 'x-request-id': 'mine-1' })).headers.get('x-request-id')).to.equal('mine-1');
  });

  it('tells how it is', async () => {
    expect((await world.get('/health/live')).json).to.deep.equal({ status: 'live' });
    expect((await world.get('/health/ready')).json).to.deep.equal({ status: 'ready' });
  });

  it('counts for whoever operates it on a port of its own, and not for the public', async () => {
    const refused = await world.get('/metrics');
    expect([refused.status, (refused.json as Problem).code]).to.deep.equal([404, 'NOT_FOUND']);
    const origin = `http://127.0.0.1:${world.gateway.metricsPort}`;
    expect((await fetch(origin)).status).to.equal(404);
    expect((await fetch(`${origin}/metrics`, { method: 'POST' })).status).to.equal(404);
    const answer = await fetch(`${origin}/metrics`);
    expect(answer.headers.get('content-type')).to.match(/^text\/plain/);
    const text = await answer.text();
    expect(text).to.match(/^suyuan_index_height [1-9]/m);
    expect(text).to.match(/^# HELP suyuan_ledger_documents_total/m);
    expect(text).to.match(/^suyuan_http_request_seconds_count\{route="readParticipants"/m);
    expect(text).to.match(/^process_cpu_seconds_total/m);
  });

  it('hangs up on whoever sends a request a byte at a time', async function () {
    this.timeout(30_000);
    const began = Date.now();
    await new Promise<void>((resolve) => {
      const socket = connect(world.gateway.port, '127.0.0.1', () => socket.write('GET / HTTP/1.1\r\nHost: x\r\n'));
      const timer = setInterval(() => socket.write('X-A: b\r\n'), 500);
      socket.on('error', () => undefined);
      socket.on('data', () => undefined);
      socket.on('close', () => {
        clearInterval(timer);
        resolve();
      });
    });
    expect(Date.now() - began).to.be.within(5_000, 20_000);
  });

  describe('told to limit rates', () => {
    it('does, reads and writes apart', async () => {
      await world.gateway.close();
      await world.startGateway({ rates: { reads: 3, writes: 1, loopback: true } });
      const statuses: number[] = [];
      for (let i = 0; i < 5; i++) statuses.push((await world.get('/api/v1/participants')).status);
      expect(statuses).to.deep.equal([200, 200, 200, 429, 429]);
      expect((await world.post('{}')).status).to.equal(400);
      const refused = await world.post('{}');
      expect(problem(refused).code).to.equal('RATE_LIMITED');
      expect(Number(refused.headers.get('retry-after'))).to.be.above(0);
    });
  });
});
