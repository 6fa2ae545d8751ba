import { expect } from 'chai';
import type { ItemAnswer } from '@suyuan/domain';
import type { Page } from 'playwright-core';
import { inChromium, type Visit } from './support/chromium.js';
import { startProduct, type Product } from './support/product.js';
import { visitor } from './support/visitor.js';

type Mutable<T> = T extends object ? { -readonly [K in keyof T]: Mutable<T[K]> } : T;
type Answer = Mutable<ItemAnswer>;

inChromium('the consumer page and a gateway that lies or fails', function () {
  this.timeout(60_000);
  let product: Product;
  let open: Visit;
  const { come } = visitor(() => product.origin);

  before(async function () {
    this.timeout(120_000);
    product = await startProduct();
  });
  beforeEach(async () => {
    open = await come();
  });

  /** Between gateway and page sits somebody who alters what passes. */
  const alter = async (change: (answer: Answer) => void): Promise<Page> => {
    await open.page.route('**/api/v1/items/**', async (route) => {
      const answer = (await (await route.fetch()).json()) as Answer;
      change(answer);
      await route.fulfill({ json: answer });
    });
    await open.page.goto(`/${product.item}#r=${product.pin}`);
    return open.page;
  };
  const firstDocument = (answer: Answer) => {
    const [ref = ''] = answer.journey;
    const document = answer.evidence.documents[ref.split('#')[0] ?? ''];
    if (document === undefined) throw new Error('no document');
    return document;
  };

  const LIES: Readonly<Record<string, { readonly change: (answer: Answer) => void; readonly check: string }>> = {
    'an entry that was altered': {
      change: (answer) => {
        const [entry] = firstDocument(answer).entries;
        if (entry === undefined) throw new Error('no entry');
        const json = Buffer.from(entry.entry, 'base64url').toString().replace('QX-2604', 'QX-2605');
        entry.entry = Buffer.from(json).toString('base64url');
      },
      check: '条目未被改动',
    },
    'a signature that is not the signer’s': {
      change: (answer) => {
        const document = firstDocument(answer);
        const at = document.jws.lastIndexOf('.');
        const signature = Buffer.from(document.jws.slice(at + 1), 'base64url');
        signature[10] = (signature[10] ?? 0) ^ 1;
        document.jws = `${document.jws.slice(0, at)}.${signature.toString('base64url')}`;
      },
      check: '签名属实',
    },
    'a registration that was left out': {
      change: (answer) => {
        const { documents } = answer.evidence;
        const found = Object.entries(documents).filter(([, { record }]) => record.kind === 'participant');
        const [id = ''] = found.at(-1) ?? [];
        Reflect.deleteProperty(documents, id);
      },
      check: '密钥由监管方登记',
    },
    'a shortfall that was smoothed over': {
      change: (answer) => {
        for (const { holding } of answer.holdings) if (holding.quantity === '635') holding.quantity = '650';
      },
      check: '数量对得上',
    },
    'an event that was left out of the journey': {
      change: (answer) => void answer.journey.splice(3, 1),
      check: '流转记录与证据一致',
    },
    'an answer about another item': {
      change: (answer) => (answer.item = product.stopped),
      check: '正是所查的商品',
    },
  };
  for (const [lie, { change, check }] of Object.entries(LIES)) {
    it(`shows no story where there is ${lie}, but which check failed`, async () => {
      const page = await alter(change);
      expect(await page.locator('#verdict-heading').innerText()).to.equal('核对未通过');
      const failed = page.locator('main > section .check-failed');
      await failed.first().waitFor();
      expect(await failed.allInnerTexts()).to.satisfy((all: string[]) => all.some((text) => text.includes(check)));
      const shown = await page.locator('main').innerText();
      expect(shown).not.to.include('红富士').and.not.to.include('合作社');
      // Reasons are sentences, not codes.
      expect(await failed.first().innerText())
        .to.match(/[一-龥]{4}/)
        .and.not.to.match(/[A-Z]{4,}_[A-Z]+/);
    });
  }

  it('will not take another root key, and shows both', async () => {
    const other = 'A'.repeat(43);
    const page = await alter((answer) => (answer.ledger.regulator = other));
    await page.getByRole('heading', { name: '监管方密钥与本机所知不同' }).waitFor();
    const prints = await page.locator('.fingerprint').allInnerTexts();
    expect(prints.map((print) => print.replace(/\s/g, ''))).to.deep.equal([product.pin, other]);
    expect(await page.locator('main').innerText()).not.to.include('红富士');
  });

  it('is told by a label of another key, and asks; accepting is a choice of its own', async () => {
    const { page } = open;
    await page.goto(`/${product.item}#r=${product.pin}`);
    await page.locator('#checks').waitFor();
    const other = 'B'.repeat(42) + 'A';
    await page.goto('about:blank');
    await page.goto(`/${product.item}#r=${other}`);
    await page.getByRole('heading', { name: '监管方密钥与本机所知不同' }).waitFor();
    await page.getByRole('button', { name: '我已对照，信任新密钥' }).click();
    // The gateway does not speak for that key: it is asked about once more.
    await page.getByText('网关给出的密钥').waitFor();
    await page.getByRole('button', { name: '我已对照，信任新密钥' }).click();
    await page.waitForTimeout(300);
    expect(await page.locator('.fingerprints').count()).to.equal(1);
    await page.goto('about:blank');
    await page.goto(`/${product.item}`);
    expect(await page.locator('#verdict-heading').innerText()).to.equal('已在本机核实');
  });

  it('recovers from a ledger that is away, by itself and when asked', async () => {
    const { page } = open;
    let away = true;
    await page.route('**/api/v1/items/**', (route) =>
      away
        ? route.fulfill({
            status: 503,
            headers: { 'retry-after': '0' },
            json: { type: 'about:blank', title: '', status: 503, detail: '', code: 'LEDGER_UNAVAILABLE', facts: {} },
          })
        : route.continue(),
    );
    await page.goto(`/${product.item}`);
    await page.getByRole('heading', { name: '账本暂时不可用' }).waitFor();
    expect(await page.locator('.verdict').count()).to.equal(0);
    away = false;
    await page.getByRole('button', { name: '重试' }).click();
    expect(await page.locator('#verdict-heading').innerText()).to.equal('已在本机核实');
  });

  it('tells being offline from a verdict, and goes on when the network is back', async () => {
    const { page, context } = open;
    await page.goto('/');
    await page.route('**/api/v1/items/**', (route) => route.abort('internetdisconnected'));
    await page.goto(`/${product.item}`);
    await page.getByRole('heading', { name: '连不上溯源网关' }).waitFor();
    await context.setOffline(true);
    await page.getByRole('button', { name: '重试' }).click();
    await page.getByRole('heading', { name: '没有网络连接' }).waitFor();
    await page.unroute('**/api/v1/items/**');
    await context.setOffline(false);
    expect(await page.locator('#verdict-heading').innerText()).to.equal('已在本机核实');
  });

  it('shows at once that it is waiting, nothing of the goods before they are checked, and says that it is slow', async () => {
    const { page } = open;
    await page.addInitScript(() => {
      const shifts: number[] = ((globalThis as { shifts?: number[] }).shifts = []);
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) shifts.push((entry as PerformanceEntry & { value: number }).value);
      }).observe({ type: 'layout-shift', buffered: true });
    });
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    await page.route('**/api/v1/items/**', async (route) => {
      await held;
      await route.continue();
    });
    await page.goto(`/${product.item}`);
    await page.locator('.waiting').getByText('正在取得记录').waitFor();
    expect(await page.locator('main').innerText())
      .to.include('QX-FJ-0417')
      .and.not.to.include('红富士');
    await page.locator('.waiting').getByText('网络较慢').waitFor({ timeout: 8000 });
    release();
    expect(await page.locator('#verdict-heading').innerText()).to.equal('已在本机核实');
    // Nothing jumped when the content came (0.1 is what counts as good).
    const moved = await page.evaluate(() => (globalThis as { shifts?: number[] }).shifts?.reduce((a, b) => a + b, 0));
    expect(moved).to.be.below(0.02);
  });

  it('has a page for an item without records, and for an answer that is none', async () => {
    const page = await alter((answer) => (answer.journey = []));
    await page.getByRole('heading', { name: '还没有任何记录' }).waitFor();
    await page.unroute('**/api/v1/items/**');
    await page.route('**/api/v1/items/**', (route) => route.fulfill({ body: '<html>Log in to this Wi-Fi</html>' }));
    await page.reload();
    await page.getByRole('heading', { name: '网关的回答无法读懂' }).waitFor();
  });
});
