import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { GatewayClient } from '@suyuan/client';
import { clean, findPrograms } from '@suyuan/native';

const programs = await findPrograms({ download: false }).catch(() => undefined);
const over = programs === undefined ? describe.skip : describe;

const program = (name: string): string => fileURLToPath(new URL(`../../../scripts/dist/${name}.js`, import.meta.url));
const ITEM = '01/06998800100126/10/QX-FJ-0417';

over('gateways of a native network', function () {
  this.timeout(120_000);
  let folder: string;
  let data: string;
  const gateways: ChildProcess[] = [];

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'suyuan-gateways-'));
    data = join(folder, 'network');
  });

  after(async () => {
    await Promise.all(gateways.map(end));
    await clean(data);
    await rm(folder, { recursive: true });
  });

  const command = (name: string, ...args: string[]): ChildProcess =>
    spawn(process.execPath, [program(name), ...args], { stdio: ['ignore', 'pipe', 'pipe'] });

  /** `npm start` for an organisation, until it says what to open. */
  async function gateway(org: string): Promise<string> {
    const own = ['--network', 'native', '--org', org, '--network-data', data, '--data', join(folder, org)];
    const child = command('start', ...own, '--port', '0');
    gateways.push(child);
    let output = '';
    const said = new Promise<string>((resolve, reject) => {
      for (const stream of [child.stdout, child.stderr]) {
        stream?.on('data', (text: Buffer) => {
          output += text.toString();
          const url = /^ +(http:\S+)\/member$/m.exec(output)?.[1];
          if (url !== undefined) resolve(url);
        });
      }
      child.once('close', () => reject(new Error(output)));
    });
    return said;
  }

  it('are told what to do while it is not up', async () => {
    const failed = await gateway('producer').catch((error: unknown) => String(error));
    expect(failed).to.include('npm run network -- up');
  });

  it('load the samples once, and answer alike at the same height', async () => {
    const up = command('network', 'up', '--data', data, '--ports-from', String(22_000 + (process.pid % 100) * 40));
    expect(await once(up, 'close')).to.deep.equal([0, null]);
    const urls = [await gateway('producer'), ...(await Promise.all(['distributor', 'lab', 'regulator'].map(gateway)))];
    const clients = urls.map((url) => new GatewayClient(url));
    const heights = await Promise.all(clients.map(async (client) => (await client.ledger()).height));
    expect(new Set(heights).size).to.equal(1);
    const items = await Promise.all(
      urls.map(async (url) => (await fetch(`${url}/api/v1/items/${ITEM}`)).json() as Promise<{ origin?: unknown }>),
    );
    for (const item of items) expect(item).to.deep.equal(items[0]);
    expect(items[0]).to.be.an('object').that.does.not.have.property('code');
  });
});

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'close');
  child.kill();
  await ended;
}
