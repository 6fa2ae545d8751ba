import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { creditCode } from '../../support/firm.js';
import { visit, type Visit } from '../support/chromium.js';
import { useKey } from '../support/member-page.js';
import { startProduct, type Product } from '../support/product.js';

export const ORCHARD = creditCode(7_001_234);
/** Of the orchard's. */
export const GTIN = '6977777000011';
export const LOT = 'WEB-0001';
export const PATH = `01/0${GTIN}/10/${LOT}`;

/** The member page as an orchard and its regulator use it, each in a browser that stays open from test to test. */
export class MemberPages {
  product!: Product;
  maker!: Page;
  regulator!: Page;
  readonly #open: Visit[] = [];

  async start(): Promise<void> {
    this.product = await startProduct();
  }

  async enter(path = '/member'): Promise<Page> {
    const visited = await visit(this.product.origin, { viewport: { width: 1100, height: 900 } });
    this.#open.push(visited);
    await visited.page.goto(path);
    return visited.page;
  }

  async enterWith(file: string): Promise<Page> {
    const page = await this.enter();
    await useKey(page, file);
    return page;
  }

  /** What the console of the browser opened last complained of; from then on it counts as never said. */
  complaints(): readonly string[] {
    return this.#open.at(-1)?.complaints.splice(0) ?? [];
  }

  check(): void {
    for (const { complaints, strangers } of this.#open) {
      expect(complaints.splice(0)).to.deep.equal([]);
      expect(strangers).to.deep.equal([]);
    }
  }

  async close(): Promise<void> {
    for (const { context } of this.#open) await context.close();
  }
}
