import { readFile } from 'node:fs/promises';
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { GatewayClient, shipping, signDocument } from '@suyuan/client';
import { fileSigner, readKeyFile } from '@suyuan/client/node';
import { inChromium } from './support/chromium.js';
import { done, tab, useKey } from './support/member-page.js';
import { addChain, startProduct, type Product } from './support/product.js';
import { shot, sideways, visitor, type Visitor } from './support/visitor.js';

/** Of the sample chain of drugs: what the hospital has of a carton that it has opened in part. */
const CARTON = '00/369981055000000127';

inChromium('stock on the member page', function () {
  this.timeout(60_000);
  let product: Product;

  before(async function () {
    this.timeout(180_000);
    product = await startProduct();
    await addChain(product, 'drug');
  });

  const { at } = visitor(() => product.origin);
  const enter = async (who: string, ...[path, options]: Parameters<Visitor['at']>): Promise<Page> => {
    const page = await at(path, options);
    await useKey(page, product.keyOf(who));
    await page.waitForFunction(() => document.querySelectorAll('.card[aria-busy=false]').length === 3);
    return page;
  };
  const cards = (page: Page): Promise<string[]> => page.locator('.card').allInnerTexts();

  it('shows containers with what is in them, and single units by batch', async () => {
    const page = await enter('city-hospital', '/member');
    await shot(page, 'stock-zh');
    const [lots = '', containers = '', units = ''] = await cards(page);
    expect(lots).to.include('按批计量').and.to.include('没有按批计量的库存');
    expect(containers).to.include(CARTON).and.to.include('5 件');
    expect(await page.locator(`a[href="/${CARTON}"]`).innerText()).to.equal('容器页');
    expect(units).to.include('ZJ261103').and.to.include('2 件').and.not.to.include('urn:');
  });

  it('lists the units of a batch one by one, page by page', async () => {
    const page = await enter('drug-maker', '/member?lang=en', { viewport: { width: 390, height: 800 } });
    const row = page.locator('.row', { hasText: 'ZJ261103' });
    expect(await row.innerText()).to.include('4');
    // Small pages, so that a short list has several.
    await page.route('**/api/v1/holdings/serials*', (route) =>
      route.continue({ url: `${route.request().url()}&limit=3` }),
    );
    await row.getByRole('button', { name: 'Show one by one' }).click();
    const list = row.locator('.serials li');
    await list.nth(2).waitFor();
    expect(await list.count()).to.equal(3);
    await row.getByRole('button', { name: 'More' }).click();
    await list.nth(3).waitFor();
    expect(await row.getByRole('button', { name: 'More' }).count()).to.equal(0);
    await shot(page, 'serials-en');
    expect(await list.first().innerText()).to.match(/^8138402\d{13}$/);
    expect(await list.first().locator('a').getAttribute('href')).to.match(/^\/code\/drug-trace-code\/8138402/);
    expect(await sideways(page)).to.equal(0);
    await row.getByRole('button', { name: 'Hide' }).click();
    expect(await list.count()).to.equal(0);
  });

  it('says where there is none', async () => {
    const page = await enter('drug-wholesaler', '/member?lang=en');
    await shot(page, 'empty-en');
    const [, containers = '', units = ''] = await cards(page);
    expect(containers).to.include('No containers.');
    expect(units).to.include('No single units.');
  });

  it('receives units by their codes, and tells which of them did not come', async () => {
    const maker = fileSigner(await readKeyFile(product.keyOf('drug-maker')));
    const to = (JSON.parse(await readFile(product.keyOf('drug-wholesaler'), 'utf8')) as { participant: string })
      .participant;
    const gateway = new GatewayClient(product.origin, { signer: maker });
    const { aud } = await gateway.ledger();
    const [batch] = (await gateway.heldUnits()).units.filter(({ lot }) => lot.endsWith('ZJ261103'));
    const { units } = await gateway.heldSerials({ batch: batch?.lot ?? '' });
    const goods = units.slice(0, 3).map(({ unit }) => unit);
    const event = shipping({ at: new Date(), from: maker.participant, to, goods });
    const { results } = await gateway.send([await signDocument('events', [event], { aud, signer: maker })]);
    expect(results[0]?.status, JSON.stringify(results)).to.equal('accepted');

    const page = await enter('drug-wholesaler', '/member');
    await tab(page, '待收货');
    const row = page.locator('.row', { hasText: goods[0] ?? '' });
    await row.waitFor();
    await shot(page, 'incoming-zh');
    for (const unit of goods) expect(await row.innerText()).to.include(unit);
    await row.getByRole('button', { name: '收货' }).click();
    const boxes = page.locator('form input[type=checkbox]');
    expect(await boxes.count()).to.equal(3);
    for (const each of [0, 1, 2]) await boxes.nth(each).uncheck();
    await page.getByText('一件也未到').waitFor();
    await page.locator('form button[type=submit]').click();
    expect(await page.locator('.sign').count()).to.equal(0);
    for (const each of [0, 1]) await boxes.nth(each).check();
    await page.locator('form button[type=submit]').click();
    expect(await page.locator('.sign').innerText())
      .to.include('未到')
      .and.to.include(goods[2]);
    await shot(page, 'receive-zh');
    await page.getByRole('button', { name: '签署并提交' }).click();
    await page.locator('.results').getByText('已写入账本').waitFor();
    await done(page);
    await tab(page, '库存');
    await page.locator('.row', { hasText: 'ZJ261103' }).getByText('2 件').waitFor();
  });
});
