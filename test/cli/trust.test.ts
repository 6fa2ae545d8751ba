import { readFile, writeFile } from 'node:fs/promises';
import type { Verdict } from '@suyuan/client';
import type { ItemAnswer } from '@suyuan/domain';
import { expect } from 'chai';
import { HttpStub } from '../client/http-stub.js';
import { gather, LOT, story, type Cast } from '../client/ledger/apples.js';
import { Suyuan } from './suyuan.js';

describe('suyuan, the command line, and whom it trusts', function () {
  this.timeout(60_000);
  let cli: Suyuan;
  let stub: HttpStub;
  let cast: Cast;
  let answer: ItemAnswer;
  before(async () => {
    cast = await gather();
    await story(cast);
    answer = cast.ledger.item(LOT);
  });
  beforeEach(async () => {
    cli = await Suyuan.make();
    stub = new HttpStub();
    await stub.start();
    stub.tell = ({ url }) => ({ body: url.startsWith('/api/v1/ledger') ? answer.ledger : answer });
  });
  afterEach(async () => {
    await stub.stop();
    await cli.remove();
  });

  it('shows a journey and what was checked, pinning the root key on first use', async () => {
    const first = await cli.run(['item', LOT, '--gateway', stub.url]);
    expect(first.code, first.out).to.equal(0);
    expect(first.err).to.include('First use').and.to.include(cast.regulator.thumbprint);
    expect(first.out)
      .to.include('VERIFIED')
      .and.to.include('Yantai Fuji apples')
      .and.to.include('翠谷红苹果专业合作社');
    expect(first.out).to.include('500 shipped by').and.to.include('that nothing was left out');
    const second = await cli.run(['item', `${stub.url}/${LOT}`, '--lang', 'zh']);
    expect(second).to.include({ code: 0, err: '' });
    expect(second.out).to.include('核验通过').and.to.include('短少 11.5 KGM');
    expect((await cli.run(['pins', 'list'])).out)
      .to.include(stub.url)
      .and.to.include(cast.regulator.thumbprint);
  });

  it('fails loudly where the root key has changed, until it is told to forget', async () => {
    await cli.run(['verify', LOT, '--gateway', stub.url]);
    const other = await gather();
    await story(other);
    const impostor = other.ledger.item(LOT);
    stub.tell = ({ url }) => ({ body: url.startsWith('/api/v1/ledger') ? impostor.ledger : impostor });
    for (const args of [['verify', LOT], ['item', LOT], ['status']]) {
      const { code, err, out } = await cli.run([...args, '--gateway', stub.url]);
      expect(code, args.join(' ')).to.equal(1);
      expect(err).to.include('WARNING').and.to.include('PIN_CHANGED');
      expect(out).not.to.include('VERIFIED:');
    }
    expect((await cli.run(['pins', 'forget', stub.url])).code).to.equal(0);
    expect((await cli.run(['verify', LOT, '--gateway', stub.url])).code).to.equal(0);
  });

  it('takes a pin from its user before any other, and says no where it does not fit', async () => {
    const good = { SUYUAN_PIN: cast.regulator.thumbprint, SUYUAN_GATEWAY: stub.url };
    expect(await cli.run(['verify', LOT], good)).to.include({ code: 0, err: '' });
    const { code, data } = await cli.json(['verify', LOT, '--pin', cast.grower.thumbprint], good);
    const verdict = data as Verdict;
    expect(code).to.equal(1);
    expect(verdict.ok).to.equal(false);
    expect(verdict.checks.find(({ id }) => id === 'keys')?.details[0]?.code).to.equal('ROOT_NOT_PINNED');
    expect((await cli.run(['pins', 'list'])).out).to.include('No gateway is trusted yet');
  });

  it('verifies a saved answer without any gateway, and finds what was altered in it', async () => {
    await cli.run(['item', LOT, '--gateway', stub.url, '--out', 'answer.json']);
    await stub.stop();
    expect((await cli.run(['verify', 'answer.json'])).code).to.equal(0);
    const saved = await readFile(cli.path('answer.json'), 'utf8');
    await writeFile(cli.path('altered.json'), saved.replaceAll('1500', '1400'));
    const altered = await cli.run(['verify', 'altered.json']);
    expect(altered.code).to.equal(1);
    expect(altered.out).to.include('NOT VERIFIED').and.to.include('CLAIM_MISMATCH');
    const other = ['verify', 'answer.json', '--item', '01/06901234567892/10/ZZ'];
    expect((await cli.run(other)).out).to.include('ITEM_MISMATCH');
    await writeFile(cli.path('none.json'), '{"x":1}');
    expect((await cli.run(['verify', 'none.json'])).code).to.equal(2);
    await stub.start();
  });
});
