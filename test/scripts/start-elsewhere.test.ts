import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { traceContract } from '@suyuan/chaincode';
import { createKeyFile, fileSigner } from '@suyuan/client/node';
import { startEmbedded } from '@suyuan/embedded';
import { readChain } from '@suyuan/scripts';
import { testNetworkProfile, writeMsp } from '../support/test-network-profile.js';

const START = fileURLToPath(new URL('../../scripts/dist/start.js', import.meta.url));

describe('npm start, beyond this machine', function () {
  this.timeout(180_000);
  let folder: string;
  let running: ChildProcess | undefined;
  let output = '';

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'suyuan-elsewhere-'));
  });
  afterEach(stop);
  after(() => rm(folder, { recursive: true, force: true }));

  /** Until it has said all. Resolves with the address to open, or rejects with what it said. */
  async function start(...args: string[]): Promise<string> {
    output = '';
    const child = spawn(process.execPath, [START, '--port', '0', ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
    running = child;
    return new Promise((resolve, reject) => {
      for (const stream of [child.stdout, child.stderr]) {
        stream.setEncoding('utf8').on('data', (text: string) => {
          output += text;
          const url = /^ +(http:\S+)\/member$/m.exec(output)?.[1];
          // The greeting is one write.
          if (url !== undefined && /Ctrl-C stops it/.test(output)) resolve(url);
        });
      }
      child.once('close', () => reject(new Error(output)));
    });
  }

  async function stop(): Promise<void> {
    if (running === undefined || running.exitCode !== null || running.signalCode !== null) return;
    const ended = once(running, 'close');
    running.kill('SIGINT');
    await ended;
  }

  it('warns, in both languages, of a regulator’s key that was made for development', async () => {
    const data = join(folder, 'open');
    await start('--host', '0.0.0.0', '--no-samples', '--data', data);
    expect(output)
      .to.match(/警告：.*监管密钥是开发密钥/)
      .and.match(/Warning: .*regulator key is a development key/);
    const file = JSON.parse(await readFile(join(data, 'keys/regulator.json'), 'utf8')) as { label: string };
    expect(file.label).to.include('开发密钥').and.include('development key');
    await stop();
    await start('--data', data);
    expect(output).to.not.match(/警告|Warning/);
  });

  it('runs a gateway from a connection profile and an MSP folder, with the regulator’s own key', async () => {
    const chain = await readChain('agri');
    const data = join(folder, 'profile');
    await mkdir(join(data, 'keys'), { recursive: true });
    const key = await createKeyFile(join(data, 'keys/regulator.json'), chain.regulator.id, '监管科 1 号');
    const regulator = fileSigner(key).thumbprint;
    let genesis = '';
    const embedded = await startEmbedded({
      ...{ data: join(folder, 'ledger'), channel: 'mychannel', onGenesis: (hash) => (genesis = hash) },
      contracts: [traceContract(() => ({ regulator, genesis }))],
    });
    try {
      const found = JSON.parse(await readFile(embedded.connectionFile, 'utf8')) as Record<string, string>;
      const read = (name: string) => readFile(join(dirname(embedded.connectionFile), found[name] ?? ''), 'utf8');
      const [tlsCa, certificate, privateKey] = [
        await read('tlsCa'),
        await read('certificate'),
        await read('privateKey'),
      ];
      const peer = { peer: found['endpoint'] ?? '', name: found['hostAlias'] ?? '', mspid: found['mspid'] ?? '' };
      const profile = join(folder, 'connection-org1.json');
      await writeFile(profile, JSON.stringify(testNetworkProfile({ ...peer, tlsCa, ca: tlsCa })));
      const msp = await writeMsp(join(folder, 'msp'), 'cryptogen', { certificate, privateKey, ca: tlsCa });
      const own = ['--network', 'profile', '--profile', profile, '--msp', msp, '--channel', 'mychannel'];
      const url = await start(...own, '--host', '0.0.0.0', '--no-samples', '--data', data);
      expect(output)
        .to.include('another Fabric network')
        .and.include('其他 Fabric 网络')
        .and.not.match(/警告|Warning/);
      const ledger = (await (await fetch(`${url}/api/v1/ledger`)).json()) as { regulator: string };
      expect(ledger.regulator).to.equal(regulator);
      await stop();
    } finally {
      await embedded.stop();
    }
  });

  it('says what a profile needs', async () => {
    const failed = await start('--network', 'profile', '--profile', 'connection-org1.json').catch(String);
    expect(failed).to.include('--msp');
  });
});
