import { expect } from 'chai';
import {
  entryUrn,
  type ContainerRecord,
  type ContentsRecord,
  type SignedWitness,
  type UnitRecord,
} from '@suyuan/domain';
import { dispensing, packing, receiving, returning, scrapping, shipping, unpacking, voiding } from '@suyuan/client';
import type { Firm } from './firm.js';
import type { History } from './history.js';
import type { Attempt } from './unit-attempt.js';
import { sscc, unit, UNIT_PACK, UnitWorld } from './unit-world.js';
import { GTIN } from './world.js';

const everybody = ['producer', 'distributor', 'retailer'] as const;
const PACK = {
  ...UNIT_PACK,
  steps: { ...UNIT_PACK.steps, receiving: { roles: everybody, from: ['in_transit'] } },
};

/** Where a thing is, by a second account of it that knows nothing of sets, pages and keys. */
type At = { readonly firm: string } | { readonly inside: string } | { readonly shipment: number } | 'gone';

interface Sent {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly goods: readonly string[];
  readonly back: boolean;
  open: boolean;
  received: readonly string[];
}

/** Two batches of six, three firms and their containers: what is tried, and a second account of what must come of it. */
export class Trade implements History<Attempt> {
  readonly units = new UnitWorld(PACK);
  readonly firms: readonly Firm[] = [this.units.maker, this.units.dealer, this.units.shop];
  readonly at = new Map<string, At>();
  readonly emptied = new Set<string>();
  readonly shipments: Sent[] = [];
  readonly witness: { sets: string[]; pages: string[] } = { sets: [], pages: [] };

  constructor() {
    const lists = [
      { batch: 'B1', serials: ['A1', 'A2', 'A3', 'A4', 'A5', 'A6'] },
      { batch: 'B2', serials: ['B7', 'B9', 'C1', 'C5', 'D2', 'X'] },
    ];
    for (const { batch, serials } of lists) {
      this.witness.sets.push(entryUrn(this.units.commission(serials, batch), 0));
      for (const serial of serials) this.at.set(unit(serial), { firm: this.units.maker.id });
    }
  }

  get things(): readonly string[] {
    return [...this.at.keys()];
  }

