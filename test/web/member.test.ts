import { readFile } from 'node:fs/promises';
import { GatewayClient, sampling, signDocument } from '@suyuan/client';
import { fileSigner, readKeyFile } from '@suyuan/client/node';
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { creditCode } from '../support/firm.js';
import { inChromium, visit, type Visit } from './support/chromium.js';
import { startProduct, type Product } from './support/product.js';

const GTIN = '6977777000011';
const LOT = 'WEB-0001';
const PATH = `01/0${GTIN}/10/${LOT}`;

inChromium('the member page', function () {
  this.timeout(60_000);
  let product: Product;
  const open: Visit[] = [];
  const orchard = creditCode(7_001_234);

  before(async function () {
    this.timeout(120_000);
    product = await startProduct();
  });
  after(async () => {
    for (const { context } of open) await context.close();
  });
  afterEach(() => {
    for (const { complaints, strangers } of open) {
      expect(complaints.splice(0)).to.deep.equal([]);
      expect(strangers).to.deep.equal([]);
    }
  });

  const enter = async (path = '/member'): Promise<Page> => {
    const visited = await visit(product.origin, { viewport: { width: 1100, height: 900 } });
    open.push(visited);
    await visited.page.goto(path);
    return visited.page;
  };
  /** Opens the page with a key from a file, as somebody does who made it on the command line. */
  const enterWith = async (file: string): Promise<Page> => {
    const page = await enter();
    await page.locator('input[name=key-file]').setInputFiles(file);
    await page.locator('.tabs').waitFor();
    return page;
  };
  const tab = (page: Page, name: string) => page.locator('.tabs').getByRole('button', { name }).click();
  const fill = async (page: Page, fields: Readonly<Record<string, string>>): Promise<void> => {
    for (const [name, value] of Object.entries(fields)) await page.locator(`[name="${name}"]:visible`).fill(value);
  };
  const preview = (page: Page) => page.locator('form:visible button[type=submit]').first().click();
  const send = async (page: Page): Promise<string> => {
    const button = page.getByRole('button', { name: '签署并提交' });
    await button.click();
    await button.waitFor({ state: 'detached' });
    return page.locator('.results').innerText();
  };
  const done = (page: Page) => page.getByRole('button', { name: '完成' }).click();

  let maker: Page;
  let regulator: Page;
  let proof: string;

  it('makes a key that nobody can read out, and the proof for the regulator', async () => {
    maker = await enter();
    await fill(maker, { participant: `${orchard.slice(0, 17)}0` });
    await maker.getByRole('button', { name: '生成密钥' }).click();
    await maker.locator('#participant-problem', { hasText: '校验' }).waitFor();
    await fill(maker, { participant: orchard, label: '果园 1 号' });
    // Twice in a row is once.
    await maker.getByRole('button', { name: '生成密钥' }).dblclick();
    await maker.getByRole('heading', { name: '等待监管方登记' }).waitFor();
    await maker.waitForFunction(() => document.querySelector<HTMLTextAreaElement>('[name=own-proof]')?.value !== '');
    proof = await maker.locator('[name=own-proof]').inputValue();
    expect(proof.split('.')).to.have.length(3);
    const keys = await maker.evaluate(
      () =>
        new Promise<{ extractable: boolean }[]>((resolve, reject) => {
          const request = indexedDB.open('suyuan');
          request.onerror = () => reject(new Error('IndexedDB'));
          request.onsuccess = () => {
            const all = request.result.transaction('keys').objectStore('keys').getAll() as IDBRequest<
              { privateKey: CryptoKey }[]
            >;
            all.onsuccess = () =>
              resolve(all.result.map(({ privateKey }) => ({ extractable: privateKey.extractable })));
          };
        }),
    );
    expect(keys).to.deep.equal([{ extractable: false }]);
  });

  it('finds the key again after the page was closed', async () => {
    await maker.reload();
    await maker.getByText('果园 1 号').waitFor();
    await maker.getByRole('button', { name: '使用' }).click();
    await maker.getByRole('heading', { name: '等待监管方登记' }).waitFor();
  });

  it('lets the regulator register it, after seeing what is signed', async () => {
    regulator = await enterWith(product.regulatorKey);
    await fill(regulator, { proof: proof.slice(0, -4) });
    await preview(regulator);
    await regulator.locator('#division-problem', { hasText: '此项必填' }).waitFor();
    await fill(regulator, { proof });
    await regulator.getByText(`申请方 ${orchard}`).waitFor();
    await fill(regulator, {
      zh: '蓬莱海风果园',
      en: 'Penglai Seabreeze Orchard',
      division: '370614',
      prefixes: '69777770',
    });
    await preview(regulator);
    await regulator.getByText('至少选一个角色').waitFor();
    await regulator.locator('[name=role-producer]').check();
    await preview(regulator);
    const shown = await regulator.locator('.sign').innerText();
    expect(shown).to.include(orchard).and.to.include('蓬莱海风果园').and.to.include('"action": "register"');
    // Nothing is sent by a check.
    await regulator.getByRole('button', { name: '先检查，不提交' }).click();
    await regulator.getByText('检查通过，可以提交').waitFor();
    expect(await send(regulator)).to.include('已写入账本');
    await done(regulator);
    await regulator.locator('.rows').getByText('蓬莱海风果园').waitFor();
  });

  it('commissions a lot with its certificate, and prints its label', async () => {
    await maker.getByRole('button', { name: '已登记？重新查询' }).click();
    await maker.locator('.tabs').waitFor();
    expect(await maker.locator('.empty').first().innerText()).to.include('没有按批计量的库存');
    await tab(maker, '新建批次');
    await fill(maker, { gtin: '6977777000019', lot: LOT, quantity: '1e3' });
    await maker.locator('[name=zh]').focus();
    await maker.locator('#gtin-problem', { hasText: '校验位' }).waitFor();
    await maker.locator('#quantity-problem', { hasText: '1e3' }).waitFor();
    await fill(maker, { gtin: GTIN, quantity: '800.5', zh: '蓬莱嘎啦苹果', en: 'Penglai Gala apples' });
    await fill(maker, { 'ilmd-suyuan-origin': '山东省烟台市蓬莱区', certificate: 'PL-0001' });
    await preview(maker);
    expect(await maker.locator('.json').count()).to.equal(2);
    // An impatient hand sends once: the ledger would refuse a second lot of this name.
    await maker.getByRole('button', { name: '签署并提交' }).dblclick();
    await maker.locator('.results li').nth(1).waitFor();
    expect(await maker.locator('.results').innerText()).not.to.include('被拒绝');
    await maker.getByRole('link', { name: '打印标签' }).click();
    const label = maker.locator('img.label');
    await label.waitFor();
    await maker.waitForFunction(() => (document.querySelector<HTMLImageElement>('img.label')?.naturalWidth ?? 0) > 0);
    await maker.getByRole('link', { name: '返回' }).click();
    await done(maker);
    expect(await maker.locator('.rows').innerText())
      .to.include('蓬莱嘎啦苹果')
      .and.to.include('800.5 千克');
  });

  it('ships a part, no more than there is', async () => {
    await maker.getByRole('button', { name: '发货', exact: true }).click();
    const distributor = JSON.parse(await readFile(product.keyOf('distributor'), 'utf8')) as { participant: string };
    await fill(maker, { quantity: '801' });
    await preview(maker);
    await maker.locator('#to-problem', { hasText: '此项必填' }).waitFor();
    expect(await maker.locator('#quantity-problem').innerText()).to.include('800.5');
    await maker.locator('[name=to]').selectOption(distributor.participant);
    await fill(maker, { quantity: '300.5' });
    await preview(maker);
    expect(await send(maker)).to.include('已写入账本');
    await done(maker);
    await maker.getByText('500 千克').waitFor();
    await tab(maker, '在途发货');
    await maker.locator('.rows').getByText('300.5 千克').waitFor();
    // Who gets it has signed nothing of it yet: the name is the registered one all the same.
    const consumer = await enter(`/${PATH}`);
    expect(await consumer.locator('#verdict-heading').innerText()).to.equal('已在本机核实');
    const journey = await consumer.locator('.timeline').innerText();
    expect(journey).to.include('郑州豫鲜达果品供应链有限公司').and.not.include('名称未经核实');
  });

  it('receives short, and the difference stays in sight for everybody', async () => {
    const distributor = await enterWith(product.keyOf('distributor'));
    await tab(distributor, '待收货');
    const row = distributor.locator('.row', { hasText: LOT });
    expect(await row.innerText()).to.include('蓬莱海风果园');
    await row.getByRole('button', { name: '收货' }).click();
    await fill(distributor, { 'quantity-0': '290' });
    await preview(distributor);
    expect(await distributor.locator('.sign').innerText()).to.include('10.5 千克');
    expect(await send(distributor)).to.include('已写入账本');
    await done(distributor);
    const consumer = await enter(`/${PATH}`);
    expect(await consumer.locator('#verdict-heading').innerText()).to.equal('已在本机核实');
    expect(await consumer.locator('.timeline').innerText()).to.include('比发货少 10.5 千克（发货 300.5 千克）');
  });

  it('refuses a delivery, which comes back to be received, and voids another', async () => {
    await tab(maker, '库存');
    const ship = async (quantity: string): Promise<void> => {
      await maker.getByRole('button', { name: '发货', exact: true }).click();
      await maker.locator('[name=to] option', { hasText: '邻里优选' }).waitFor({ state: 'attached' });
      const value = await maker.locator('[name=to] option', { hasText: '邻里优选' }).getAttribute('value');
      await maker.locator('[name=to]').selectOption(value);
      await fill(maker, { quantity });
      await preview(maker);
      await send(maker);
      await done(maker);
      await maker.locator('.rows').waitFor();
    };
    await ship('100');
    await ship('50');
    const retailer = await enterWith(product.keyOf('retailer'));
    await tab(retailer, '待收货');
    await retailer.locator('.row', { hasText: '100 千克' }).getByRole('button', { name: '拒收' }).click();
    await fill(retailer, { reason: '包装破损' });
    await preview(retailer);
    expect(await send(retailer)).to.include('已写入账本');
    await tab(maker, '在途发货');
    await maker.locator('.row', { hasText: '50 千克' }).getByRole('button', { name: '撤销发货' }).click();
    await fill(maker, { reason: '开错单' });
    await preview(maker);
    expect(await send(maker)).to.include('已写入账本');
    await done(maker);
    await tab(maker, '待收货');
    await maker.locator('.row', { hasText: '100 千克' }).getByRole('button', { name: '收货' }).click();
    await preview(maker);
    expect(await send(maker)).to.include('已写入账本');
    await done(maker);
    await tab(maker, '库存');
    await maker.getByText('500 千克').waitFor();
  });

  it('shows consumers what was turned round, once the script for it is there', async () => {
    const page = await enter('/');
    await page.route('**/assets/rare-*', (route) => route.abort('internetdisconnected'));
    await page.goto(`/${PATH}`);
    await page.getByRole('heading', { name: '连不上溯源网关' }).waitFor();
    expect(await page.locator('main').innerText()).not.to.include('核对未通过');
    await page.unroute('**/assets/rare-*');
    await page.getByRole('button', { name: '重试' }).click();
    await page.locator('.timeline').waitFor();
    expect(await page.locator('#verdict-heading').innerText()).to.equal('已在本机核实');
    const steps = await page.locator('.timeline h3').allInnerTexts();
    expect(steps.some((step) => step.includes('退回'))).to.equal(true);
    // What could not be fetched has been complained of.
    const complaints = open.at(-1)?.complaints.splice(0) ?? [];
    expect(complaints.every((complaint) => complaint.includes('ERR_INTERNET_DISCONNECTED'))).to.equal(true);
  });

  it('takes goods out of trade, and tells in a sentence why the ledger refuses something', async () => {
    await maker.getByRole('button', { name: '退出流通' }).click();
    await fill(maker, { quantity: '20', reason: '腐烂' });
    await preview(maker);
    expect(await send(maker)).to.include('已写入账本');
    await done(maker);
    await maker.getByText('480 千克').waitFor();
    await tab(maker, '新建批次');
    await fill(maker, {
      gtin: '6998800100126',
      lot: 'X',
      quantity: '1',
      zh: '别人的苹果',
      'ilmd-suyuan-origin': '某地',
    });
    await fill(maker, { certificate: 'PL-0002' });
    await preview(maker);
    const said = await send(maker);
    expect(said).to.include('厂商识别代码').and.to.include('PREFIX_NOT_OWNED');
    await maker.getByRole('button', { name: '返回修改' }).click();
  });

  /** A regulator's official sample of the lot, for the sample laboratory. */
  const sample = async (): Promise<void> => {
    const signer = fileSigner(await readKeyFile(product.regulatorKey));
    const { participant } = await readKeyFile(product.keyOf('laboratory'));
    const client = new GatewayClient(product.origin, { signer });
    const lines = [{ lot: PATH, quantity: '1', uom: 'KGM' }];
    const event = sampling({ at: new Date(), from: orchard, to: participant, lines });
    const { aud } = await client.ledger();
    const { results } = await client.send([await signDocument('events', [event], { aud, signer })]);
    expect(results[0]?.status, JSON.stringify(results)).to.equal('accepted');
  };

  it('issues a laboratory’s report, which stops trade when it fails', async () => {
    await sample();
    const laboratory = await enterWith(product.keyOf('laboratory'));
    await tab(laboratory, '出具证书');
    await fill(laboratory, { number: 'WEB-JC-1', lots: `https://id.gs1.org/${PATH}` });
    await fill(laboratory, { items: '毒死蜱 | GB 23200.113 | 0.2 mg/kg | ≤ 0.05 mg/kg' });
    await preview(laboratory);
    await laboratory.locator('#items-problem', { hasText: '第 1 行' }).waitFor();
    await fill(laboratory, { items: '毒死蜱 | GB 23200.113 | 0.2 mg/kg | ≤ 0.05 mg/kg | 不合格' });
    await laboratory.locator('[name=result]').selectOption('fail');
    await preview(laboratory);
    expect(await send(laboratory)).to.include('已写入账本');
    const consumer = await enter(`/${PATH}`);
    expect(await consumer.locator('#verdict-heading').innerText()).to.include('已停止流通');
  });

  it('shows and grants licences, and suspends them', async () => {
    const row = () => regulator.locator('.row', { hasText: '农产品检测中心' }).first();
    await row().getByRole('button', { name: '许可' }).click();
    await regulator.locator('.row', { hasText: 'CATL-SD-2024-0613' }).getByText('有效').waitFor();
    await preview(regulator);
    await regulator.locator('#number-problem', { hasText: '此项必填' }).waitFor();
    await regulator.locator('[name=type]:visible').selectOption('accreditation');
    await fill(regulator, {
      number: 'WEB-CATL-1',
      scopes: 'rapid_test',
      from: '2026-01-01',
      authority: '省农业农村厅',
    });
    await preview(regulator);
    expect(await regulator.locator('.sign').innerText())
      .to.include('"scopes"')
      .and.to.include('rapid_test');
    expect(await send(regulator)).to.include('已写入账本');
    await done(regulator);
    const granted = () => regulator.locator('.row', { hasText: 'WEB-CATL-1' });
    await granted().getByRole('button', { name: '暂停' }).click();
    await fill(regulator, { reason: '能力验证不合格' });
    await preview(regulator);
    expect(await send(regulator)).to.include('已写入账本');
    await done(regulator);
    await granted().getByText('已暂停').waitFor();
    await regulator.getByRole('button', { name: '返回主体登记' }).click();
  });

  it('suspends and readmits', async () => {
    const row = () => regulator.locator('.row', { hasText: '蓬莱海风果园' });
    for (const [act, status] of [
      ['暂停', '已暂停'],
      ['恢复', '正常'],
    ] as const) {
      await row().getByRole('button', { name: act }).click();
      await fill(regulator, { reason: '例行核查' });
      await preview(regulator);
      expect(await send(regulator)).to.include('已写入账本');
      await done(regulator);
      await row().getByText(status).waitFor();
    }
  });

  it('adds a second key, made elsewhere', async () => {
    const other = await enter();
    await fill(other, { participant: orchard });
    await other.getByRole('button', { name: '生成密钥' }).click();
    await other.getByText('没有登记这把密钥').waitFor();
    await other.waitForFunction(() => document.querySelector<HTMLTextAreaElement>('[name=own-proof]')?.value !== '');
    const second = await other.locator('[name=own-proof]').inputValue();
    await tab(maker, '密钥');
    await fill(maker, { proof: second, label: '备用' });
    await preview(maker);
    expect(await send(maker)).to.include('已写入账本');
    await done(maker);
    await maker.getByText('备用').waitFor();
    await other.getByRole('button', { name: '已登记？重新查询' }).click();
    await other.locator('.tabs').waitFor();
  });

  it('sends the very same document again where no answer came', async () => {
    const { page, context } = await visit(product.origin, { viewport: { width: 1100, height: 900 } });
    await page.goto('/member');
    await page.locator('input[name=key-file]').setInputFiles(product.keyOf('coop'));
    await page.locator('.tabs').waitFor();
    await page.locator('.row', { hasText: 'QX-FJ-0417' }).getByRole('button', { name: '退出流通' }).click();
    await fill(page, { quantity: '1', reason: '留样' });
    await preview(page);
    const sent: string[] = [];
    await page.route('**/api/v1/documents', async (route) => {
      sent.push(route.request().postData() ?? '');
      // It arrived, but the answer is lost on the way back.
      await route.fetch();
      await route.abort('connectionreset');
    });
    await page.getByRole('button', { name: '签署并提交' }).click();
    await page.getByText('结果未知').waitFor({ timeout: 30_000 });
    await page.unroute('**/api/v1/documents');
    await page.getByRole('button', { name: '重发同一文件' }).click();
    await page.getByText('此前已记录').waitFor();
    expect(new Set(sent).size).to.equal(1);
    await context.close();
  });

  it('says what to do where the browser has no WebCrypto', async () => {
    const { page, context } = await visit(product.origin);
    await page.addInitScript(() => Object.defineProperty(Crypto.prototype, 'subtle', { value: undefined }));
    await page.goto('/member');
    const said = await page.getByRole('alert').innerText();
    expect(said).to.include('此页面不能使用密钥').and.to.include('https://');
    await page.getByRole('button', { name: 'English' }).click();
    expect(await page.getByRole('alert').innerText()).to.include('Keys cannot be used');
    await context.close();
  });
});
