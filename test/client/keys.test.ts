import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  exportScalar,
  generateKey,
  importKey,
  proveKey,
  sha256,
  verifySignature,
  verifyWithNoble,
  webSigner,
} from '@suyuan/client';
import { createKeyFile, fileSigner, nodeHash, readKeyFile } from '@suyuan/client/node';
import { formatKeyId, parseProof, TraceError, utf8 } from '@suyuan/domain';
import { expect } from 'chai';
import fc from 'fast-check';
import { refusal } from './refusal.js';

const FIRM = '91110000802100433B';

describe('client keys', () => {
  it('sign in WebCrypto what Node, WebCrypto and noble verify, either s of the pair', async () => {
    const signer = webSigner(await generateKey(FIRM));
    expect(signer.kid).to.equal(formatKeyId({ participant: FIRM, thumbprint: signer.thumbprint }));
    const bytes = utf8('苹果');
    const signature = await signer.sign(bytes);
    expect(signature).to.have.length(64);
    for (const candidate of [signature, twin(signature)]) {
      expect(await verifySignature(signer.jwk, bytes, candidate)).to.equal(true);
      expect(await verifyWithNoble(signer.jwk, bytes, candidate)).to.equal(true);
    }
    for (const verify of [verifySignature, verifyWithNoble]) {
      expect(await verify(signer.jwk, utf8('梨'), signature)).to.equal(false);
      expect(await verify(signer.jwk, bytes, signature.slice(1))).to.equal(false);
      expect(await verify(signer.jwk, bytes, new Uint8Array(64))).to.equal(false);
      expect(await verify({ ...signer.jwk, x: signer.jwk.y }, bytes, signature)).to.equal(false);
      expect(await verify({ ...signer.jwk, x: 'AA' }, bytes, signature)).to.equal(false);
    }
  });

  it('keep their private half unless made extractable', async () => {
    const closed = await generateKey(FIRM);
    expect(closed.privateKey.extractable).to.equal(false);
    expect(await refusal(exportScalar(closed))).to.equal('KEY_INVALID');
    const open = await generateKey(FIRM, true);
    const again = await importKey(FIRM, open.jwk, await exportScalar(open));
    const signature = await webSigner(again).sign(utf8('x'));
    expect(await verifySignature(open.jwk, utf8('x'), signature)).to.equal(true);
    expect(await refusal(importKey(FIRM, open.jwk, 'AAAA'))).to.equal('KEY_INVALID');
  });

  it('prove their possession', async () => {
    const signer = webSigner(await generateKey(FIRM));
    const proof = parseProof(await proveKey(signer, 1_800_000_000), sha256);
    expect(proof).to.include({ participant: FIRM, thumbprint: signer.thumbprint, iat: 1_800_000_000 });
    expect(await verifySignature(proof.jwk, utf8(proof.signingInput), proof.signature)).to.equal(true);
  });

  it('hash alike everywhere', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(sha256(bytes)).to.deep.equal(nodeHash(bytes));
      }),
    );
  });
});

describe('client key files', () => {
  let folder = '';
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'suyuan-keys-'));
  });
  after(() => rm(folder, { recursive: true }));

  it('are written once, for their owner alone, and sign', async () => {
    const path = join(folder, 'sub', 'key.json');
    const made = await createKeyFile(path, FIRM, '包装线');
    expect((await stat(path)).mode & 0o777).to.equal(0o600);
    expect((await stat(join(folder, 'sub'))).mode & 0o777).to.equal(0o700);
    const read = await readKeyFile(path);
    expect(read).to.deep.equal(made);
    const signature = await fileSigner(read).sign(utf8('x'));
    expect(signature).to.have.length(64);
    expect(await verifySignature(read.jwk, utf8('x'), signature)).to.equal(true);
    expect(await refusal(createKeyFile(path, FIRM))).to.equal('FILE_EXISTS');
    expect(await readKeyFile(path)).to.deep.equal(made);
  });

  it('are refused where others can read them, with what to do', async () => {
    const path = join(folder, 'open.json');
    await createKeyFile(path, FIRM);
    for (const mode of [0o640, 0o604, 0o620]) {
      await chmod(path, mode);
      expect(await refusal(readKeyFile(path))).to.equal('KEY_FILE_OPEN');
    }
    await chmod(path, 0o400);
    expect(await refusal(readKeyFile(path))).to.equal(undefined);
  });

  it('are refused where they are none', async () => {
    const path = join(folder, 'bad.json');
    const good = await createKeyFile(join(folder, 'good.json'), FIRM);
    const other = await createKeyFile(join(folder, 'other.json'), FIRM);
    const bad = [
      '',
      '{}',
      'null',
      JSON.stringify({ ...good, d: other.d }),
      JSON.stringify({ ...good, d: 'AAAA' }),
      JSON.stringify({ ...good, jwk: other.jwk }),
      JSON.stringify({ ...good, kid: other.kid }),
      JSON.stringify({ ...good, participant: '91110000802100433C' }),
      JSON.stringify({ ...good, more: 1 }),
    ];
    for (const text of bad) {
      await writeFile(path, text, { mode: 0o600 });
      expect(await refusal(readKeyFile(path)), text).to.equal('KEY_FILE_INVALID');
    }
    expect(await refusal(readKeyFile(join(folder, 'none.json')))).to.equal('FILE_UNREADABLE');
    expect(await readFile(path, 'utf8')).to.include('more');
    expect(await refusal(createKeyFile(join(folder, 'x.json'), '91110000802100433C'))).to.equal('CHECK_DIGIT');
  });

  it('never show the private scalar in an error', async () => {
    const path = join(folder, 'leak.json');
    const file = await createKeyFile(path, FIRM);
    await chmod(path, 0o644);
    const error = await readKeyFile(path).catch((caught: unknown) => caught);
    expect(error).to.be.instanceOf(TraceError);
    expect(JSON.stringify([error, String(error), (error as TraceError).facts])).not.to.include(file.d);
  });
});

/** (r, s) → (r, n − s): the other signature that ECDSA accepts. */
function twin(signature: Uint8Array): Uint8Array {
  const order = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
  const s = BigInt(`0x${Buffer.from(signature.slice(32)).toString('hex')}`);
  const other = (order - s).toString(16).padStart(64, '0');
  return new Uint8Array([...signature.slice(0, 32), ...Buffer.from(other, 'hex')]);
}
