import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { inChromium } from './support/chromium.js';
import { startProduct, type Product } from './support/product.js';
import { sideways, visitor } from './support/visitor.js';

inChromium('the consumer page', function () {
  this.timeout(60_000);
  let product: Product;

  before(async function () {
    this.timeout(120_000);
    product = await startProduct();
  });

  const { at, come } = visitor(() => product.origin);
  const verdict = (page: Page): Promise<string> => page.locator('#verdict-heading').innerText();

  it('verifies an item on the device, from the key on its label', async () => {
    const page = await at(`/${product.item}#r=${product.pin}`);
    expect(await verdict(page)).to.equal('已在本机核实');
    expect(await page.locator('h1').innerText()).to.include('苹果');
    const journey = page.locator('.timeline');
    expect(await journey.innerText())
      .to.include('比发货少 15 千克')
      .and.to.include('在途，尚未签收');
    expect(await journey.innerText())
      .to.include('拒收退回')
      .and.to.include('撤销发货');
    const stock = await page.locator('.stock').innerText();
    expect(stock).to.include('635 千克').and.to.include('400 千克').and.to.include('短少');
    expect(await page.locator('.certificate').count()).to.equal(2);
    const checks = page.locator('#checks');
    expect(await checks.locator('.check-passed').count()).to.equal(11);
    expect(await checks.locator('.check-failed').count()).to.equal(0);
    expect(await checks.innerText())
      .to.include('取自您所扫的标签')
      .and.to.include('单机账本')
      .and.to.include('目前还不能知道的');
    expect((await checks.locator('.fingerprint span').allInnerTexts()).join('')).to.equal(product.pin);
  });

  it('says the same in English, and remembers the choice', async () => {
    const page = await at(`/${product.item}`);
    await page.locator('#verdict-heading').waitFor();
    await page.getByRole('button', { name: 'English' }).click();
    // Its words are fetched first.
    await page.locator('html[lang=en]').waitFor();
    expect(await verdict(page)).to.equal('Verified on this device');
    expect(await page.locator('.timeline').innerText()).to.include('15 kg less than shipped (2,000 kg)');
    await page.reload();
    expect(await verdict(page)).to.equal('Verified on this device');
    await page.goto(`/${product.item}?lang=zh`);
    expect(await verdict(page)).to.equal('已在本机核实');
  });

  it('keeps the first key that it saw, and says so', async () => {
    const page = await at(`/${product.item}`);
    await page.locator('#verdict-heading').waitFor();
    expect(await page.locator('.verdict').innerText()).to.include('首次在本机查询');
    await page.reload();
    await page.locator('#verdict-heading').waitFor();
    expect(await page.locator('.verdict').innerText()).not.to.include('首次在本机查询');
    expect(await page.locator('#checks').innerText()).to.include('取自本机首次查询');
  });

  it('verifies without WebCrypto as well', async () => {
    const { page } = await come();
    await page.addInitScript(() => Object.defineProperty(Crypto.prototype, 'subtle', { value: undefined }));
    await page.goto(`/${product.item}`);
    expect(await verdict(page)).to.equal('已在本机核实');
  });

  it('puts a stop before everything else', async () => {
    const page = await at(`/${product.stopped}`);
    expect(await verdict(page)).to.equal('记录属实，本批已停止流通');
    expect(await page.locator('.stop').innerText()).to.include('本批已停止流通');
    expect(await page.locator('.certificate-bad').innerText()).to.include('不合格');
    expect(await page.locator('.certificate-bad details').getAttribute('open')).not.to.equal(null);
  });

  for (const lang of ['zh', 'en']) {
    it(`fits 320 pixels (${lang}), which is also 1280 at four times the size`, async () => {
      const page = await at(`/${product.item}?lang=${lang}`, { viewport: { width: 320, height: 640 } });
      await page.locator('#checks').waitFor();
      expect(await sideways(page)).to.equal(0);
      for (const path of ['/', '/01/06998800100127/10/X', '/01/06998800100126/10/NOPE', '/member']) {
        await page.goto(`${path}?lang=${lang}`);
        await page.locator('h1').first().waitFor();
        expect(await sideways(page), path).to.equal(0);
      }
    });
  }

  it('has landmarks, one h1, no level left out, and a name for each control', async () => {
    const page = await at(`/${product.item}`);
    await page.locator('#checks').waitFor();
    expect(await page.locator('main').count()).to.equal(1);
    expect(await page.locator('h1').count()).to.equal(1);
    const levels = await page.$$eval('h1, h2, h3, h4', (all) => all.map(({ tagName }) => Number(tagName.slice(1))));
    levels.forEach((level, i) => expect(level).to.be.at.most((levels[i - 1] ?? 0) + 1));
    expect(await page.locator('[aria-live]').first().innerText()).to.equal('已在本机核实');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.className)).to.equal('skip');
  });

  it('takes what people type: a barcode and its lot, a link, an EPC URN', async () => {
    const page = await at('/');
    const [, gtin = '', , lot = ''] = product.item.split('/');
    await page.getByLabel('追溯码或商品条码').fill(gtin.replace(/^0/, ''));
    await page.getByRole('button', { name: '查询' }).click();
    expect(await page.locator('#code-problem').innerText()).to.include('还差批号');
    await page.getByLabel('批号').fill(lot);
    await page.keyboard.press('Enter');
    expect(await verdict(page)).to.equal('已在本机核实');
    for (const code of [
      `https://id.gs1.org/${product.item}`,
      `(01)${gtin}(10)${lot}`,
      `urn:epc:class:lgtin:69988001.00012.${lot}`,
    ]) {
      await page.goto('/');
      await page.getByLabel('追溯码或商品条码').fill(code);
      await page.keyboard.press('Enter');
      await page.waitForURL(`**/${product.item}`);
    }
  });

  it('reads a label with the camera, and takes its key along', async () => {
    const { page } = await come();
    // As text: what compiles the tests would name its functions with a helper that the page does not have.
    const link = JSON.stringify(`https://elsewhere.example/${product.item}#r=${product.pin}`);
    await page.addInitScript({
      content: `
        globalThis.BarcodeDetector = class { async detect() { return [{ rawValue: ${link} }]; } };
        const canvas = document.createElement('canvas');
        setInterval(() => canvas.getContext('2d').fillRect(0, 0, Math.random() * 99, 9), 50);
        const getUserMedia = async () => canvas.captureStream();
        Object.defineProperty(navigator, 'mediaDevices', { value: { getUserMedia } });`,
    });
    await page.goto('/');
    await page.getByRole('button', { name: '扫码' }).click();
    await page.waitForURL(`**/${product.item}#r=${product.pin}`);
    expect(await verdict(page)).to.equal('已在本机核实');
    expect(await page.locator('#checks').innerText()).to.include('取自您所扫的标签');
  });

  it('says which digit of a mistyped code is wrong, without asking anyone', async () => {
    const page = await at('/01/06998800100127/10/QX-FJ-0417');
    const said = await page.getByRole('alert').first().innerText();
    expect(said).to.include('编码有误').and.to.include('现为 7').and.to.include('应为 6');
    await page.goto('/');
    await page.getByLabel('追溯码或商品条码').fill('6998800100127');
    await page.keyboard.press('Enter');
    expect(await page.locator('#code-problem').innerText()).to.include('应为 6');
  });

  it('has a page for a code that nobody signed for', async () => {
    const page = await at('/01/06998800100126/10/NOPE');
    await page.getByRole('heading', { name: '账本上没有这个编码' }).waitFor();
    expect(await page.locator('main').innerText()).to.include('NOPE');
    expect(await page.locator('.verdict').count()).to.equal(0);
  });
});
