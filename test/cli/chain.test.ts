import { readFile, writeFile } from 'node:fs/promises';
import { commissioning, entryText, receiving, returning, sampling, shipping, type Verdict } from '@suyuan/client';
import { readKeyFile } from '@suyuan/client/node';
import { creditCodeCheck, type EntryRef, type JsonObject } from '@suyuan/domain';
import { expect } from 'chai';
import { LOT } from '../client/ledger/apples.js';
import { PACK } from '../support/farm-produce.js';
import { CliWorld } from './cli-world.js';
import type { Suyuan } from './suyuan.js';

const [REGULATOR, GROWER, DISTRIBUTOR, LABORATORY] = [
  '11370686K28065178',
  '93370686MA7K4T2E6',
  '91410122MA9G3R6X6',
  '12410000MB1C2D3E4',
].map((seed) => seed + creditCodeCheck(seed)) as [string, string, string, string];

describe('suyuan, the command line, from keys to a verdict', function () {
  this.timeout(120_000);
  let world: CliWorld;
  let cli: Suyuan;
  const env = (key?: string) => world.env(key);
  const run = (key: string | undefined, ...args: string[]) => world.run(key, ...args);
  const good = (key: string, ...args: string[]) => world.good(key, ...args);
  const bad = (key: string, ...args: string[]) => world.bad(key, ...args);
  const event = (name: string, value: JsonObject) => world.event(name, value);
  const line = (quantity: string) => ({ lot: LOT, quantity, uom: 'KGM' });

  before(async () => {
    const parties = { regulator: REGULATOR, grower: GROWER, distributor: DISTRIBUTOR, laboratory: LABORATORY };
    world = await CliWorld.start(parties);
    cli = world.cli;
  });
  after(() => world.stop());

  it('lets the first regulator register itself, then others, and publish a category', async () => {
    const status = await run('regulator', 'status');
    expect(status.out)
      .to.include('No regulator yet')
      .and.to.include('without consensus')
      .and.to.include('not registered');
    expect(status.code).to.equal(1);
    const register = (name: string, zh: string, role: string, ...more: string[]) =>
      good(
        'regulator',
        ...['participants', 'register', '--proof', `${name}.proof`, '--name', zh, '--role', role],
        ...['--division', '370686', ...more],
      );
    await register('regulator', '栖霞市市场监督管理局', 'regulator');
    await register('grower', '翠谷红苹果专业合作社', 'producer', '--prefix', '690123456');
    await register('distributor', '豫鲜达果品供应链', 'distributor', '--name-en', 'Yuxianda Fruit');
    await register('laboratory', '农产品检测中心', 'laboratory');
    await world.publish(PACK);
    const accredited = ['licence', 'grant', LABORATORY, '--type', 'accreditation', '--number', 'CATL-1'];
    const scope = ['--category', 'agri', '--scope', 'inspection', '--authority', '省农业农村厅'];
    await good('regulator', ...accredited, ...scope, '--from', '2026-01-01', '--until', '2030-12-31');
    await writeFile(cli.path('next.json'), JSON.stringify({ ...PACK, version: '1.1.0' }));
    const amend = ['category', 'amend', 'next.json', '--replaces'];
    expect(await bad('regulator', ...amend, '0.9.0')).to.deep.equal(['CATEGORY_VERSION']);
    await good('regulator', ...amend, '1.0.0');
    const { units, sources } = PACK;
    const local = { id: 'shandong', extends: 'agri', version: '1.0.0', division: '370000', units, sources };
    const extension = { ...local, names: { zh: '山东补充规则' }, inForce: { from: '2026-01-01' } };
    await writeFile(cli.path('loose.json'), JSON.stringify({ ...extension, units: ['LTR'] }));
    expect(await bad('regulator', 'category', 'extend', 'loose.json')).to.deep.equal(['LOOSENS_UNITS']);
    await writeFile(cli.path('local.json'), JSON.stringify(extension));
    await good('regulator', 'category', 'extend', 'local.json');
    const place = ['--category', 'agri', '--division', '370000', '--reason', '废止'];
    await good('regulator', 'category', 'withdraw', 'shandong', ...place);
    expect(await run('regulator', 'status')).to.include({ code: 0 });
    const list = await run(undefined, 'participants', 'list');
    expect(list.out).to.include('翠谷红苹果专业合作社').and.to.include('Yuxianda Fruit');
    const again = ['participants', 'register', '--proof', 'grower.proof', '--name', 'x', '--role', 'producer'];
    expect(await bad('regulator', ...again, '--division', '370686')).to.deep.equal(['PARTICIPANT_EXISTS']);
    expect(await bad('grower', ...again, '--division', '370686')).to.deep.equal(['NOT_ENTITLED']);
  });

  let shipped: EntryRef;
  it('carries a lot from certificate and commissioning to a delivery received short', async () => {
    const issue = ['certificate', 'issue', '--type', 'compliance', '--number', 'HG-1', '--category', 'agri'];
    await good('grower', ...issue, '--lot', LOT, '--result', 'pass', '--statement', '承诺达标');
    const made = commissioning({
      ...{ at: new Date(), ...line('2000.5'), category: 'agri', origin: '山东省栖霞市', harvested: '2026-10-20' },
      product: { zh: '烟台红富士苹果', en: 'Yantai Fuji apples' },
      certificate: { issuer: GROWER, number: 'HG-1' },
    });
    const file = await event('made.json', made);
    const checked = await run('grower', 'send', file, '--check');
    expect(checked.out).to.include('acceptable');
    expect((await run(undefined, 'item', LOT)).err).to.include('NOT_FOUND');
    const signed = await run('grower', 'sign', file, '--out', 'made.signed.json');
    expect(signed.code, signed.err).to.equal(0);
    const sent = await run(undefined, 'send', 'made.signed.json');
    expect(sent.out).to.include('accepted').and.to.include('block');
    expect((await run(undefined, 'send', 'made.signed.json')).out).to.include('recorded before');
    expect((await run('grower', 'send', file)).out).to.include('recorded before');

    const ship = shipping({ at: new Date(), from: GROWER, to: DISTRIBUTOR, lines: [line('500')] });
    shipped = `${await good('grower', 'send', await event('ship.json', ship))}#0`;
    const incoming = await run('distributor', 'deliveries', '--status', 'in_transit');
    expect(incoming.out).to.include('500 KGM').and.to.include(shipped);
    const receive = receiving({ at: new Date(), shipment: shipped, lines: [line('488.25')] });
    await good('distributor', 'send', await event('receive.json', receive));
    const report = [
      'certificate',
      'issue',
      '--type',
      'inspection',
      '--number',
      'J-7',
      '--category',
      'agri',
      '--lot',
      LOT,
    ];
    const tests = ['--test', '毒死蜱|GB 23200.113|未检出|0.02 mg/kg|pass', '克百威||0.001|0.02|pass'];
    await good('laboratory', ...report, '--result', 'pass', ...tests, '--attach', 'pack.json');
    expect((await run('distributor', 'holdings')).out).to.include('488.25 KGM');
    expect((await run('grower', 'deliveries', '--out')).out).to.include('488.25/500 KGM');
  });

  it('shows the journey and verifies it', async () => {
    const { code, out, err } = await run(undefined, 'item', LOT, '--lang', 'zh');
    expect(code, out + err).to.equal(0);
    expect(out).to.include('核验通过').and.to.include('烟台红富士苹果').and.to.include('短少 11.75 KGM');
    expect(out).to.include('赋码 2000.5 = 库存 1988.75 + 在途 0 + 退出 0 + 短少 11.75');
    expect(out).to.include('毒死蜱: 未检出, 限量 0.02 mg/kg, GB 23200.113 – 合格');
    const { data } = await cli.json(['verify', `${world.gateway.url}/${LOT}`], env());
    expect((data as Verdict).ok, JSON.stringify(data)).to.equal(true);
    await run(undefined, 'label', LOT, '--out', 'label.svg');
    expect(await readFile(cli.path('label.svg'), 'utf8')).to.include('<svg');
  });

  it('tells why something is refused, entry by entry, and that it is refused before it is sent', async () => {
    const at = new Date();
    const too = shipping({ at, from: GROWER, to: DISTRIBUTOR, lines: [line('1500.500001')] });
    const closed = receiving({ at, shipment: shipped, lines: [line('1')] });
    const back = returning({ at, shipment: shipped, from: DISTRIBUTOR, to: GROWER, lines: [line('500')] });
    expect(await bad('grower', 'send', await event('too.json', too))).to.deep.equal(['INSUFFICIENT_QUANTITY']);
    expect(await bad('grower', 'send', 'too.json', '--check')).to.deep.equal(['INSUFFICIENT_QUANTITY']);
    await writeFile(cli.path('two.json'), `[${entryText(closed)},${entryText(back)}]`);
    expect(await bad('distributor', 'send', 'two.json')).to.deep.equal(['SHIPMENT_CLOSED', 'QUANTITY_MISMATCH']);
    expect(await bad('laboratory', 'send', 'too.json')).to.deep.equal(['NOT_SIGNER']);
    const told = await run('grower', 'send', 'too.json', 'ship.json', '--lang', 'zh');
    expect(told.code).to.equal(1);
    expect(told.out).to.include('too.json').and.to.include('第 0 条').and.to.include('仅余 1500.5 KGM');
    expect(told.out).to.include('ship.json').and.to.include('此前已记录');
    const stranger = await cli.run(['keys', 'new', '--participant', GROWER, '--out', 'stranger.json']);
    expect(stranger.code).to.equal(0);
    expect(await bad('stranger', 'send', 'made.json')).to.deep.equal(['KEY_UNKNOWN']);
    expect((await run('stranger', 'holdings')).code).to.equal(1);
  });

  it('enters licences and products, changes and shows them', async () => {
    const name = ['--type', 'accreditation', '--number', 'CATL-2'];
    const more = ['--category', 'agri', '--scope', 'inspection', '--authority', '省农业农村厅'];
    await good(
      'regulator',
      'licence',
      'grant',
      LABORATORY,
      ...name,
      ...more,
      '--from',
      '2026-01-01',
      '--until',
      '2030-12-31',
    );
    await good('regulator', 'licence', 'suspend', LABORATORY, ...name, '--reason', '比对不合格');
    expect((await run(undefined, 'licence', 'list', LABORATORY)).out).to.match(
      /CATL-2 +suspended +2026-01-01 – 2030-12-31/,
    );
    await good('regulator', 'licence', 'readmit', LABORATORY, ...name, '--reason', '整改完成');
    await good('regulator', 'licence', 'renew', LABORATORY, ...name, '--until', '2031-12-31');
    await good('regulator', 'licence', 'revoke', LABORATORY, ...name, '--reason', '注销');
    const shown = await run(undefined, 'licence', 'list', LABORATORY, '--lang', 'zh');
    expect(shown.out).to.match(/accreditation +CATL-2 +已撤销 +2026-01-01 – 2031-12-31/);

    const gtin = LOT.split('/')[1] ?? '';
    const product = ['product', 'register', gtin.slice(1), '--name', '烟台红富士', '--category', 'agri'];
    expect(await bad('distributor', ...product)).to.deep.equal(['NOT_ENTITLED']);
    await good('grower', ...product, '--specification', '80 mm');
    await good('grower', 'product', 'delegate', gtin, '--to', DISTRIBUTOR);
    expect((await run(undefined, 'product', 'show', gtin)).out)
      .to.include(DISTRIBUTOR)
      .and.to.include('registered');
    await good('regulator', 'product', 'withdraw', gtin, '--reason', '标签不符');
    expect((await run(undefined, 'product', 'show', gtin)).out).to.include('withdrawn');
    await good('regulator', 'product', 'restore', gtin, '--reason', '已更正');
  });

  it('rotates and revokes keys, suspends and readmits', async () => {
    await good('grower', 'keys', 'rotate', '--new', 'second.json', '--reason', '换机');
    const part = { at: new Date(), from: GROWER, to: DISTRIBUTOR };
    const file = await event('more.json', shipping({ ...part, lines: [line('1')] }));
    expect(await bad('grower', 'send', file)).to.deep.equal(['KEY_REVOKED']);
    await good('second', 'send', file);
    await good('regulator', 'participants', 'suspend', GROWER, '--reason', '抽检');
    const next = await event('next.json', shipping({ ...part, lines: [line('2')] }));
    expect(await bad('second', 'send', next)).to.deep.equal(['PARTICIPANT_SUSPENDED']);
    const warned = await run(undefined, 'verify', LOT);
    expect(warned.code, warned.out).to.equal(0);
    expect(warned.out).to.include('KEY_REVOKED').and.to.include('PARTICIPANT_SUSPENDED');
    await good('regulator', 'participants', 'readmit', GROWER, '--reason', '整改完成');
    await good('second', 'send', next);
    const { kid } = await readKeyFile(cli.path('second.json'));
    await good('regulator', 'keys', 'revoke', kid, '--reason', '遗失', '--compromised-since', '2026-01-01T00:00:00Z');
    expect((await run(undefined, 'verify', LOT)).out).to.include('KEY_COMPROMISED');
  });

  it('shows a lot that failed its inspection', async () => {
    const report = [
      'certificate',
      'issue',
      '--type',
      'inspection',
      '--number',
      'J-8',
      '--category',
      'agri',
      '--lot',
      LOT,
    ];
    expect(await bad('laboratory', ...report, '--result', 'fail')).to.deep.equal(['NOT_SAMPLED']);
    const parties = { from: GROWER, to: LABORATORY };
    const sampled = sampling({ at: new Date(), ...parties, lines: [line('0.5')] });
    await good('regulator', 'send', await event('sample.json', sampled));
    await good('laboratory', ...report, '--result', 'fail');
    const { code, out } = await run(undefined, 'item', LOT);
    expect(code, out).to.equal(0);
    expect(out).to.include('TRADE STOPPED').and.to.include('J-8');
    await good('laboratory', 'certificate', 'revoke', 'J-8', '--reason', '样品混淆');
    expect((await run(undefined, 'item', LOT)).out).not.to.include('TRADE STOPPED');
  });
});
