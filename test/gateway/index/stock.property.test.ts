import { expect } from 'chai';
import { Stock } from '@suyuan/gateway';
import { driven } from '../../support/history.js';
import { attempt, type Attempt } from '../../support/unit-attempt.js';
import { Trade } from '../../support/unit-trade.js';
import { GTIN } from '../../support/world.js';

describe('index: who has which units and containers, whatever is tried in whatever order', () => {
  it('lists what a second account has, however events fall into transactions and blocks into groups', function () {
    this.timeout(120_000);
    driven(attempt, () => new Kept(), 120, 60_000);
  });
});

/** The same trade, whose writes an index follows: several events in one transaction, several transactions in one group. */
class Kept extends Trade {
  readonly #store = new Map<string, string>();
  readonly #written = new Map<string, Buffer>();
  #stock = this.#next();

  constructor() {
    super();
    for (const key of this.units.world.state.keys()) this.#note(key);
    this.#follow();
    this.#write();
  }

  override attempt(each: Attempt): boolean {
    const possible = super.attempt(each);
    for (const key of this.units.cost.writes) this.#note(key);
    if (each.fitting) this.#follow();
    if (each.who === 0) this.#write();
    return possible;
  }

  /** Once what was written is followed to the end. */
  override check(): void {
    if (this.#written.size > 0 || this.#stock !== this.#fresh) return;
    const listed = [...this.#store.keys()];
    for (const { id } of this.firms) {
      const here = this.things.filter((thing) => {
        const at = this.at.get(thing);
        return typeof at === 'object' && 'firm' in at && at.firm === id && !this.emptied.has(thing);
      });
      const containers = listed.filter((key) => key.startsWith(`c|${id}|`)).map(last);
      expect(containers).to.have.members(here.filter((thing) => thing.startsWith('00/')));
      const units = here.filter((thing) => thing.startsWith('01/'));
      const own = listed.filter((key) => key.startsWith(`u|${id}|`)).map(last);
      expect(units).to.include.members(own);
      const loose = listed
        .filter((key) => key.startsWith(`b|${id}|`))
        .map((key) => JSON.parse(this.#store.get(`t|${last(key)}`) ?? '') as [string, string, number, number]);
      const left = loose.reduce((sum, [, , size, taken]) => sum + size - taken, 0);
      expect(own.length + left, id).to.equal(units.length);
      const counted = ['B1', 'B2'].map((batch) => this.#store.get(`y|${id}|01/${GTIN}/10/${batch}`) ?? '[0,0]');
      const sum = counted.reduce((all, text) => all + (JSON.parse(text) as number[]).reduce((a, b) => a + b), 0);
      expect(sum, id).to.equal(units.length);
    }
    // Of what was opened nothing is remembered, but for as long as that may be declared wrong.
    for (const container of listed.filter((key) => key.startsWith('q|')).map((key) => key.split('|')[1] ?? '')) {
      const kept = this.units.container(container)?.before?.lots !== undefined;
      expect(!this.emptied.has(container) || kept, container).to.equal(true);
    }
  }

  #fresh: Stock | undefined = this.#stock;

  #next(): Stock {
    return new Stock((key) => (key.startsWith('s|') ? this.units.world.state.get(key.slice(2)) : this.#store.get(key)));
  }

  readonly #seen = new Map<string, string>();

  /** What an attempt that came to nothing has written is what was written before. */
  #note(key: string): void {
    const value = this.units.world.state.get(key) ?? '';
    if (this.#seen.get(key) === value) return;
    this.#seen.set(key, value);
    this.#written.set(key, Buffer.from(value));
  }

  #follow(): void {
    if (this.#written.size === 0) return;
    this.#stock.follow(this.#written);
    this.#written.clear();
    this.#fresh = undefined;
  }

  #write(): void {
    for (const operation of this.#stock.operations()) {
      if (operation.type === 'del') this.#store.delete(operation.key);
      else this.#store.set(operation.key, operation.value.toString());
    }
    this.#stock = this.#next();
    this.#fresh = this.#stock;
  }
}

function last(key: string): string {
  return key.slice(key.lastIndexOf('|') + 1);
}
