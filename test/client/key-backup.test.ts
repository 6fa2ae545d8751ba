import { exportScalar, generateKey, isKeyBackup, openKey, sealKey, type BareKey } from '@suyuan/client';
import { expect } from 'chai';
import fc from 'fast-check';
import { refusal } from './refusal.js';

const FIRM = '91110000802100433B';
const OTHER = '11370686K280651784';
const SECRET = '苹果 orchard 果园 1';
/** As few as a file may ask for: what is tested is not how long it takes. */
const FEW = 100_000;

async function bareKey(participant = FIRM): Promise<BareKey> {
  const key = await generateKey(participant, true);
  return { participant, label: '果园 1 号', created: '2026-11-20T00:00:00Z', jwk: key.jwk, d: await exportScalar(key) };
}

describe('client: encrypted backups of keys', () => {
  let key: BareKey;
  let backup: string;
  before(async () => {
    key = await bareKey();
    backup = await sealKey(key, SECRET, FEW);
  });
  const change = (of: (value: Record<string, unknown>) => object): string =>
    JSON.stringify(of(JSON.parse(backup) as Record<string, unknown>));
  const reason = async (text: string, words = SECRET): Promise<unknown> => {
    try {
      await openKey(text, words);
    } catch (error) {
      const { code, facts } = error as { code: string; facts: { reason?: string } };
      return [code, ...(facts.reason === undefined ? [] : [facts.reason])];
    }
    return 'opened';
  };

  it('give the key back, by the passphrase, however it is composed', async () => {
    expect(isKeyBackup(backup)).to.equal(true);
    expect(backup).not.to.include(key.d);
    const { kid, ...opened } = await openKey(backup, SECRET);
    expect(opened).to.deep.equal(key);
    expect(kid).to.match(new RegExp(`^${FIRM}:`));
    const sealed = await sealKey(key, 'café au lait, é', FEW);
    expect((await openKey(sealed, 'café au lait, é')).d).to.equal(key.d);
    expect(JSON.parse(await sealKey(key, SECRET))).to.have.nested.property('kdf.iterations', 600_000);
  });

  it('are each encrypted anew', async () => {
    const again = JSON.parse(await sealKey(key, SECRET, FEW)) as { kdf: { salt: string }; d: string };
    const before = JSON.parse(backup) as typeof again;
    expect(again.kdf.salt).not.to.equal(before.kdf.salt);
    expect(again.d).not.to.equal(before.d);
  });

  it('are not made with a short passphrase, nor of a scalar that is another key’s', async () => {
    expect(await refusal(sealKey(key, 'elevenchars', FEW))).to.equal('PASSPHRASE_SHORT');
    const other = await bareKey();
    expect(await refusal(sealKey({ ...key, d: other.d }, SECRET, FEW))).to.equal('KEY_INVALID');
  });

  it('stay shut to a wrong passphrase, and where anything beside them was altered', async () => {
    expect(await reason(backup, `${SECRET} `)).to.deep.equal(['KEY_BACKUP_LOCKED']);
    expect(await reason(change((value) => ({ ...value, label: '别的' })))).to.deep.equal(['KEY_BACKUP_LOCKED']);
    expect(await reason(change((value) => ({ ...value, created: '2026-11-21T00:00:00Z' })))).to.deep.equal([
      'KEY_BACKUP_LOCKED',
    ]);
    const more = change((value) => ({ ...value, kdf: { ...(value['kdf'] as object), iterations: FEW + 1 } }));
    expect(await reason(more)).to.deep.equal(['KEY_BACKUP_LOCKED']);
  });

  it('say what is wrong where they are damaged, foreign, or of another kind', async () => {
    for (const [text, why] of [
      [backup.slice(0, -20), 'JSON_INVALID'],
      ['', 'JSON_INVALID'],
      ['{}', 'format'],
      [change((value) => ({ ...value, v: 2 })), 'v'],
      [change((value) => ({ ...value, participant: OTHER })), 'kid'],
      [change((value) => ({ ...value, d: 'AAAA' })), 'd'],
      [change((value) => ({ ...value, more: 1 })), 'FIELD_UNKNOWN'],
      [change((value) => ({ ...value, cipher: { name: 'AES-256-CBC', iv: 'AAAA' } })), 'FIELD_VALUE'],
      [change((value) => ({ ...value, kdf: { ...(value['kdf'] as object), iterations: 1 } })), 'kdf.iterations'],
    ] as const) {
      expect(await reason(text), text.slice(0, 40)).to.deep.equal(['KEY_BACKUP_INVALID', why]);
    }
    // One that somebody made with the same passphrase, of another public key: what is inside does not fit.
    const other = await bareKey();
    const { kid, jwk } = JSON.parse(await sealKey(other, SECRET, FEW)) as { kid: string; jwk: object };
    expect(await reason(change((value) => ({ ...value, kid, jwk })))).to.deep.equal(['KEY_BACKUP_LOCKED']);
  });

  it('never open cut off anywhere', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: backup.length - 3 }), async (length) => {
        expect(await reason(backup.slice(0, length))).to.have.property('0', 'KEY_BACKUP_INVALID');
      }),
      { numRuns: 40 },
    );
  });
});
