import { expect } from 'chai';
import { authorities } from './member/authorities.js';
import { firstKey, secondKey } from './member/keys.js';
import { MemberPages } from './member/member-pages.js';
import { trade } from './member/trade.js';
import { inChromium, visit } from './support/chromium.js';
import { fill, preview, useKey } from './support/member-page.js';

inChromium('the member page', function () {
  this.timeout(60_000);
  const pages = new MemberPages();

  before(function () {
    this.timeout(120_000);
    return pages.start();
  });
  after(() => pages.close());
  afterEach(() => pages.check());

  firstKey(pages);
  trade(pages);
  authorities(pages);
  secondKey(pages);

  it('sends the very same document again where no answer came', async () => {
    const { page, context } = await visit(pages.product.origin, { viewport: { width: 1100, height: 900 } });
    await page.goto('/member');
    await useKey(page, pages.product.keyOf('coop'));
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
    const { page, context } = await visit(pages.product.origin);
    await page.addInitScript(() => Object.defineProperty(Crypto.prototype, 'subtle', { value: undefined }));
    await page.goto('/member');
    const said = await page.getByRole('alert').innerText();
    expect(said).to.include('此页面不能使用密钥').and.to.include('https://');
    await page.getByRole('button', { name: 'English' }).click();
    expect(await page.getByRole('alert').innerText()).to.include('Keys cannot be used');
    await context.close();
  });
});
