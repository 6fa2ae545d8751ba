import { spawnSync } from 'node:child_process';
import { copyFile, mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { commissioning, entryText, verifySignature } from '@suyuan/client';
import { nodeHash, readKeyFile } from '@suyuan/client/node';
import {
  interpret,
  JsonNumber,
  ledgerAudience,
  parseHead,
  parseProof,
  utf8,
  type SignedDocument,
} from '@suyuan/domain';
import { expect } from 'chai';
import { PROGRAM, Suyuan } from './suyuan.js';

const FIRM = '91110000802100433B';
const AUD = ledgerAudience('trace', 'ab'.repeat(32));

describe('suyuan, the command line, without a gateway', function () {
  this.timeout(60_000);
  let cli: Suyuan;
  before(async () => {
    cli = await Suyuan.make();
  });
  after(() => cli.remove());

  it('makes a key file for its owner alone, and a proof; the private half is never shown', async () => {
    const made = await cli.run(['keys', 'new', '--participant', FIRM, '--label', '包装线', '--out', 'key.json']);
    expect(made).to.include({ code: 0, err: '' });
    expect((await stat(cli.path('key.json'))).mode & 0o777).to.equal(0o600);
    const { d, kid } = await readKeyFile(cli.path('key.json'));
    const shown = await cli.run(['keys', 'show', 'key.json']);
    const proof = await cli.run(['keys', 'proof'], { SUYUAN_KEY: 'key.json' });
    for (const { out, err } of [made, shown, proof]) expect(out + err).not.to.include(d);
    expect(shown.out).to.include(kid).and.to.include('包装线');
    const read = parseProof(proof.out.trim(), nodeHash);
    expect(read.participant).to.equal(FIRM);
    expect(await verifySignature(read.jwk, utf8(read.signingInput), read.signature)).to.equal(true);
    const again = await cli.run(['keys', 'new', '--participant', FIRM, '--out', 'key.json']);
    expect(again.code).to.equal(2);
    expect(again.err).to.include('FILE_EXISTS');
  });

  it('backs a key up with a passphrase, and makes its file again; says what is wrong with what will not open', async () => {
    const run = (args: readonly string[], words = '果园 orchard 1234') =>
      cli.run(['keys', ...args], { SUYUAN_PASSPHRASE: words });
    const exported = await run(['export', 'key.json', '--out', 'backup.json']);
    expect(exported).to.include({ code: 0, err: '' });
    expect((await stat(cli.path('backup.json'))).mode & 0o777).to.equal(0o600);
    const text = await readFile(cli.path('backup.json'), 'utf8');
    const { d, kid, label } = await readKeyFile(cli.path('key.json'));
    expect(text).not.to.include(d);
    const imported = await run(['import', 'backup.json', '--out', 'again.json']);
    expect(imported).to.include({ code: 0, err: '' });
    expect(imported.out).to.include(kid).and.not.to.include(d);
    expect(await readKeyFile(cli.path('again.json'))).to.include({ d, kid, label });
    await writeFile(cli.path('words.txt'), '果园 orchard 1234\n');
    const byFile = await cli.run([
      'keys',
      'import',
      'backup.json',
      '--out',
      'third.json',
      '--passphrase-file',
      'words.txt',
    ]);
    expect(byFile.code, byFile.err).to.equal(0);
    await writeFile(cli.path('cut.json'), text.slice(0, 200));
    for (const [args, words, code] of [
      [['import', 'backup.json', '--out', 'new.json'], 'another passphrase', 'KEY_BACKUP_LOCKED'],
      [['import', 'cut.json', '--out', 'new.json'], undefined, 'KEY_BACKUP_INVALID'],
      [['import', 'key.json', '--out', 'new.json'], undefined, 'KEY_BACKUP_INVALID'],
      [['import', 'backup.json', '--out', 'again.json'], undefined, 'FILE_EXISTS'],
      [['export', 'key.json', '--out', 'short.json'], 'short', 'PASSPHRASE_SHORT'],
    ] as const) {
      const refused = await run(args, words);
      expect([refused.code, refused.err], args.join(' ')).to.have.property('0', 2);
      expect(refused.err).to.include(code);
    }
    const silent = await cli.run(['keys', 'import', 'backup.json', '--out', 'new.json']);
    expect(silent).to.have.property('code', 2);
    expect(silent.err).to.include('SUYUAN_PASSPHRASE');
  });

  it('signs an EPCIS file: shows every event, keeps numbers as they are written', async () => {
    await writeFile(cli.path('events.json'), epcis('2000.50', 'H87'));
    const args = ['sign', 'events.json', '--key', 'key.json', '--aud', AUD, '--out', 'signed.json'];
    const { code, out } = await cli.run(args);
    expect(code, out).to.equal(0);
    expect(out).to.include('commissioning').and.to.include('× 2000.50 H87').and.to.include('epcisHeader');
    const document = JSON.parse(await readFile(cli.path('signed.json'), 'utf8')) as SignedDocument;
    const head = parseHead(document.jws, nodeHash);
    expect(head).to.include({ kind: 'events', aud: AUD, n: 2 });
    expect(interpret(document, nodeHash).errors).to.deep.equal([]);
    expect(Buffer.from(document.entries[0] ?? '', 'base64url').toString()).to.include('"quantity":2000.50');
    const { jwk } = await readKeyFile(cli.path('key.json'));
    expect(await verifySignature(jwk, utf8(head.signingInput), head.signature)).to.equal(true);
    expect((await cli.run(args)).err).to.include('FILE_EXISTS');
  });

  it('signs nothing that could never be accepted, and tells every entry that is wrong', async () => {
    await writeFile(cli.path('bad.json'), epcis('1e999', 'KGM'));
    const { code, data } = await cli.json([
      ...['sign', 'bad.json', '--key', 'key.json', '--aud', AUD, '--out', 'bad.signed.json'],
    ]);
    expect(code).to.equal(1);
    const { results } = data as { results: { errors: { entry: number; code: string }[] }[] };
    const errors = results[0]?.errors ?? [];
    expect(new Set(errors.map(({ entry }) => entry))).to.deep.equal(new Set([0, 1]));
    expect(errors[0]?.code).to.equal('QUANTITY_INVALID');
    expect(await stat(cli.path('bad.signed.json')).catch(() => 'none')).to.equal('none');
  });

  it('refuses key files that others can read, and files that are none, with what to do', async () => {
    await writeFile(cli.path('open.json'), await readFile(cli.path('key.json')), { mode: 0o644 });
    const open = await cli.run(['keys', 'show', 'open.json']);
    expect(open.code).to.equal(2);
    expect(open.err).to.include('chmod 600 open.json');
    expect((await cli.run(['keys', 'show', 'none.json'])).code).to.equal(2);
    expect((await cli.run(['sign', 'none.json', '--key', 'key.json', '--aud', AUD])).err).to.include('FILE_UNREADABLE');
  });

  it('speaks Chinese and English', async () => {
    const zh = await cli.run(['keys', 'show', 'none.json'], { LANG: 'zh_CN.UTF-8' });
    expect(zh.err)
      .to.match(/^错误：|^错误: /)
      .and.to.include('无法读取');
    expect((await cli.run(['--help', '--lang', 'zh'])).out).to.include('退出码');
    expect((await cli.run(['--help'], { LANG: 'zh_CN.UTF-8', SUYUAN_LANG: 'en' })).out).to.include('Exit codes');
  });

  it('explains a code, or a refusal as it was saved, in both languages', async () => {
    const one = await cli.run(['explain', 'key_revoked']);
    expect(one).to.include({ code: 0 });
    expect(one.out).to.include('已吊销').and.to.include('is revoked');
    const errors = [{ entry: 3, code: 'NOT_HOLDER', facts: { participant: FIRM, lot: '01/0/10/A' }, message: '' }];
    await writeFile(cli.path('problem.json'), JSON.stringify({ code: 'REFUSED', facts: {}, results: [{ errors }] }));
    const saved = (await cli.json(['explain', 'problem.json'])).data as { code: string; en: string }[];
    expect(saved.map(({ code }) => code)).to.deep.equal(['NOT_HOLDER', 'REFUSED']);
    expect(saved[0]?.en).to.equal(`${FIRM} does not hold the lot 01/0/10/A.`);
    expect((await cli.run(['explain', 'NO_SUCH'])).code).to.equal(2);
  });

  it('says what to run where it was not built, and where it cannot write', async () => {
    await mkdir(cli.path('bin'));
    await copyFile(PROGRAM, cli.path('bin/suyuan.mjs'));
    const { stderr, status } = spawnSync(process.execPath, [cli.path('bin/suyuan.mjs')], { encoding: 'utf8' });
    expect(status).to.equal(2);
    expect(stderr).to.include('npm run build').and.to.include('尚未构建');
    const under = ['keys', 'proof', 'key.json', '--out', 'key.json/x'];
    expect(await cli.run(under)).to.include({ code: 2 });
    expect((await cli.run(under)).err).to.include('FILE_UNWRITABLE');
    const days = ['sign', 'events.json', '--key', 'key.json', '--aud', AUD, '--out', 'x.json', '--days'];
    expect((await cli.run([...days, 'x'])).code).to.equal(2);
    expect((await cli.run([...days, '31'])).err).to.include('LIFETIME_INVALID');
  });

  it('ends with 2 where it is used wrongly and with 3 where no gateway is there', async () => {
    const away = ['--gateway', 'http://127.0.0.1:1'];
    const wrong = [['frob'], ['keys', 'new'], ['send'], ['sign', 'events.json'], ['holdings'], ['item', 'x', '--frob']];
    for (const args of wrong) expect((await cli.run(args)).code, args.join(' ')).to.equal(2);
    expect((await cli.run(['status', '--gateway', 'nowhere'])).code).to.equal(2);
    for (const args of [['status'], ['item', '01/06901234567892/10/A1'], ['send', 'signed.json']]) {
      const { code, err } = await cli.run([...args, ...away]);
      expect(code, args.join(' ')).to.equal(3);
      expect(err).to.include('GATEWAY_UNREACHABLE');
    }
    expect((await cli.run(['item', '01/06901234567893/10/A1', ...away])).err).to.include('CHECK_DIGIT');
  });
});

/** A file of two events, with a header that says nothing of them. */
function epcis(quantity: string, uom: string): string {
  const event = commissioning({
    at: '2026-10-20T08:30:00+08:00',
    lot: '01/06901234567892/10/A1',
    quantity: '1',
    uom,
    category: 'agri',
    product: { zh: '苹果' },
    origin: '山东省栖霞市',
  });
  const { '@context': context = null, ...rest } = event;
  const lines = [{ epcClass: 'urn:epc:class:lgtin:6901234.056789.A1', quantity: new JsonNumber(quantity), uom }];
  const events = ['a', 'b'].map((id) => ({ ...rest, eventID: `urn:x:${id}`, quantityList: lines }));
  return entryText({
    '@context': context,
    type: 'EPCISDocument',
    schemaVersion: '2.0',
    creationDate: '2026-10-20T08:30:00Z',
    epcisHeader: {},
    epcisBody: { eventList: events },
  });
}
