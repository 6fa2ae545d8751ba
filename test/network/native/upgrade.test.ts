import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import {
  bundleContracts,
  contractsSpec,
  down,
  findPrograms,
  givenContracts,
  keepBundle,
  NetworkError,
  NetworkFolder,
  NODE_FOLDERS,
  NODE_NAMES,
  readSettled,
  runningPid,
  startNode,
  status,
  stopOne,
  upgrade,
  waitForNode,
  type Bundle,
} from '@suyuan/native';
import { ORGANISATION_NAMES } from '@suyuan/network-config';
import { Load } from '../../ledger/load.js';
import { Market, patiently } from '../../ledger/market.js';
import { startNativeLedger, type NativeLedger } from '../../ledger/native-ledger.js';
import { Firm } from '../../support/firm.js';
import { Bookkeeper } from './support/bookkeeper.js';
import { MemberGateway } from './support/member-gateway.js';

const programs = await findPrograms({ download: false }).catch(() => undefined);
// The ledger suite's file says the line that names what is missing.
const over = programs === undefined ? describe.skip : describe;

const COMMAND = fileURLToPath(new URL('../../../scripts/dist/network.js', import.meta.url));
/** Two hands for each lot, and both by the same gateway: what gets lost, gets lost by the upgrade. */
const HANDS = 16;
const LOTS = 8;
/** Acknowledged documents before and after that make it "under load". */
const MANY = 20;
/** Steps of an upgrade, by how it tells of them; where it is killed. */
const STEPS = ['Packaging', 'Starting', 'installs and approves', 'Committing', 'Waiting', 'Stopping'] as const;
/** Killed within so long of a step's begin (ms). */
const MOMENT = 400;

