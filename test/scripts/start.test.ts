import 'reflect-metadata';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { webcrypto } from 'node:crypto';
import * as x509 from '@peculiar/x509';
import { expect } from 'chai';
import { readChain } from '@suyuan/scripts';

const { steps, attempts } = await readChain('agri');
const program = (name: string): string => fileURLToPath(new URL(`../../scripts/dist/${name}.js`, import.meta.url));
const ITEM = '/01/06998800100126/10/QX-FJ-0417';

/** A command, its output so far, and its end. */
class Run {
  readonly child: ChildProcess;
  output = '';
  readonly ended: Promise<number>;

  constructor(name: string, args: readonly string[]) {
    this.child = spawn(process.execPath, [program(name), ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [this.child.stdout, this.child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        this.output += text;
      });
    }
    this.ended = once(this.child, 'close').then(([code]) => (code as number | null) ?? -1);
  }

  /** The first group of a pattern, as soon as the output has it. */
  async find(pattern: RegExp, within = 60_000): Promise<string> {
    const until = Date.now() + within;
    while (Date.now() < until) {
      const match = pattern.exec(this.output);
      if (match !== null) return match[1] ?? match[0];
      if (this.child.exitCode !== null) break;
      await sleep(50);
    }
    throw new Error(`${String(pattern)} not in:\n${this.output}`);
  }
}

const sleep = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms);
  });

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function eventually(what: string, holds: () => boolean | Promise<boolean>, within = 30_000): Promise<void> {
  const until = Date.now() + within;
  while (Date.now() < until) {
    if (await holds()) return;
    await sleep(100);
  }
  throw new Error(`not in ${within} ms: ${what}`);
}

