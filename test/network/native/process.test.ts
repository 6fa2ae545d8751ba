import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { NetworkError, runningPid, startNode, stopNode, waitForNode, type NodeSpec } from '@suyuan/native';

const LISTEN = "require('node:net').createServer().listen(+process.argv[1], '127.0.0.1'); console.log('I am up')";

describe("a node's process", () => {
  let folder: string;
  let port: number;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'suyuan-node-'));
    port = await new Promise((resolve) => {
      const server = createServer().listen(0, '127.0.0.1', () => {
        const { port: free } = server.address() as AddressInfo;
        server.close(() => resolve(free));
      });
    });
  });

  afterEach(async () => {
    await stopNode(folder);
    await rm(folder, { recursive: true });
  });

  const spec = (code: string): NodeSpec => ({
    ...{ name: 'producer-peer', folder, env: process.env, place: { host: '127.0.0.1', port } },
    command: [process.execPath, '-e', code, String(port)],
  });

  it('outlives who started it, writes a log, and is found by its number', async () => {
    await startNode(spec(LISTEN));
    await waitForNode(spec(LISTEN));
    expect(await runningPid(folder)).to.be.a('number');
    expect(await readFile(join(folder, 'log'), 'utf8')).to.equal('I am up\n');
    expect(await stopNode(folder)).to.equal(true);
    expect(await runningPid(folder)).to.equal(undefined);
    expect(await stopNode(folder)).to.equal(false);
  });

  it('that ends as soon as it is started is told of with its last words', async () => {
    const dying = spec("console.error('no such folder'); process.exit(3)");
    const failed = await startNode(dying)
      .then(() => waitForNode(dying))
      .catch((error: unknown) => error);
    expect(failed).to.be.instanceOf(NetworkError).with.property('message').that.includes('producer-peer ended');
    expect(String(failed)).to.include('no such folder');
  });

  it('is waited for no longer than the one who waits', async () => {
    const silent = spec('setTimeout(() => {}, 60_000)');
    await startNode(silent);
    const given = await waitForNode(silent, AbortSignal.timeout(200)).catch((error: unknown) => error);
    expect(given).to.have.property('name', 'TimeoutError');
  });
});
