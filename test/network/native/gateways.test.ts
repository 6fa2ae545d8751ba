import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { entryText, GatewayClient, receiving, shipping, signDocument, type Signer } from '@suyuan/client';
import { fileSigner, readKeyFile } from '@suyuan/client/node';
import { entryRef, type JsonObject } from '@suyuan/domain';
import { clean, findPrograms } from '@suyuan/native';
import { readChain } from '@suyuan/scripts';

const programs = await findPrograms({ download: false }).catch(() => undefined);
const over = programs === undefined ? describe.skip : describe;

const program = (name: string): string => fileURLToPath(new URL(`../../../scripts/dist/${name}.js`, import.meta.url));
const COMING = { direction: 'in', status: 'in_transit' } as const;

over('gateways of a native network', function () {
  this.timeout(120_000);
  let folder: string;
  let data: string;
  const gateways: ChildProcess[] = [];
  /** Of the four, the first organisation's first. */
  let urls: string[];
  /** Of the sample chain. */
  let items: string[];
  const signers = new Map<string, Signer>();

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
    urls = [await gateway('producer'), ...(await Promise.all(['distributor', 'lab', 'regulator'].map(gateway)))];
    const { participants, expect: expected } = await readChain('agri');
    for (const name of Object.keys(participants)) {
      signers.set(name, fileSigner(await readKeyFile(join(folder, 'producer/keys/samples', `${name}.json`))));
    }
    signers.set('regulator', fileSigner(await readKeyFile(join(data, 'keys/regulator.json'))));
    items = expected.map(({ item }) => item);
    const told = await alike();
    expect(told.items.map((pages) => pages.length)).to.deep.equal(items.map(() => 1));
    expect(told.holdings.flat()).to.not.deep.equal([]);
    expect(told.deliveries.flat()).to.not.deep.equal([]);
    expect(told.documents).to.have.length.greaterThan(10);
  });

  it('show at all four what was sent to one, and go on with it', async () => {
    const { aud } = await new GatewayClient(urls[0] ?? '').ledger();
    const [from, to] = [signerOf('coop'), signerOf('distributor')];
    const lines = [{ lot: items[0] ?? '', quantity: '1.5', uom: 'KGM' }];
    const send = async (url: string, signer: Signer, event: JsonObject): Promise<string> => {
      const document = await signDocument('events', [entryText(event)], { aud, signer });
      const { results } = await new GatewayClient(url).send([document]);
      const { id = '', record } = results[0] ?? {};
      expect(results[0]).to.include({ status: 'accepted' });
      for (const other of urls) {
        await until(async () => (await new GatewayClient(other).ledger()).height > (record?.block ?? Infinity));
        const found = await new GatewayClient(other, { signer: signerOf('regulator') }).document(id);
        expect(found).to.deep.equal({ record, document });
      }
      return id;
    };
    for (const [i, url] of urls.entries()) {
      const shipped = shipping({ at: new Date(), from: from.participant, to: to.participant, lines });
      const shipment = entryRef(await send(url, from, shipped), 0);
      // Whoever receives it has another gateway.
      const other = urls[(i + 1) % urls.length] ?? '';
      const { deliveries } = await new GatewayClient(other, { signer: to }).deliveries(COMING);
      expect(deliveries.map(({ ref }) => ref)).to.include(shipment);
      await send(other, to, receiving({ at: new Date(), shipment, lines }));
    }
    await alike();
  });

  function signerOf(name: string): Signer {
    return signers.get(name) ?? expect.fail(`no key of ${name}`);
  }

  /** What one gateway answers to everybody who may ask. */
  async function answers(url: string) {
    const anyone = new GatewayClient(url);
    const people = [...signers.values()].map((signer) => ({
      id: signer.participant,
      client: new GatewayClient(url, { signer }),
    }));
    const regulator = new GatewayClient(url, { signer: signerOf('regulator') });
    const pages = await Promise.all(items.map((item) => anyone.itemPages(item)));
    const documents = new Set(pages.flat().flatMap(({ evidence }) => Object.keys(evidence.documents)));
    const certificates = pages.flat().flatMap((page) => page.certificates);
    return {
      ledger: await anyone.ledger(),
      items: pages,
      participants: await anyone.participants(),
      keys: await Promise.all(people.map(({ id }) => anyone.participant(id))),
      certificates: await Promise.all(certificates.map(({ issuer, number }) => anyone.certificate(issuer, number))),
      holdings: await Promise.all(people.map(async ({ client }) => (await client.holdings()).holdings)),
      deliveries: await Promise.all(
        people.flatMap(({ client }) =>
          (['in', 'out'] as const).map(async (direction) => (await client.deliveries({ direction })).deliveries),
        ),
      ),
      seen: await Promise.all(people.map(({ id }) => regulator.holdings({ participant: id }))),
      documents: await Promise.all([...documents].sort().map((id) => regulator.document(id))),
    };
  }

  /** Waits until all have come as far, and holds their answers against the first one's; those. */
  async function alike() {
    const heights = () => Promise.all(urls.map(async (url) => (await new GatewayClient(url).ledger()).height));
    await until(async () => new Set(await heights()).size === 1);
    const [first, ...others] = await Promise.all(urls.map(answers));
    if (first === undefined) return expect.fail('no gateway');
    for (const other of others) expect(other).to.deep.equal(first);
    return first;
  }
});

async function until(holds: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + 20_000;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error('the gateways do not come as far as each other');
    await setTimeout(50);
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'close');
  child.kill();
  await ended;
}