  /** Whether it was possible; the ledger must be of the same mind. */
  attempt(attempt: Attempt): boolean {
    const { who, whom, container: c, shipment: s, act } = attempt;
    const firm = this.firms[who] ?? this.units.maker;
    const other = this.firms[whom] ?? this.units.maker;
    const container = sscc(c + 1);
    const number = s % Math.max(1, this.shipments.length);
    const sent = this.shipments[number];
    const at = this.units.now;
    switch (act) {
      case 'pack': {
        const items = this.#pick(attempt, { firm: firm.id }).filter((each) => each !== container);
        if (items.length === 0) return false;
        const known = this.at.get(container);
        const may = known === undefined ? firm === this.units.maker : this.#isWith(container, firm);
        const possible = may && items.every((each) => this.#isWith(each, firm));
        const id = this.#try(firm, packing({ at, container, items }), possible);
        if (id === undefined) return false;
        this.witness.pages.push(entryUrn(id, 0));
        if (known === undefined) this.at.set(container, { firm: firm.id });
        for (const each of items) this.at.set(each, { inside: container });
        return true;
      }
      case 'unpack': {
        const items = this.#pick(attempt, { inside: container });
        if (items.length === 0) return false;
        const possible = this.#isWith(container, firm) && items.every((each) => this.#isInside(each, container));
        if (this.#try(firm, unpacking({ at, container, items }), possible) === undefined) return false;
        for (const each of items) this.at.set(each, { firm: firm.id });
        if (this.#contents(container).length === 0) this.emptied.add(container);
        return true;
      }
      case 'open': {
        if (this.#try(firm, unpacking({ at, container }), this.#isWith(container, firm)) === undefined) return false;
        for (const each of this.#contents(container)) this.at.set(each, { firm: firm.id });
        this.emptied.add(container);
        return true;
      }
      case 'ship': {
        const goods = this.#pick(attempt, { firm: firm.id });
        if (goods.length === 0) return false;
        const possible = firm !== other && goods.every((each) => this.#isWith(each, firm));
        const id = this.#try(firm, shipping({ at, from: firm.id, to: other.id, goods }), possible);
        return id !== undefined && this.#send(id, firm.id, other.id, goods, false);
      }
      case 'receive': {
        if (sent === undefined) return false;
        const goods = attempt.fitting ? sent.goods.slice(0, attempt.items.length) : this.#pick(attempt, 'gone');
        if (goods.length === 0) return false;
        const possible = sent.open && sent.to === firm.id && goods.every((each) => sent.goods.includes(each));
        const event = receiving({ at, shipment: `${sent.id}#0`, goods });
        if (this.#try(firm, event, possible) === undefined) return false;
        for (const each of goods) this.at.set(each, { firm: firm.id });
        Object.assign(sent, { open: false, received: goods });
        return true;
      }
      case 'return': {
        if (sent === undefined) return false;
        const goods = sent.open ? sent.goods : sent.received.slice(0, attempt.items.length);
        if (goods.length === 0) return false;
        const whole = sent.open || goods.every((each) => this.#isWith(each, firm));
        const possible = !sent.back && sent.to === firm.id && whole;
        const event = returning({ at, shipment: `${sent.id}#0`, from: firm.id, to: sent.from, goods });
        const id = this.#try(firm, event, possible);
        if (id === undefined) return false;
        sent.open = false;
        return this.#send(id, firm.id, sent.from, goods, true);
      }
      case 'void': {
        if (sent === undefined) return false;
        const possible = sent.open && !sent.back && sent.from === firm.id;
        const event = voiding({ at, shipment: `${sent.id}#0`, goods: sent.goods });
        if (this.#try(firm, event, possible) === undefined) return false;
        for (const each of sent.goods) this.at.set(each, { firm: firm.id });
        sent.open = false;
        return true;
      }
      case 'dispense':
      case 'scrap': {
        const [thing] = this.#pick(attempt, { firm: firm.id });
        if (thing?.startsWith('01/') !== true) return false;
        const possible = this.#isWith(thing, firm) && (act === 'scrap' || firm === this.units.shop);
        const step = act === 'scrap' ? scrapping : dispensing;
        if (this.#try(firm, step({ at, units: [thing] }), possible) === undefined) return false;
        this.at.set(thing, 'gone');
        return true;
      }
    }
  }

  #try(firm: Firm, event: object, possible: boolean): string | undefined {
    const witness: SignedWitness = this.witness;
    const codes: string[] = [];
    try {
      return this.units.must(firm, [event], witness);
    } catch (error) {
      codes.push((error as Error).message);
      return undefined;
    } finally {
      expect(codes.length === 0, `${JSON.stringify(event)} ${codes.join()}`).to.equal(possible);
    }
  }

  #send(id: string, from: string, to: string, goods: readonly string[], back: boolean): true {
    for (const each of goods) this.at.set(each, { shipment: this.shipments.length });
    this.shipments.push({ id, from, to, goods, back, open: true, received: [] });
    return true;
  }

  #pick({ items, fitting }: Attempt, where: At): readonly string[] {
    const there = this.things.filter((each) => JSON.stringify(this.at.get(each)) === JSON.stringify(where));
    const from = fitting && there.length > 0 ? there : this.things;
    return [...new Set(items.map((i) => from[i % from.length] ?? ''))].filter(
      (each) => !fitting || !this.emptied.has(each),
    );
  }

  #isWith(thing: string, firm: Firm): boolean {
    const at = this.at.get(thing);
    return !this.emptied.has(thing) && typeof at === 'object' && 'firm' in at && at.firm === firm.id;
  }

  #isInside(thing: string, container: string): boolean {
    const at = this.at.get(thing);
    return typeof at === 'object' && 'inside' in at && at.inside === container;
  }

  #contents(container: string): readonly string[] {
    return this.things.filter((each) => this.#isInside(each, container));
  }

  /** Of each batch: commissioned = loose with the maker + with a key of their own + listed on a page and without one. */
  check(): void {
    const state = [...this.units.world.state];
    const own = new Map(
      state
        .filter(([key]) => key.startsWith('unit/'))
        .map(([key, json]) => [key.slice('unit/'.length), JSON.parse(json) as UnitRecord]),
    );
    const listed = state
      .filter(([key]) => key.startsWith('contents/'))
      .flatMap(([, json]) => (JSON.parse(json) as ContentsRecord).units.flatMap(({ serials }) => expand(serials)))
      .filter((path) => !own.has(path));
    expect(new Set(listed).size, 'one page a unit without a key').to.equal(listed.length);
    for (const [key, json] of state.filter(([each]) => each.startsWith('container/'))) {
      const { lots } = JSON.parse(json) as ContainerRecord;
      const inside = this.#deep(key.slice('container/'.length));
      const counted = lots.reduce((sum, { quantity }) => sum + Number(quantity), 0);
      expect(counted, key).to.equal(inside);
    }
    let loose = 0;
    for (const [key, json] of state.filter(([each]) => each.startsWith('set/'))) {
      const taken = this.units.world.state.get(key.replace('set/', 'taken/'));
      const bits = taken === undefined ? '' : (JSON.parse(taken) as { bits: string }).bits;
      const size = expand((JSON.parse(json) as { serials: ContentsRecord['units'][number]['serials'] }).serials).length;
      loose += size - ones(bits);
    }
    expect(loose + own.size + listed.length, 'units there are').to.equal(12);
  }

  /** Units inside, at any depth. */
  #deep(container: string): number {
    return this.#contents(container).reduce((sum, each) => sum + (each.startsWith('00/') ? this.#deep(each) : 1), 0);
  }
}

function expand(serials: ContentsRecord['units'][number]['serials']): string[] {
  if ('list' in serials) return serials.list.map((serial) => `01/${GTIN}/21/${serial}`);
  return serials.runs.flatMap(([prefix, from, to]) => {
    if (from === '') return [`01/${GTIN}/21/${prefix}`];
    const count = Number(to) - Number(from) + 1;
    return Array.from(
      { length: count },
      (_, i) => `01/${GTIN}/21/${prefix}${String(Number(from) + i).padStart(from.length, '0')}`,
    );
  });
}

function ones(bits: string): number {
  return [...Buffer.from(bits, 'base64url')].reduce(
    (sum, byte) => sum + byte.toString(2).replaceAll('0', '').length,
    0,
  );
}
