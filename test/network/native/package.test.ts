import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { SEMVER } from '@suyuan/chaincode/server';
import { bundleContracts, packageContracts } from '@suyuan/native';

describe('the contracts as they are installed', () => {
  const place = { host: '127.0.0.1', port: 7106 };

  it('are one bundle, versioned by semver and by what it is made of', async function () {
    this.timeout(60_000);
    const [one, two] = [await bundleContracts(), await bundleContracts()];
    const digest = createHash('sha256').update(one.bytes).digest('hex').slice(0, 12);
    expect(one.version).to.equal(`${SEMVER}+${digest}`);
    expect(two.version).to.equal(one.version);
    const { version } = createRequire(import.meta.url)('../../../chaincode/package.json') as { version: string };
    expect(SEMVER).to.equal(version);
  });

  it('are a package that names an address, by an id that peers compute alike', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'suyuan-package-'));
    try {
      const { bytes, id } = packageContracts('suyuan', '0.1.0+abc', place, 'PEM');
      expect(id).to.equal(`suyuan_0.1.0+abc:${createHash('sha256').update(bytes).digest('hex')}`);
      expect(packageContracts('suyuan', '0.1.0+abc', place, 'PEM').id).to.equal(id);
      expect(packageContracts('suyuan', '0.1.0+abc', { ...place, port: 7116 }, 'PEM').id).to.not.equal(id);
      await writeFile(join(folder, 'package.tar.gz'), bytes);
      const unpack = (file: string) => execFileSync('tar', ['-xzf', file], { cwd: folder });
      unpack('package.tar.gz');
      unpack('code.tar.gz');
      const read = async (name: string) => JSON.parse(await readFile(join(folder, name), 'utf8')) as unknown;
      expect(await read('metadata.json')).to.deep.equal({ type: 'ccaas', label: 'suyuan_0.1.0+abc' });
      expect(await read('connection.json')).to.include({ address: '127.0.0.1:7106', tls_required: true });
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
