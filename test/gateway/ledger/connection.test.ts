import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { readConnection, readProfile } from '@suyuan/gateway';
import { makeCertificate, type MadeCertificate } from '../../support/certificates.js';
import { MSP_FILES, testNetworkProfile, writeMsp } from '../../support/test-network-profile.js';
import { codeOf } from './orchard.js';

const PARTS = {
  peer: 'localhost:7051',
  name: 'peer0.org1.example.com',
  mspid: 'Org1MSP',
  tlsCa: 'TLS CA\n',
  ca: 'CA\n',
};
const NAMES = { channel: 'mychannel', chaincode: 'suyuan' };

describe('gateway/ledger: connection settings', () => {
  let folder: string;
  let own: MadeCertificate;
  let other: MadeCertificate;
  before(async () => {
    [own, other] = await Promise.all([makeCertificate('CN=user1, OU=client'), makeCertificate('CN=user2, OU=client')]);
  });
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'suyuan-connection-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  async function write(name: string, content: string | object): Promise<string> {
    const file = join(folder, name);
    await mkdir(join(file, '..'), { recursive: true });
    await writeFile(file, typeof content === 'string' ? content : JSON.stringify(content, null, 4));
    return file;
  }

  it('come from the folder of an embedded ledger', async () => {
    await write('a/ca.crt', 'CA');
    await write('a/own.pem', 'OWN');
    await write('a/priv_sk', 'KEY');
    const paths = { tlsCa: 'a/ca.crt', certificate: 'a/own.pem', privateKey: 'a/priv_sk' };
    const names = { endpoint: '127.0.0.1:7051', channel: 'suyuan', chaincode: 'suyuan', mspid: 'NodeMSP' };
    const file = await write('connection.json', { v: 1, hostAlias: 'peer0.node', ...names, ...paths });
    expect(await readConnection(file)).to.deep.equal({
      ...{ endpoint: '127.0.0.1:7051', hostnameOverride: 'peer0.node', mspId: 'NodeMSP' },
      ...{ channel: 'suyuan', chaincode: 'suyuan', tlsCa: 'CA', certificate: 'OWN', privateKey: 'KEY' },
    });
    const named = { v: 1, network: 'embedded', hostAlias: 'peer0.node', ...names, ...paths };
    expect(await readConnection(await write('connection.json', named))).to.include({ embedded: true });
  });

  for (const maker of Object.keys(MSP_FILES) as (keyof typeof MSP_FILES)[]) {
    it(`come from connection-org1.json and an MSP folder made by ${maker}`, async () => {
      const file = await write('connection-org1.json', testNetworkProfile(PARTS));
      const msp = await writeMsp(join(folder, 'msp'), maker, { ...own, ca: 'CA\n' });
      expect(await readProfile(file, msp, NAMES)).to.deep.equal({
        ...{ endpoint: 'localhost:7051', hostnameOverride: 'peer0.org1.example.com', mspId: 'Org1MSP', ...NAMES },
        ...{ tlsCa: 'TLS CA\n', ...own },
      });
    });
  }

  it('take the certificate’s own key where who was enrolled again has earlier ones', async () => {
    const file = await write('connection-org1.json', testNetworkProfile(PARTS));
    const msp = await writeMsp(join(folder, 'msp'), 'fabric-ca-client', { ...own, ca: 'CA\n' });
    await write('msp/keystore/00_sk', other.privateKey);
    await write('msp/keystore/IssuerRevocationPublicKey', 'not PEM');
    expect(await readProfile(file, msp, NAMES)).to.include({ privateKey: own.privateKey });
  });

  it('take authorities of TLS as a list, or as a file beside the profile', async () => {
    const msp = await writeMsp(join(folder, 'msp'), 'cryptogen', { ...own, ca: 'CA\n' });
    await write('tls/ca.crt', 'CA IN A FILE');
    for (const [tlsCACerts, expected] of [
      [{ pem: ['ONE', 'TWO'] }, 'ONE\nTWO'],
      [{ path: 'tls/ca.crt' }, 'CA IN A FILE'],
    ] as const) {
      const profile = testNetworkProfile(PARTS) as { peers: Record<string, object> };
      profile.peers[PARTS.name] = { url: 'grpcs://localhost:7051', tlsCACerts };
      const found = await readProfile(await write('profile.json', profile), msp, NAMES);
      expect(found).to.include({ tlsCa: expected }).and.to.not.have.property('hostnameOverride');
    }
  });

  it('say in a sentence what is missing', async () => {
    expect(await codeOf(readConnection(join(folder, 'none.json')))).to.equal('USAGE');
    expect(await codeOf(readConnection(await write('bad.json', '{')))).to.equal('USAGE');
    expect(await codeOf(readConnection(await write('short.json', '{"endpoint":"a:1"}')))).to.equal('USAGE');
    const file = await write('connection-org1.json', testNetworkProfile(PARTS));
    expect(await codeOf(readProfile(file, join(folder, 'none'), NAMES)), 'no folder').to.equal('USAGE');
    const msp = await writeMsp(join(folder, 'msp'), 'cryptogen', { ...other, certificate: own.certificate, ca: '' });
    expect(await codeOf(readProfile(file, msp, NAMES)), 'the key of another').to.equal('USAGE');
    const stranger = testNetworkProfile(PARTS) as { client: object };
    stranger.client = { organization: 'Org9' };
    expect(await codeOf(readProfile(await write('stranger.json', stranger), msp, NAMES))).to.equal('USAGE');
  });
});
