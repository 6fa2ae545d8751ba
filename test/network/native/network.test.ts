import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import {
  clean,
  down,
  findPrograms,
  NetworkError,
  NetworkFolder,
  NODE_NAMES,
  readSettled,
  runningPid,
  startOne,
  status,
  stopOne,
  up,
} from '@suyuan/native';

const programs = await findPrograms({ download: false }).catch(() => undefined);
// The ledger suite's file says the line that names what is missing.
const over = programs === undefined ? describe.skip : describe;

const COMMAND = fileURLToPath(new URL('../../../scripts/dist/network.js', import.meta.url));
/** Not those of another run beside this one. */
const PORTS_FROM = 16_000 + (process.pid % 100) * 40;

over('a native network', function () {
  this.timeout(120_000);
  if (programs === undefined) return;
  let data: string;
  const lines: string[] = [];
  const options = () => ({
    ...{ data, programs, portsFrom: PORTS_FROM },
    regulator: () => Promise.resolve('R'.repeat(43)),
    say: (line: string) => void lines.push(line),
  });

  const running = async (): Promise<string[]> => {
    const folder = new NetworkFolder(data);
    const pids = await Promise.all(NODE_NAMES.map((name) => runningPid(folder.node(name))));
    return NODE_NAMES.filter((_, i) => pids[i] !== undefined);
  };

  /** A command in a process of its own, until it ends. */
  const command = async (...args: string[]): Promise<{ readonly code: number; readonly said: string }> => {
    const child = spawn(process.execPath, [COMMAND, ...args, '--data', data], { stdio: 'pipe' });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (said += String(text)));
    const [code] = (await once(child, 'close')) as [number];
    return { code, said };
  };

  before(async () => {
    data = await mkdtemp(join(tmpdir(), 'suyuan-network-'));
  });

  afterEach(() => lines.splice(0));

  after(async () => {
    await clean(data);
    expect(await readdir(data)).to.deep.equal([]);
    await rm(data, { recursive: true });
  });

  it('is missed in one line by every command, before it is made', async () => {
    for (const name of ['status', 'upgrade', 'start lab-peer']) {
      const { code, said } = await command(...name.split(' '));
      expect([code, said.trim().split('\n').length], said).to.deep.equal([1, 1]);
      expect(said).to.include('There is no network').and.include('npm run network -- up');
    }
    expect(await command('down')).to.deep.include({ code: 0, said: 'It was not up. / 网络未运行。\n' });
    for (const name of ['start', 'stop', 'logs']) {
      const { code, said } = await command(name, 'nobody');
      expect(code).to.equal(1);
      if (name !== 'start') expect(said).to.match(/^There is no node nobody; there are .*lab-contracts.*\n$/);
    }
  });

  it('leaves nothing that could not be stopped where its start is killed', async () => {
    const ports = String(PORTS_FROM);
    const child = spawn(process.execPath, [COMMAND, 'up', '--data', data, '--ports-from', ports], { stdio: 'pipe' });
    for await (const text of child.stdout) if (String(text).includes('Joining')) child.kill('SIGKILL');
    expect(await down(data)).to.include.members(['lab-peer', 'lab-orderer']);
    expect(await running()).to.deep.equal([]);
    expect(await readSettled(new NetworkFolder(data))).to.equal(undefined);
    await rm(join(data, 'keys'), { recursive: true });
  });

  it('leaves nothing running where its start is given up, and meanwhile lets no other command in', async () => {
    const given = new AbortController();
    let other: Promise<unknown> | undefined;
    const say = (line: string) => {
      if (line.startsWith('Starting')) other = down(data).catch((error: unknown) => error);
      if (line.startsWith('Joining')) given.abort();
    };
    const failed = await up({ ...options(), say, signal: given.signal }).catch((error: unknown) => error);
    expect(failed).to.have.property('name', 'AbortError');
    expect(await other)
      .to.be.instanceOf(NetworkError)
      .with.property('message')
      .that.includes('Another command');
    expect(await running()).to.deep.equal([]);
    expect(await readSettled(new NetworkFolder(data))).to.equal(undefined);
  });

  it('is made from nothing in under twenty seconds, and says what it does', async () => {
    const began = Date.now();
    const { made, settled } = await up(options());
    expect(made).to.equal(true);
    expect(Date.now() - began).to.be.below(20_000);
    expect(lines.join('\n')).to.match(/identities[^]*peers[^]*Joining[^]*contracts[^]*endorsements/);
    expect(await running()).to.deep.equal(NODE_NAMES);
    const found = await status(data, programs);
    expect(found?.odd).to.deep.equal([]);
    expect(found?.organisations.map(({ version }) => version)).to.deep.equal(Array(4).fill(settled.version));
    expect(new Set(found?.organisations.map(({ height }) => height)).size).to.equal(1);
  });

  it('says that it is up, and keeps to what it was made with', async () => {
    expect(await up(options())).to.include({ already: true });
    expect(lines).to.deep.equal([]);
    const { code, said } = await command('up');
    expect(code).to.equal(0);
    expect(said).to.include('It is up already.');
    for (const other of [{ ordering: 'etcdraft' as const }, { portsFrom: 19_000 }]) {
      const failed = await up({ ...options(), ...other }).catch((error: unknown) => error);
      expect(failed).to.be.instanceOf(NetworkError);
    }
    expect(await running()).to.deep.equal(NODE_NAMES);
  });

  it('leaves another one alone whose ports it would need', async () => {
    const other = join(data, '..', 'suyuan-other-network');
    const failed = await up({ ...options(), data: other }).catch((error: unknown) => error);
    expect(failed).to.be.instanceOf(NetworkError).with.property('message').that.includes(`Port ${PORTS_FROM}`);
    await rm(other, { recursive: true });
    expect(await running()).to.deep.equal(NODE_NAMES);
  });

  it('raises a contract process that was killed', async () => {
    const address = async () =>
      (await status(data, programs))?.organisations.find(({ name }) => name === 'lab')?.version;
    const keeper = await runningPid(new NetworkFolder(data).node('lab-contracts'));
    const child = execFileSync('pgrep', ['-P', String(keeper)]).toString();
    process.kill(Number(child), 'SIGKILL');
    let version: string | undefined;
    for (let i = 0; i < 50 && version === undefined; i++) {
      await setTimeout(200);
      version = await address();
    }
    expect(version).to.be.a('string');
  });

  it('stops and starts one node, and starts what is missing', async () => {
    expect(await stopOne(data, 'lab-peer')).to.equal(true);
    expect(await stopOne(data, 'lab-peer')).to.equal(false);
    expect(await startOne(data, 'lab-peer', programs)).to.equal(true);
    expect(await startOne(data, 'lab-peer', programs)).to.equal(false);
    await stopOne(data, 'regulator-orderer');
    expect(await up(options())).to.include({ already: false, made: false });
    expect(await running()).to.deep.equal(NODE_NAMES);
    const failed = await stopOne(data, 'nobody').catch((error: unknown) => error);
    expect(failed).to.be.instanceOf(NetworkError);
  });

  it('shows what a node writes', async () => {
    const args = ['logs', 'lab-contracts', '--lines', '1', '--data', data];
    const child = spawn(process.execPath, [COMMAND, ...args], { stdio: 'pipe', detached: true });
    const [text] = (await once(child.stdout, 'data')) as [Buffer];
    expect(text.toString()).to.match(/^.*\n$/);
    // As a terminal ends it: the whole group.
    process.kill(-(child.pid ?? 0), 'SIGINT');
    await once(child, 'close');
  });

  it('keeps its data when it is stopped and started', async () => {
    const height = async () => (await status(data, programs))?.organisations[0]?.height;
    const before = await height();
    expect(await down(data)).to.deep.equal(NODE_NAMES);
    expect(await down(data)).to.deep.equal([]);
    expect(await running()).to.deep.equal([]);
    expect(await up(options())).to.include({ already: false, made: false });
    expect(await height()).to.equal(before);
  });
});
