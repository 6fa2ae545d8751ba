import {
  GatewayClient,
  generateKey,
  proveKey,
  publication,
  registration,
  signDocument,
  webSigner,
  type Signer,
} from '@suyuan/client';
import { fileSigner, readKeyFile } from '@suyuan/client/node';
import { periodOf, type Kind } from '@suyuan/domain';
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { creditCode } from '../support/firm.js';
import { plainPack } from '../support/plain-pack.js';
import { inChromium, visit, type Visit } from './support/chromium.js';
import { done, send, useKey } from './support/member-page.js';
import { startProduct, type Product } from './support/product.js';

const YEAR = periodOf('year', Date.now() / 1000);

inChromium('quotas and filings on the member page', function () {
  this.timeout(60_000);
  let product: Product;
  let visited: Visit;
  let page: Page;
  const mine = creditCode(7_004_321);

  before(async function () {
    this.timeout(120_000);
    product = await startProduct();
    const regulator: Signer = fileSigner(await readKeyFile(product.regulatorKey));
    const gateway = new GatewayClient(product.origin, { signer: regulator });
    const { aud } = await gateway.ledger();
    const record = async (kind: Kind, value: object): Promise<void> => {
      const signed = await signDocument(kind, [JSON.stringify(value)], { aud, signer: regulator });
      const { results } = await gateway.send([signed]);
      if (results[0]?.status !== 'accepted') throw new Error(JSON.stringify(results));
    };
    const pack = plainPack('rareearth');
    await record('category', publication(pack));
    const proof = await proveKey(webSigner(await generateKey(mine)));
    await record(
      'participant',
      registration({ id: mine, name: { zh: '试验稀土矿' }, roles: ['mine'], division: '370686', proof }),
    );
    visited = await visit(product.origin, { viewport: { width: 1100, height: 900 } });
    page = visited.page;
    await page.goto('/member');
    await useKey(page, product.regulatorKey);
    await page.locator('.row', { hasText: '试验稀土矿' }).getByRole('button', { name: '指标与上报' }).click();
  });
  after(() => visited.context.close());
  afterEach(() => {
    expect(visited.complaints.splice(0)).to.deep.equal([]);
    expect(visited.strangers).to.deep.equal([]);
  });

  const grant = async (amount: string): Promise<string> => {
    const form = page.locator('form', { has: page.locator('[name=amount]') });
    await form.locator('[name=substance]').selectOption('REO');
    await form.locator('[name=amount]').fill(amount);
    await form.locator('button[type=submit]').click();
    return send(page);
  };

  it('lets a regulator grant a quota for a period, and lists it', async () => {
    await page.getByText('本期没有指标，也没有台账。').waitFor();
    await page.locator('[name=period]').fill('2026-Q1');
    await page.locator('[name=amount]').fill('12.5');
    await page
      .locator('form', { has: page.locator('[name=amount]') })
      .locator('button[type=submit]')
      .click();
    await page.locator('#period-problem', { hasText: 'year' }).waitFor();
    await page.locator('#substance-problem', { hasText: '此项必填' }).waitFor();
    await page.locator('[name=period]').fill(YEAR);
    expect(await grant('12.5')).to.include('已写入账本');
    await done(page);
    const row = page.locator('.row', { hasText: 'REO' });
    await row.waitFor();
    expect(await row.innerText()).to.match(new RegExp(`REO ${YEAR}[^]*指标 12.5 千克 · 剩余 12.5 千克`));
  });

  it('is told by the ledger what it refuses', async () => {
    expect(await grant('12.5')).to.include('STATUS_UNCHANGED');
    await page.getByRole('button', { name: '返回修改' }).click();
  });

  it('shows a period that is asked for, and no other', async () => {
    const shown = page.locator('[name=shown]');
    await shown.fill('2026-99');
    await page.getByRole('button', { name: '查看' }).click();
    await page.locator('#shown-problem', { hasText: '2026-Q4' }).waitFor();
    await shown.fill(String(Number(YEAR) + 1));
    await page.getByRole('button', { name: '查看' }).click();
    await page.getByText('本期没有指标，也没有台账。').waitFor();
    await shown.fill(YEAR);
    await page.getByRole('button', { name: '查看' }).click();
    await page.locator('.row', { hasText: 'REO' }).waitFor();
    await page.getByText('没有待上报的收货。').waitFor();
    await page.getByText('没有等待签署的销毁或报损。').waitFor();
    await page.getByRole('heading', { name: '生产、使用与销毁上报' }).waitFor();
  });

  it('begins a licence anew where another category is chosen: its types are others', async () => {
    await page.getByRole('button', { name: '返回主体登记' }).click();
    await page.locator('.row', { hasText: '试验稀土矿' }).getByRole('button', { name: '许可' }).click();
    const [category, type] = [page.locator('select[name=category]'), page.locator('select[name=type]')];
    await category.selectOption('rareearth');
    const known = await type.locator('option').nth(1).getAttribute('value');
    await type.selectOption(known);
    await category.selectOption('agri');
    await page.locator('form', { has: type }).locator('button[type=submit]').click();
    await page.locator('#type-problem', { hasText: '此项必填' }).waitFor();
  });
});