describe('npm start', function () {
  this.timeout(120_000);
  const folder = mkdtempSync(join(tmpdir(), 'suyuan-start-'));
  const data = join(folder, 'data');
  const runs: Run[] = [];
  const run = (name: string, ...args: string[]): Run => {
    const started = new Run(name, args);
    runs.push(started);
    return started;
  };
  const start = (...args: string[]): Run => run('start', '--data', data, '--port', '0', ...args);
  /** The process that said last in its log that it listens. */
  const pidOf = (name: string): number => {
    const lines = readFileSync(join(data, 'logs', `${name}.log`), 'utf8')
      .trim()
      .split('\n');
    const said = lines.map((line) => JSON.parse(line) as { pid: number; height?: number });
    return said.filter(({ height }) => height !== undefined).at(-1)?.pid ?? 0;
  };
  let running: Run;
  let url: string;

  before(async () => {
    running = start();
    url = await running.find(/(http:\/\/127\.0\.0\.1:\d+)\/member/);
  });

  after(async () => {
    for (const { child, ended } of runs) {
      if (child.exitCode === null) child.kill('SIGTERM');
      await ended;
    }
    rmSync(folder, { recursive: true });
  });

  it('loads the sample chain at the first start, with progress, and says what to open', async () => {
    expect(running.output).to.include(`+ ${steps.length}/${steps.length} `);
    expect(running.output).to.match(new RegExp(`${url}${ITEM}#r=[A-Za-z0-9_-]{43}\\n`));
    expect(running.output).to.include(`${url}/member`).and.include(`${url}/api/`);
    for (const path of [ITEM, '/member', '/api/', '/api/v1/items' + ITEM, '/health/ready']) {
      expect((await fetch(url + path)).status, path).to.equal(200);
    }
  });

  it('says plainly that one node is no consensus', () => {
    expect(running.output)
      .to.match(/one node.*no consensus/s)
      .and.include('没有共识');
  });

  it('makes the regulator’s key for its owner’s eyes only', () => {
    expect(statSync(join(data, 'keys/regulator.json')).mode & 0o777).to.equal(0o600);
  });

  it('is what npm run samples expects it to be, and stays so', async () => {
    const samples = run('samples', '--gateway', url, '--keys', join(data, 'keys/samples'));
    expect(await samples.ended, samples.output).to.equal(0);
    expect(samples.output).to.include(
      `samples: 0 added, ${steps.length} existing, ${attempts.length} refused as expected, 0 wrong`,
    );
  });

  it('says that the samples need the regulator, to whom has no key of hers', async () => {
    const samples = run('samples', '--gateway', url, '--keys', join(folder, 'others/samples'));
    expect(await samples.ended).to.equal(2);
    expect(samples.output).to.match(/--keys|--regulator-key/);
  });

  it('says that a data folder is in use', async () => {
    const second = start();
    expect(await second.ended).to.equal(1);
    expect(second.output).to.include('in use by another process').and.include('正被另一进程使用');
  });

  it('says that a port is busy, and leaves nothing running', async () => {
    const port = new URL(url).port;
    const other = join(folder, 'other');
    const second = run('start', '--data', other, '--port', port, '--no-samples');
    expect(await second.ended).to.equal(1);
    expect(second.output).to.include(`Port ${port} is in use`);
    const third = run('start', '--data', other, '--port', '0', '--no-samples');
    await third.find(/member/);
    expect(third.output).to.not.include(`${steps.length}/${steps.length}`);
    third.child.kill('SIGINT');
    expect(await third.ended).to.equal(0);
  });

  it('raises the ledger again when it is killed', async () => {
    const pid = pidOf('ledger');
    process.kill(pid, 'SIGKILL');
    await eventually('another ledger process', () => pidOf('ledger') !== pid);
    await eventually('ready', async () => (await fetch(`${url}/health/ready`)).ok);
  });

  it('leaves no orphans when it is killed itself, and keeps its data', async () => {
    const pids = [pidOf('ledger'), pidOf('gateway')];
    running.child.kill('SIGKILL');
    await running.ended;
    await eventually('no process left', () => !pids.some(isAlive));
    running = start();
    url = await running.find(/(http:\/\/127\.0\.0\.1:\d+)\/member/);
    expect(running.output).to.not.include(`${steps.length}/${steps.length}`);
    expect((await fetch(`${url}/api/v1/items${ITEM}`)).status).to.equal(200);
  });

  it('stops everything on Ctrl-C', async () => {
    const pids = [pidOf('ledger'), pidOf('gateway')];
    running.child.kill('SIGINT');
    expect(await running.ended).to.equal(0);
    expect(pids.filter(isAlive)).to.deep.equal([]);
    expect(existsSync(join(data, 'samples.loading'))).to.equal(false);
  });

  it('rebuilds the index from the blocks', async () => {
    const rebuild = run('rebuild-index', '--data', data);
    expect(await rebuild.ended, rebuild.output).to.equal(0);
    expect(rebuild.output).to.match(/rebuilt: \d+ blocks, \d+ documents/);
  });

  it('serves over TLS with a certificate of one’s own', async () => {
    const { cert, key } = await selfSigned(folder);
    const tls = run('start', '--data', join(folder, 'tls'), '--port', '0', '--tls-cert', cert, '--tls-key', key);
    await tls.find(/https:\/\/127\.0\.0\.1:\d+\/member/);
    expect(tls.output).to.include(`+ ${steps.length}/${steps.length} `);
    tls.child.kill('SIGINT');
    expect(await tls.ended).to.equal(0);
  });

  it('refuses half a TLS configuration, and what is no port', async () => {
    for (const args of [['--tls-cert', 'cert.pem'], ['--port', 'http'], ['--nonsense']]) {
      const refused = start(...args);
      expect(await refused.ended, args.join(' ')).to.equal(1);
      expect(refused.output).to.match(/error: /);
    }
  });
});

/** A certificate for 127.0.0.1 that nobody but itself has signed. */
async function selfSigned(folder: string): Promise<{ cert: string; key: string }> {
  x509.cryptoProvider.set(webcrypto as Crypto);
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    name: 'CN=suyuan test',
    keys,
    signingAlgorithm: algorithm,
    notAfter: new Date(Date.now() + 86_400_000),
    extensions: [new x509.SubjectAlternativeNameExtension([{ type: 'ip', value: '127.0.0.1' }])],
  });
  const pkcs8 = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey));
  const [cert, key] = [join(folder, 'cert.pem'), join(folder, 'key.pem')];
  writeFileSync(cert, certificate.toString('pem'));
  writeFileSync(key, x509.PemConverter.encode(pkcs8, 'PRIVATE KEY'), { mode: 0o600 });
  return { cert, key };
}
