import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { expect } from 'chai';
import { GatewayClient, registration } from '@suyuan/client';
import { traceContract } from '@suyuan/chaincode';
import { ledgerAudience } from '@suyuan/domain';
import { startEmbedded, type Embedded } from '@suyuan/embedded';
import { Firm } from '../support/firm.js';
import { MSP_FILES, testNetworkProfile, writeMsp } from '../support/test-network-profile.js';
import { GatewayProcess } from './process.js';

describe('gateway: a connection profile of Fabric’s', function () {
  this.timeout(120_000);
  const regulator = new Firm('11100000000013127D');
  let folder: string;
  let embedded: Embedded;
  let profile: string;
  let genesis = '';
  const gateways: GatewayProcess[] = [];
  /** Other names than ours, as on a network that others have made. */
  const names = { channel: 'mychannel', chaincode: 'traceability' };
  let msp: (maker: keyof typeof MSP_FILES) => Promise<string>;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'suyuan-profile-'));
    const contracts = [traceContract(() => ({ regulator: regulator.thumbprint, genesis }))];
    const data = join(folder, 'ledger');
    embedded = await startEmbedded({ data, contracts, ...names, onGenesis: (hash) => (genesis = hash) });
    const found = JSON.parse(await readFile(embedded.connectionFile, 'utf8')) as Record<string, string>;
    const read = (name: string) => readFile(join(dirname(embedded.connectionFile), found[name] ?? ''), 'utf8');
    const [tlsCa, certificate, privateKey] = await Promise.all([
      read('tlsCa'),
      read('certificate'),
      read('privateKey'),
    ]);
    const peer = { peer: found['endpoint'] ?? '', name: found['hostAlias'] ?? '', mspid: found['mspid'] ?? '' };
    profile = join(folder, 'connection-org1.json');
    await writeFile(profile, JSON.stringify(testNetworkProfile({ ...peer, tlsCa, ca: tlsCa }), null, 4));
    msp = (maker) => writeMsp(join(folder, maker), maker, { certificate, privateKey, ca: tlsCa });
  });

  after(async () => {
    await Promise.all(gateways.map((gateway) => gateway.stop()));
    await embedded.stop();
    await rm(folder, { recursive: true, force: true });
  });

  async function start(...args: string[]): Promise<string> {
    const data = join(folder, `gateway-${gateways.length}`);
    const { gateway, line } = await GatewayProcess.start('--port', '0', '--data', data, ...args);
    gateways.push(gateway);
    expect(line).to.include({ event: 'listening', developmentKeysExposed: false });
    return line.url ?? '';
  }

  for (const maker of Object.keys(MSP_FILES) as (keyof typeof MSP_FILES)[]) {
    it(`and an MSP folder of ${maker}'s are all that a gateway needs`, async () => {
      const own = ['--profile', profile, '--msp', await msp(maker)];
      const url = await start(...own, '--channel', names.channel, '--chaincode', names.chaincode);
      for (let left = 100; !(await fetch(`${url}/health/ready`)).ok && left > 0; left--) await setTimeout(100);
      const client = new GatewayClient(url);
      const ledger = await client.ledger();
      expect(ledger.aud).to.equal(ledgerAudience(names.channel, genesis));
      if (ledger.regulator === undefined) {
        const name = { zh: '市场监督管理局' };
        const entry = { id: regulator.id, name, roles: ['regulator'], division: '370686', proof: regulator.proof() };
        const values = [registration({ ...entry, roles: ['regulator'] })];
        const iat = Math.floor(Date.now() / 1000);
        const answer = await client.send([regulator.document('participant', values, { aud: ledger.aud, iat })]);
        expect(JSON.stringify(answer)).to.include('accepted');
      }
      // Written through the peer's gateway service, and read back from its blocks.
      expect((await client.ledger()).regulator).to.equal(regulator.thumbprint);
    });
  }

  it('is refused in a sentence without an MSP folder, and beside a connection file', async () => {
    for (const args of [
      ['--profile', profile],
      ['--profile', profile, '--msp', 'msp', '--connection', 'connection.json'],
    ]) {
      const { gateway, line } = await GatewayProcess.start(...args);
      gateways.push(gateway);
      expect(line).to.include({ event: 'failed', code: 'USAGE' });
    }
  });
});