over('an upgrade of the contracts', function () {
  this.timeout(600_000);
  if (programs === undefined) return;
  let under: NativeLedger;
  let market: Market;
  let bookkeeper: Bookkeeper;
  let folder: string;
  let first: Bundle;
  let second: Bundle;
  /** The last load: what it was told stays true. */
  let load: Load;
  /** What is to be undone in the end, first what was done last. */
  const undo: (() => Promise<unknown>)[] = [];

  before(async () => {
    const regulator = new Firm('11100000000013127D');
    under = await startNativeLedger(regulator.thumbprint, 'BFT', programs);
    undo.unshift(() => under.stop());
    market = await Market.open(under, regulator);
    undo.unshift(() => market.close());
    await market.must(regulator, 'participant', [market.registration(regulator, '市场监督管理局', ['regulator'])]);
    await market.settle();
    const peers = await Promise.all(ORGANISATION_NAMES.map((_, i) => under.connect(i)));
    undo.unshift(...peers.map((peer) => () => peer.close()));
    bookkeeper = new Bookkeeper(market, peers);
    folder = await mkdtemp(join(tmpdir(), 'suyuan-contracts-'));
    undo.unshift(() => rm(folder, { recursive: true }));
    first = await bundleContracts();
    await keepBundle({ ...first, bytes: raised(first.bytes) }, join(folder, 'second', 'contracts.cjs'));
    second = await givenContracts(join(folder, 'second'));
  });

  after(async () => {
    for (const step of undo) await step();
  });

  const up = async (): Promise<readonly string[]> => {
    const root = new NetworkFolder(under.data);
    const pids = await Promise.all(NODE_FOLDERS.map((name) => runningPid(root.node(name))));
    return NODE_FOLDERS.filter((_, i) => pids[i] !== undefined);
  };

  /** Every organisation's process says that it runs these, the channel has them, and nothing is left of others. */
  const allRun = async ({ version }: Bundle): Promise<void> => {
    const found = await status(under.data, programs);
    expect(found?.odd).to.deep.equal([]);
    expect(found?.committed?.version).to.equal(version);
    expect(found?.organisations.map((each) => each.version)).to.deep.equal(Array(4).fill(version));
    expect(found?.settled.next).to.equal(undefined);
    expect(await up()).to.have.lengthOf(NODE_NAMES.length);
    const { contracts, packages } = new NetworkFolder(under.data);
    expect([await readdir(contracts), await readdir(packages)]).to.deep.equal([[version], [version]]);
  };

  /** The command in a process of its own, to be killed a moment after it says a step's words: what it said. */
  const killedAt = async (step: string, ...args: string[]): Promise<string> => {
    const child = spawn(process.execPath, [COMMAND, 'upgrade', '--data', under.data, ...args], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let said = '';
    for await (const text of child.stdout) {
      const before = said;
      said += String(text);
      if (before.includes(step) || !said.includes(step)) continue;
      await setTimeout(Math.random() * MOMENT);
      child.kill('SIGKILL');
    }
    return said;
  };

  it('says that there is nothing to upgrade, and does nothing', async () => {
    const lines: string[] = [];
    const before = await status(under.data, programs);
    const { changed } = await upgrade({ data: under.data, programs, say: (line) => void lines.push(line) });
    expect({ changed, lines }).to.deep.equal({ changed: false, lines: [] });
    expect(await status(under.data, programs)).to.deep.equal(before);
  });

  it('goes on while members trade, who see a delay at most', async () => {
    const gateways = await Promise.all(
      ORGANISATION_NAMES.map((name) => MemberGateway.start(name, under.connectionOf(name))),
    );
    undo.unshift(...gateways.map((gateway) => () => gateway.stop()));
    const lots = await Promise.all(Array.from({ length: LOTS }, () => market.lot('10000', market.newLot())));
    load = new Load(market, gateways, lots);
    const running = load.run(HANDS);
    const more = async (count: number): Promise<void> => {
      for (const until = load.acknowledged.length + count; load.acknowledged.length < until;) await load.progress();
    };
    await more(MANY);
    const began = performance.now();
    const { changed, from } = await upgrade({ data: under.data, programs, bundle: second });
    const ended = performance.now();
    await more(MANY);
    load.stop();
    await running;

    expect({ changed, from }).to.deep.equal({ changed: true, from: first.version });
    expect(load.setbacks).to.deep.equal([]);
    expect(await bookkeeper.wrong(load)).to.deep.equal([]);
    await allRun(second);
    const times = load.acknowledged.map(({ at }) => at);
    const meanwhile = times.filter((at) => at > began && at < ended);
    const longest = Math.max(...times.slice(1).map((at, i) => at - (times[i] ?? at)));
    console.log(
      `      ${seconds(ended - began)}, ${meanwhile.length} documents acknowledged meanwhile, ` +
        `none of ${times.length} sent twice; at most ${seconds(longest)} between two of them`,
    );
  });

  it('goes on where it was interrupted, wherever that was, and the network serves all the while', async () => {
    const settled = () => readSettled(new NetworkFolder(under.data));
    for (const step of STEPS) {
      // Back to the contracts of this tree: peers know their packages already.
      expect(await killedAt(step)).to.include(step);
      const stopped = ['installs and approves', 'Committing'].includes(step);
      if (stopped) {
        await down(under.data);
        expect(await up()).to.deep.equal([]);
      }
      await under.up();
      const { next, version } = (await settled()) ?? {};
      expect([first.version, second.version]).to.include(version);
      const found = await status(under.data, programs);
      expect(found?.odd).to.deep.equal([]);
      if (next?.committing !== true) expect(found?.committed?.version).to.equal(version);
      await patiently(() => market.mark());
    }
    await upgrade({ data: under.data, programs });
    await allRun(first);
    expect(await bookkeeper.wrong(load)).to.deep.equal([]);
  });

  it('to contracts that do not start is not committed, and withdrawn by the next', async () => {
    const broken = join(folder, 'broken');
    await mkdir(broken);
    await writeFile(
      join(broken, 'contracts.cjs'),
      "if (process.argv[2] === '--version') console.log('0.3.0+abcdef'); else throw new Error('broken');",
    );
    const bundle = await givenContracts(broken);
    const failed = await upgrade({ data: under.data, programs, bundle }).catch((error: unknown) => error);
    expect(failed).to.be.instanceOf(NetworkError).with.property('message').that.includes('does not listen');
    expect(await up()).to.have.lengthOf(NODE_NAMES.length);
    await market.mark();
    expect((await upgrade({ data: under.data, programs })).changed).to.equal(false);
    await allRun(first);
  });

  it('needs every node, and a folder with contracts', async () => {
    await stopOne(under.data, 'lab-peer');
    const failed = await upgrade({ data: under.data, programs, bundle: second }).catch((error: unknown) => error);
    expect(failed).to.be.instanceOf(NetworkError).with.property('message').that.includes('lab-peer');
    await under.up();
    const none = await givenContracts(folder).catch((error: unknown) => error);
    expect(none).to.be.instanceOf(NetworkError).with.property('message').that.includes('contracts.cjs');
  });

  it('that one organisation makes alone is told by status, by its name', async () => {
    const settled = await readSettled(new NetworkFolder(under.data));
    if (settled === undefined) throw new Error('no network');
    const { network } = under;
    await stopOne(under.data, 'lab-contracts');
    const file = network.folder.bundle('odd');
    await keepBundle(second, file);
    const spec = contractsSpec(network, 'lab', { ...settled, version: 'odd' }, settled);
    await startNode(spec);
    await waitForNode(spec);
    const found = await patiently(() => status(under.data, programs));
    expect(found?.odd).to.deep.equal(['lab']);
    expect(found?.organisations.find(({ name }) => name === 'lab')?.version).to.equal(second.version);
    const child = spawn(process.execPath, [COMMAND, 'status', '--data', under.data]);
    let said = '';
    child.stdout.on('data', (text) => (said += String(text)));
    const [code] = (await once(child, 'close')) as [number];
    expect(said).to.match(new RegExp(`^lab runs other contracts .*${second.version.replace('+', '\\+')}`, 'm'));
    expect(code).to.equal(1);
  });
});

/** The same contracts, released under another number. */
function raised(bytes: Uint8Array): Uint8Array {
  const text = Buffer.from(bytes).toString();
  const other = text.replace(/(SEMVER\d* = )"\d+\.\d+\.\d+"/, '$1"0.2.0"');
  expect(other).to.not.equal(text);
  return Buffer.from(other);
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}
