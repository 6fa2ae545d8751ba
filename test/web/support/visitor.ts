import { join } from 'node:path';
import { expect } from 'chai';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { visit, type Visit } from './chromium.js';

export interface Visitor {
  /** Of a fresh device, to no page yet. */
  readonly come: (options?: BrowserContextOptions) => Promise<Visit>;
  /** The same, to a page. */
  readonly at: (path: string, options?: BrowserContextOptions) => Promise<Page>;
}

/**
 * Visits of a suite's tests, over when their test is. What every visit must keep to, whatever it was about: the console
 * complains of nothing, and nothing goes to another origin.
 */
export function visitor(origin: () => string): Visitor {
  const open: Visit[] = [];
  const come: Visitor['come'] = async (options) => {
    const visited = await visit(origin(), options);
    open.push(visited);
    return visited;
  };
  afterEach(async () => {
    const all = open.splice(0);
    for (const { context } of all) await context.close();
    for (const { complaints, strangers } of all) {
      expect(complaints).to.deep.equal([]);
      expect(strangers).to.deep.equal([]);
    }
  });
  return {
    come,
    async at(path, options) {
      const { page } = await come(options);
      await page.goto(path);
      return page;
    },
  };
}

/** A picture of the whole page, where SHOTS names a folder for it. */
export async function shot(page: Page, name: string): Promise<void> {
  const folder = process.env['SHOTS'];
  if (folder !== undefined) await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
}

/** Pixels by which a page is wider than its window. */
export function sideways(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}
