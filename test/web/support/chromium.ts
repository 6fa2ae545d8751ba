import { existsSync } from 'node:fs';
import { chromium, type Browser, type BrowserContext, type BrowserContextOptions, type Page } from 'playwright-core';

const CANDIDATES = [
  process.env['CHROMIUM'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];
const executablePath = CANDIDATES.find((path) => path !== undefined && existsSync(path));

/** Nothing but the pages under test may go out, and a container has neither GPU nor a sandbox for root. */
const ARGS = [
  ...['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
  ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
];

let browser: Promise<Browser> | undefined;
let told = false;

/** A suite that needs a browser; without one it is left out in one line, and on CI that is a failure. */
export function inChromium(title: string, suite: (this: Mocha.Suite) => void): void {
  if (executablePath !== undefined) {
    describe(title, suite);
    return;
  }
  const missing = 'the pages are not tested in a browser: install Chromium (apt-get install chromium), or set CHROMIUM';
  if (process.env['CI'] === 'true') {
    describe(title, () => {
      it('has a browser', () => {
        throw new Error(missing);
      });
    });
  } else if (!told) {
    told = true;
    console.warn(`\n  LEFT OUT: ${missing}\n`);
  }
}

export interface Visit {
  readonly page: Page;
  readonly context: BrowserContext;
  /** What the console complained of, security policy included, and what left the origin. */
  readonly complaints: string[];
  readonly strangers: string[];
}

/** A fresh profile: what a device that has never seen us starts from. */
export async function visit(origin: string, options: BrowserContextOptions = {}): Promise<Visit> {
  browser ??= chromium.launch({ executablePath: executablePath ?? '', args: ARGS });
  const context = await (
    await browser
  ).newContext({
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    viewport: { width: 390, height: 844 },
    baseURL: origin,
    ...options,
  });
  const page = await context.newPage();
  const complaints: string[] = [];
  const strangers: string[] = [];
  page.on('console', (message) => {
    // That an answer was 404 or 503 is the browser's own remark, and what some tests are about.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) {
      complaints.push(message.text());
    }
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (url.origin !== origin && url.protocol.startsWith('http')) strangers.push(url.href);
  });
  return { page, context, complaints, strangers };
}

after(async () => {
  await (await browser)?.close();
});
