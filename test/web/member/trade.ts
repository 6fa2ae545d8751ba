import { readFile } from 'node:fs/promises';
import { expect } from 'chai';
import { done, fill, preview, send, tab } from '../support/member-page.js';
import { GTIN, LOT, PATH, type MemberPages } from './member-pages.js';

/** A lot from its making over deliveries received, refused and voided to what is thrown away, and what consumers see. */
export function trade(pages: MemberPages): void {
  it('commissions a lot with its certificate, and prints its label', async () => {
    const { maker } = pages;
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
    const { maker } = pages;
    await maker.getByRole('button', { name: '发货', exact: true }).click();
    const distributor = JSON.parse(await readFile(pages.product.keyOf('distributor'), 'utf8')) as {
      participant: string;
    };
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
    const consumer = await pages.enter(`/${PATH}`);
    expect(await consumer.locator('#verdict-heading').innerText()).to.equal('已在本机核实');
    const journey = await consumer.locator('.timeline').innerText();
    expect(journey).to.include('郑州豫鲜达果品供应链有限公司').and.not.include('名称未经核实');
  });

  it('receives short, and the difference stays in sight for everybody', async () => {
    const distributor = await pages.enterWith(pages.product.keyOf('distributor'));
    await tab(distributor, '待收货');
    const row = distributor.locator('.row', { hasText: LOT });
    expect(await row.innerText()).to.include('蓬莱海风果园');
    await row.getByRole('button', { name: '收货' }).click();
    await fill(distributor, { 'quantity-0': '290' });
    await preview(distributor);
    expect(await distributor.locator('.sign').innerText()).to.include('10.5 千克');
    expect(await send(distributor)).to.include('已写入账本');
    await done(distributor);
    const consumer = await pages.enter(`/${PATH}`);
    expect(await consumer.locator('#verdict-heading').innerText()).to.equal('已在本机核实');
    expect(await consumer.locator('.timeline').innerText()).to.include('比发货少 10.5 千克（发货 300.5 千克）');
  });

  it('refuses a delivery, which comes back to be received, and voids another', async () => {
    const { maker } = pages;
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
    const retailer = await pages.enterWith(pages.product.keyOf('retailer'));
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
    const page = await pages.enter('/');
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
    const complaints = pages.complaints();
    expect(complaints.every((complaint) => complaint.includes('ERR_INTERNET_DISCONNECTED'))).to.equal(true);
  });

  it('takes goods out of trade, and tells in a sentence why the ledger refuses something', async () => {
    const { maker } = pages;
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
}
