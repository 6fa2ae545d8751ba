import { randomInt } from 'node:crypto';
import { expect } from 'chai';
import { commissioning, publication, receiving, registration, shipping, transforming } from '@suyuan/client';
import {
  gs1CheckDigit,
  interpret,
  touches,
  type CategoryPack,
  type Code,
  type EntryRef,
  type JsonObject,
  type Kind,
  type Role,
} from '@suyuan/domain';
import { creditCode, Firm, sha256 } from '../support/firm.js';
import { codesOf, type Market } from './market.js';
import { tradeRules } from './trade-rules.js';

/** What must be refused, and why: one code for every entry that fails, and more where it fails in more. */
export interface Attempt {
  readonly title: string;
  readonly by: Firm;
  readonly kind?: Kind;
  readonly entries: readonly object[];
  readonly codes: readonly Code[];
}

/** Lots of kilograms: so much of each. */
export type Part = readonly [lot: string, quantity: string, uom?: string];

/**
 * Firms and categories that nothing else on the ledger knows, and others each time: what one chapter forbids stops no other,
 * and it can be gone through again.
 */
export class Trade {
  readonly maker: Firm;
  readonly dealer: Firm;
  readonly shop: Firm;
  /** In Zhengzhou, which is in Henan; the others are in Shandong. */
  readonly local: Firm;
  readonly henan: Firm;
  readonly zhengzhou: Firm;
  readonly gtin: string;
  readonly #number = randomInt(1_000_000, 9_000_000);
  readonly #prefix = `694${randomInt(1000, 10_000)}`;
  #count = 0;

  private constructor(readonly market: Market) {
    const firm = (nth: number): Firm => new Firm(creditCode(this.#number + nth));
    [this.maker, this.dealer, this.shop] = [firm(1), firm(2), firm(3)];
    [this.local, this.henan, this.zhengzhou] = [firm(4), firm(5), firm(6)];
    const body = `0${this.#prefix}00001`;
    this.gtin = body + gs1CheckDigit(body);
  }

  static async open(market: Market): Promise<Trade> {
    const trade = new Trade(market);
    const { maker, dealer, shop, local, henan, zhengzhou } = trade;
    const entry = (firm: Firm, zh: string, role: Role, division: string, prefixes: readonly string[] = []) =>
      registration({ id: firm.id, name: { zh }, roles: [role], division, prefixes, proof: firm.proof() });
    await market.must(market.regulator, 'participant', [
      entry(maker, '烟台制造厂', 'producer', '370600', [trade.#prefix]),
      entry(dealer, '烟台批发公司', 'distributor', '370600'),
      entry(shop, '烟台药店', 'retailer', '370600'),
      entry(local, '郑州批发公司', 'distributor', '410105'),
      entry(henan, '河南省监管局', 'regulator', '410000'),
      entry(zhengzhou, '郑州市监管局', 'regulator', '410100'),
    ]);
    return trade;
  }

  /** A number that nothing else here has. */
  next(): string {
    return `${this.#number}-${++this.#count}`;
  }

  /** Puts the rules of a new category in force. */
  async publish(change: (rules: CategoryPack) => CategoryPack = (rules) => rules): Promise<CategoryPack> {
    const pack = change(tradeRules(`t${this.next()}`));
    await this.market.must(this.market.regulator, 'category', [publication(pack)]);
    return pack;
  }

  newLot(): string {
    return `01/${this.gtin}/10/${this.next()}`;
  }

  /** A new lot in its maker's stock: its path. */
  async lot({ id }: CategoryPack, quantity: string, at = new Date()): Promise<string> {
    const lot = this.newLot();
    const event = commissioning({ at, lot, quantity, uom: 'KGM', category: id, product: { zh: '货物' } });
    await this.market.must(this.maker, 'events', [event]);
    return lot;
  }

  transforming({ id }: CategoryPack, inputs: readonly Part[], outputs: readonly Part[]): JsonObject {
    const of = (parts: readonly Part[]) => parts.map(([lot, quantity, uom = 'KGM']) => ({ lot, quantity, uom }));
    const product = { zh: '制品' };
    return transforming({ at: new Date(), inputs: of(inputs), outputs: of(outputs), category: id, product });
  }

  shipping(lot: string, quantity: string, to = this.dealer, at = new Date()): JsonObject {
    return shipping({ at, from: this.maker.id, to: to.id, lines: [{ lot, quantity, uom: 'KGM' }] });
  }

  async shipped(lot: string, quantity: string, to = this.dealer, at = new Date()): Promise<EntryRef> {
    const { id } = await this.market.must(this.maker, 'events', [this.shipping(lot, quantity, to, at)]);
    return `${id}#0`;
  }

  receiving(shipment: EntryRef, lot: string, quantity: string, at = new Date()): JsonObject {
    return receiving({ at, shipment, lines: [{ lot, quantity, uom: 'KGM' }] });
  }

  /** Each gets exactly its codes, from both gateways and from the contract itself; and no record is another afterwards. */
  async refuses(attempts: readonly Attempt[]): Promise<void> {
    const { market } = this;
    const signed = attempts.map(({ title, by, kind = 'events', entries, codes }) => {
      return { title, document: market.sign(by, kind, entries), expected: [...codes].sort() };
    });
    const written = signed.flatMap(({ document }) => touches(interpret(document, sha256)).writes);
    const watched = [...(await market.keys()), ...written];
    const before = await market.state(watched);
    for (const { title, document, expected } of signed) {
      for (const { ledger } of [market.access, market.other]) {
        expect(codesOf(await ledger.submit(document)), title).to.deep.equal(expected);
        const { documents } = await ledger.check([document]);
        const found = documents.flatMap(({ errors }) => errors.map(({ code }) => code));
        expect(found.sort(), `${title}, checked`).to.deep.equal(expected);
      }
    }
    expect([...(await market.state(watched))]).to.deep.equal([...before]);
  }
}
