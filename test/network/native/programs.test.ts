import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect } from 'chai';
import { archiveFor, findPrograms, NetworkError, tar, type Archive } from '@suyuan/native';

const NAMES = ['peer', 'orderer', 'osnadmin', 'configtxgen', 'cryptogen'];

/** A program that says of itself what Fabric's say. */
const script = (version: string) => `#!/bin/sh\necho "peer:"; echo " Version: ${version}"\n`;

/** An archive as Fabric releases them, but for what its programs do; it is larger than one chunk of a download. */
function release(version: string): Buffer {
  const files = Object.fromEntries(NAMES.map((name) => [`bin/${name}`, Buffer.from(script(version))]));
  const filler = Buffer.alloc(200_000, createHash('sha512').update(version).digest());
  return gzipSync(tar({ ...files, 'config/filler': filler }, 0o755), { level: 0 });
}

/** `cut`: the connection ends after so many bytes. */
interface Answer {
  readonly status: number;
  readonly body: Buffer;
  readonly cut?: number;
}

describe("Fabric's programs", () => {
  const good = release('v3.1.5');
  let folder: string;
  let cache: string;
  let server: Server;
  let archive: Archive;
  /** What the server does with the next requests, in order; then it serves what is asked. */
  let turns: (() => Answer)[];
  let asked: (string | undefined)[];

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'suyuan-programs-'));
    cache = join(folder, 'cache');
    [turns, asked] = [[], []];
    server = createServer((request, response) => {
      const range = request.headers.range;
      asked.push(range);
      const from = Number(/^bytes=(\d+)-$/.exec(range ?? '')?.[1] ?? 0);
      const whole: Answer = { status: from > 0 ? 206 : 200, body: good.subarray(from) };
      const { status, body, cut } = turns.shift()?.() ?? whole;
      response.writeHead(status, { 'content-length': body.length });
      if (cut === undefined) response.end(body);
      // What has come is read before the end is seen: a connection that breaks takes along what nobody has read.
      else response.write(body.subarray(0, cut), () => setTimeout(() => response.destroy(), 200));
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const digest = createHash('sha256').update(good).digest('hex');
    archive = { url: `http://127.0.0.1:${port}/v3.1.5/fabric.tar.gz`, name: 'fabric.tar.gz', digest };
  });

  afterEach(async () => {
    server.closeAllConnections();
    server.close();
    await rm(folder, { recursive: true });
  });

  /** With nothing on the PATH but what a shell script and `tar` need. */
  async function find(env: NodeJS.ProcessEnv = {}, download = true) {
    const lines: string[] = [];
    const say = (line: string): void => void lines.push(line);
    const found = await findPrograms({ env, cache, download, say, archive }).catch((error: unknown) => error);
    return { found, lines };
  }

  async function install(name: string, version: string): Promise<string> {
    const at = join(folder, name);
    await mkdir(at);
    for (const program of NAMES) {
      await writeFile(join(at, program), script(version));
      await chmod(join(at, program), 0o755);
    }
    return at;
  }

  it('are taken from FABRIC_BIN, then the PATH, then the cache', async () => {
    const [named, onPath, old] = [
      await install('named', '3.1.1'),
      await install('path', '3.2.0'),
      await install('old', '2.5.9'),
    ];
    const path = [folder, old, onPath].join(':');
    expect((await find({ FABRIC_BIN: named, PATH: path })).found).to.include({ folder: named, version: '3.1.1' });
    expect((await find({ PATH: path })).found).to.include({ folder: onPath, version: '3.2.0' });
    expect(asked).to.deep.equal([]);
    await find();
    expect(asked).to.have.length(1);
    expect((await find({ PATH: old })).found).to.include({ version: '3.1.5' });
    expect(asked).to.have.length(1);
  });

  it('must do where the user names them', async () => {
    const old = await install('old', '2.5.9');
    for (const [named, what] of [
      [old, 'has Fabric 2.5.9'],
      [folder, 'lacks one of'],
    ] as const) {
      const { found } = await find({ FABRIC_BIN: named });
      expect(found).to.be.instanceOf(NetworkError).with.property('message').that.includes(what);
      expect(String(found).split('\n')).to.have.length(1);
    }
    expect(asked).to.deep.equal([]);
  });

  it('are downloaded with progress, checked and unpacked, once', async () => {
    const { found, lines } = await find();
    expect(found).to.include({ folder: join(cache, 'fabric/bin'), version: '3.1.5' });
    expect(lines[0]).to.include(archive.url);
    expect(await readFile(join(cache, 'fabric/bin/peer'), 'utf8')).to.equal(script('v3.1.5'));
    expect(await readdir(cache)).to.deep.equal(['fabric']);
  });

  it('go on where a download was cut off', async () => {
    turns.push(() => ({ status: 200, body: good, cut: 150_000 }));
    const first = await find();
    expect(first.found).to.be.instanceOf(NetworkError);
    const { length } = await readFile(join(cache, 'fabric.tar.gz.part'));
    expect(length).to.be.within(1, 150_000);
    expect((await find()).found).to.include({ version: '3.1.5' });
    expect(asked).to.deep.equal([undefined, `bytes=${length}-`]);
  });

  it('are sent whole again by a server that knows no ranges', async () => {
    turns.push(() => ({ status: 200, body: good, cut: 150_000 }));
    await find();
    turns.push(() => ({ status: 200, body: good }));
    expect((await find()).found).to.include({ version: '3.1.5' });
  });

  it('are refused and kept out of the cache where the digest is another', async () => {
    turns.push(() => ({ status: 200, body: release('v3.1.6') }));
    const { found } = await find();
    expect(found).to.be.instanceOf(NetworkError).with.property('message').that.includes('was thrown away');
    expect(await readdir(cache)).to.deep.equal([]);
    expect((await find()).found).to.include({ version: '3.1.5' });
  });

  it('that cannot be had are told of in one line that says what to do', async () => {
    turns.push(() => ({ status: 404, body: Buffer.from('no') }));
    const missing = await find();
    const off = await find({}, false);
    server.closeAllConnections();
    server.close();
    const away = await find();
    for (const { found } of [missing, off, away]) {
      expect(found).to.be.instanceOf(NetworkError).with.property('message').that.includes('FABRIC_BIN');
      expect(String(found).split('\n')).to.have.length(1);
    }
    expect(String(missing.found)).to.include('404');
  });

  it('are pinned for every platform of which Fabric is released', () => {
    const named = (platform: string) => archiveFor('http://mirror.test/fabric/', platform);
    expect(named('linux-x64')?.url).to.equal(
      'http://mirror.test/fabric/v3.1.5/hyperledger-fabric-linux-amd64-3.1.5.tar.gz',
    );
    for (const platform of ['linux-x64', 'linux-arm64', 'darwin-x64', 'darwin-arm64']) {
      expect(named(platform)?.digest, platform).to.match(/^[0-9a-f]{64}$/);
    }
    expect(named('win32-x64')).to.equal(undefined);
  });
});
