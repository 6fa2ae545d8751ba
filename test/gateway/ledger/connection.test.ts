import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { readConnection, readProfile } from '@suyuan/gateway';
import { codeOf } from './orchard.js';

/** As the test network of Fabric's samples writes `connection-org1.json`, shortened. */
const PROFILE = {
  name: 'test-network-org1',
  version: '1.0.0',
  client: { organization: 'Org1', connection: { timeout: { peer: { endorser: '300' } } } },
  organizations: { Org1: { mspid: 'Org1MSP', peers: ['peer0.org1.example.com'], certificateAuthorities: [] } },
  peers: {
    'peer0.org1.example.com': {
      url: 'grpcs://localhost:7051',
      tlsCACerts: { pem: '-----BEGIN CERTIFICATE-----\nCA\n' },
      grpcOptions: {
        'ssl-target-name-override': 'peer0.org1.example.com',
        hostnameOverride: 'peer0.org1.example.com',
      },
    },
  },
};

describe('gateway/ledger: connection settings', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'suyuan-connection-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  async function write(name: string, text: string): Promise<string> {
    const file = join(folder, name);
    await mkdir(join(file, '..'), { recursive: true });
    await writeFile(file, text);
    return file;
  }

  it('come from the folder of an embedded ledger', async () => {
    await write('a/ca.crt', 'CA');
    await write('a/own.pem', 'OWN');
    await write('a/priv_sk', 'KEY');
    const paths = { tlsCa: 'a/ca.crt', certificate: 'a/own.pem', privateKey: 'a/priv_sk' };
    const names = { endpoint: '127.0.0.1:7051', channel: 'suyuan', chaincode: 'suyuan', mspid: 'NodeMSP' };
    const file = await write('connection.json', JSON.stringify({ v: 1, hostAlias: 'peer0.node', ...names, ...paths }));
    expect(await readConnection(file)).to.deep.equal({
      ...{ endpoint: '127.0.0.1:7051', hostnameOverride: 'peer0.node', mspId: 'NodeMSP' },
      ...{ channel: 'suyuan', chaincode: 'suyuan', tlsCa: 'CA', certificate: 'OWN', privateKey: 'KEY' },
    });
  });

  it("come from a connection profile of Fabric's and a member's MSP folder", async () => {
    const file = await write('connection-org1.json', JSON.stringify(PROFILE));
    await write('msp/signcerts/User1@org1.example.com-cert.pem', 'OWN');
    await write('msp/keystore/1f2e_sk', 'KEY');
    const names = { channel: 'mychannel', chaincode: 'suyuan' };
    expect(await readProfile(file, join(folder, 'msp'), names)).to.deep.equal({
      ...{ endpoint: 'localhost:7051', hostnameOverride: 'peer0.org1.example.com', mspId: 'Org1MSP', ...names },
      ...{ tlsCa: '-----BEGIN CERTIFICATE-----\nCA\n', certificate: 'OWN', privateKey: 'KEY' },
    });
  });

  it('say in a sentence what is missing', async () => {
    expect(await codeOf(readConnection(join(folder, 'none.json')))).to.equal('USAGE');
    expect(await codeOf(readConnection(await write('bad.json', '{')))).to.equal('USAGE');
    expect(await codeOf(readConnection(await write('short.json', '{"endpoint":"a:1"}')))).to.equal('USAGE');
    const file = await write('connection-org1.json', JSON.stringify(PROFILE));
    const names = { channel: 'mychannel', chaincode: 'suyuan' };
    expect(await codeOf(readProfile(file, join(folder, 'msp'), names))).to.equal('USAGE');
  });
});
