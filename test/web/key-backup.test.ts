import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openKey } from '@suyuan/client';
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { creditCode } from '../support/firm.js';
import { inChromium, visit, type Visit } from './support/chromium.js';
import { extractable } from './support/member-page.js';
import { startProduct, type Product } from './support/product.js';

const SECRET = '果园 orchard 1234';

inChromium('backups of keys on the member page', function () {
  this.timeout(60_000);
  let product: Product;
  let folder: string;
  let text: string;
  const open: Visit[] = [];
  const firm = creditCode(7_009_999);

  before(async function () {
    this.timeout(120_000);
    product = await startProduct();
    folder = await mkdtemp(join(tmpdir(), 'suyuan-backup-'));
  });
  after(async () => {
    for (const { context } of open) await context.close();
    await rm(folder, { recursive: true, force: true });
  });
  afterEach(() => {
    for (const { complaints, strangers } of open) {
      expect(complaints.splice(0)).to.deep.equal([]);
      expect(strangers).to.deep.equal([]);
    }
  });

  const enter = async (): Promise<Page> => {
    const visited = await visit(product.origin, { viewport: { width: 1100, height: 900 }, acceptDownloads: true });
    open.push(visited);
    await visited.page.goto('/member');
    return visited.page;
  };
  const load = async (page: Page, name: string, content: string): Promise<void> => {
    await writeFile(join(folder, name), content);
    await page.locator('input[name=key-file]').setInputFiles(join(folder, name));
  };

  it('are made with the key, where there is a passphrase, and hold what the command line opens', async () => {
    const page = await enter();
    await page.locator('[name=participant]').fill(firm);
    await page.locator('[name=label]').fill('果园 2 号');
    const create = page.getByRole('button', { name: '生成密钥' });
    await page.locator('[name=passphrase]').fill('short');
    await create.click();
    await page.locator('#passphrase-problem', { hasText: '12' }).waitFor();
    await page.locator('[name=passphrase]').fill(SECRET);
    await create.click();
    await page.locator('#again-problem', { hasText: '此项必填' }).waitFor();
    await page.locator('[name=again]').fill(`${SECRET}!`);
    await create.click();
    await page.locator('#again-problem', { hasText: '不一致' }).waitFor();
    await page.locator('[name=again]').fill(SECRET);
    const [download] = await Promise.all([page.waitForEvent('download'), create.click()]);
    expect(download.suggestedFilename()).to.equal(`suyuan-key-${firm}.json`);
    text = await readFile(await download.path(), 'utf8');
    await page.getByRole('heading', { name: '等待监管方登记' }).waitFor();
    const key = await openKey(text, SECRET);
    expect(key).to.include({ participant: firm, label: '果园 2 号' });
    const shown = await page.locator('.fingerprint').innerText();
    expect(shown.replace(/\s/g, '')).to.include(key.kid.split(':')[1]);
  });

  it('are restored in another browser, by the passphrase alone, into a key that nobody reads out', async () => {
    const page = await enter();
    await load(page, 'backup.json', text);
    await page.locator('[name=secret]').fill('another passphrase');
    await page.getByRole('button', { name: '解密并载入' }).click();
    await page.getByRole('alert').filter({ hasText: '口令不对' }).waitFor();
    await page.locator('[name=secret]').fill(SECRET);
    await page.getByRole('button', { name: '解密并载入' }).click();
    await page.getByRole('heading', { name: '等待监管方登记' }).waitFor();
    await page.reload();
    await page.getByText('果园 2 号').waitFor();
    expect(await extractable(page)).to.deep.equal([false]);
  });

  it('say what is wrong with them: cut off, altered, or another’s', async () => {
    const page = await enter();
    const other = JSON.parse(text) as { kid: string };
    for (const [name, content, said] of [
      ['cut.json', text.slice(0, -40), '残缺'],
      ['label.json', JSON.stringify({ ...other, label: 'x' }), '口令不对，或备份内容被改动过'],
      ['kid.json', JSON.stringify({ ...other, kid: `${firm}:${'A'.repeat(43)}` }), '残缺（kid）'],
    ] as const) {
      await load(page, name, content);
      await page.locator('[name=secret]').fill(SECRET);
      await page.getByRole('button', { name: '解密并载入' }).click();
      await page.getByRole('alert').filter({ hasText: said }).waitFor();
      await page.getByRole('button', { name: '取消' }).click();
    }
    await page.locator('#my-keys').waitFor({ state: 'detached' });
  });
});
