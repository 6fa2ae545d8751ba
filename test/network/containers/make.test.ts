import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { parse } from 'yaml';
import { contractVersion } from '@suyuan/chaincode/server';
import { containerNetwork, makeFiles, type ContainerFacts } from '@suyuan/containers';
import { isForDevelopment, readConnection } from '@suyuan/gateway';
import { findPrograms, type Programs } from '@suyuan/native';
import { identityFolders } from '@suyuan/network-config';

const programs = await findPrograms({ download: false }).catch(() => undefined);
const over = programs === undefined ? describe.skip : describe;

const CONTRACTS = fileURLToPath(new URL('../../../scripts/dist/contracts.js', import.meta.url));

/** What `setup` does in its container, on folders instead of volumes. */
over('the files of a network in containers', function () {
  this.timeout(120_000);
  const regulator = 'r'.repeat(43);
  let folder: string;
  let facts: ContainerFacts;
  let mounts: { network: string; crypto: string };
  const bundle = Buffer.from('one');

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'suyuan-containers-'));
    mounts = { network: join(folder, 'network'), crypto: join(folder, 'crypto') };
    // What an attempt that failed may have left.
    facts = await make(Buffer.from('another'));
    await rm(join(mounts.network, 'network.json'));
    facts = await make(bundle);
  });
  after(() => rm(folder, { recursive: true, force: true }));

  const make = (bytes: Buffer): Promise<ContainerFacts> =>
    makeFiles({
      ...{ programs: programs as Programs, bundle: bytes, ordering: 'BFT', mounts },
      regulator: () => Promise.resolve(regulator),
    });
  const at = (...path: string[]): string => join(mounts.network, ...path);

  it('are all there when network.json is', async () => {
    expect(facts).to.include({ v: 1, ordering: 'BFT', regulator, version: contractVersion(bundle), sequence: 1 });
    expect(JSON.parse(await readFile(at('network.json'), 'utf8'))).to.deep.equal(facts);
    expect(await readdir(at('nodes'))).to.have.length(4 * 3);
    expect((await stat(at('config', 'genesis.block'))).size).to.be.greaterThan(1000);
  });

  it('tell nodes by names and paths of their containers', async () => {
    const core = parse(await readFile(at('nodes/lab-peer/core.yaml'), 'utf8')) as { peer: Record<string, unknown> };
    expect(core.peer).to.include({ address: 'peer.lab.suyuan.internal:7051', listenAddress: '0.0.0.0:7051' });
    expect(core.peer).to.include({ fileSystemPath: '/data' });
    expect(existsSync(core.peer['mspConfigPath'] as string)).to.equal(true);
    const env = await readFile(at('nodes/lab-contracts/contracts.env'), 'utf8');
    const lines = Object.fromEntries(
      env
        .trim()
        .split('\n')
        .map((line) => line.split(/=(.*)/s).slice(0, 2) as [string, string]),
    );
    expect(lines).to.include({
      CHAINCODE_SERVER_ADDRESS: '0.0.0.0:9999',
      CORE_CHAINCODE_ID_NAME: facts.packages.lab,
      SUYUAN_REGULATOR: regulator,
      SUYUAN_GENESIS: facts.genesis,
    });
    for (const name of ['CHAINCODE_TLS_KEY', 'CHAINCODE_TLS_CERT'])
      expect(existsSync(lines[name] ?? '')).to.equal(true);
  });

  it('connect gateways with identities that say what they are for', async () => {
    const connection = await readConnection(at('connections/producer.json'));
    expect(connection).to.include({ endpoint: 'peer.producer.suyuan.internal:7051', mspId: 'ProducerMSP' });
    expect(isForDevelopment(connection.certificate)).to.equal(true);
    for (const organisation of containerNetwork('BFT').description.organisations) {
      const own = join(mounts.crypto, identityFolders(organisation).root);
      expect(await readFile(join(own, 'DEVELOPMENT-ONLY.txt'), 'utf8'))
        .to.include('DEVELOPMENT ONLY')
        .and.include('仅供开发');
      const authority = await readFile(join(own, 'ca', `ca.${organisation.domain}-cert.pem`), 'utf8');
      expect(isForDevelopment(authority)).to.equal(true);
    }
  });

  it('stay as they are, but for packages where the contracts are others', async () => {
    expect(await make(bundle)).to.deep.equal(facts);
    const genesis = await readFile(at('config/genesis.block'));
    const next = await make(Buffer.from('two'));
    expect(next).to.deep.include({ genesis: facts.genesis, regulator, version: contractVersion(Buffer.from('two')) });
    expect(next.packages.lab).to.not.equal(facts.packages.lab);
    expect(await readFile(at('nodes/lab-contracts/contracts.env'), 'utf8')).to.include(next.packages.lab);
    expect((await readFile(at('config/genesis.block'))).equals(genesis)).to.equal(true);
  });

  it('are what `npm run contracts` makes, for who does it by hand', async () => {
    const run = (...args: string[]) =>
      execFileSync(process.execPath, [CONTRACTS, ...args], { encoding: 'utf8', stdio: 'pipe' }).trim();
    expect(run('genesis', at('config/genesis.block'))).to.equal(facts.genesis);
    await writeFile(join(folder, 'contracts.cjs'), bundle);
    const [organisation] = containerNetwork('BFT').description.organisations;
    const rootCert = join(mounts.crypto, identityFolders(organisation ?? expect.fail()).tlsCa);
    const out = join(folder, 'package.tar.gz');
    const made = ['package', '--bundle', join(folder, 'contracts.cjs'), '--out', out];
    const address = ['--address', 'contracts.producer.suyuan.internal:9999'];
    const id = run(...made, ...address, '--root-cert', rootCert);
    expect(id).to.equal(facts.packages.producer);
    expect(id).to.equal(
      `suyuan_${facts.version}:${createHash('sha256')
        .update(await readFile(out))
        .digest('hex')}`,
    );
    expect(run(...made, ...address)).to.not.equal(id);
    const mutual = ['--root-cert', rootCert, '--client-cert', rootCert, '--client-key', rootCert];
    run(...made, ...address, ...mutual);
    const code = execFileSync('tar', ['-xzOf', out, 'code.tar.gz']);
    const text = execFileSync('tar', ['-xzO', 'connection.json'], { input: code, encoding: 'utf8' });
    expect(JSON.parse(text)).to.include({ tls_required: true, client_auth_required: true });
    expect(() => run(...made, ...address, '--client-cert', rootCert)).to.throw();
    expect(() => run('genesis', out)).to.throw();
  });
});
