import { expect } from 'chai';
import fc from 'fast-check';
import {
  formatQuantity,
  keys,
  parseQuantity,
  readQuantity,
  type EntryRef,
  type HoldingRecord,
  type ShipmentRecord,
} from '@suyuan/domain';
import { decommissioning } from '@suyuan/client';
import type { Firm } from '../../support/firm.js';
import { Mill, type Part } from '../../support/mill.js';

interface Attempt {
  readonly act: 'lot' | 'ship' | 'receive' | 'transform' | 'fail' | 'lift' | 'decommission';
  readonly who: number;
  readonly whom: number;
  /** Indices into the lots that there are. */
  readonly lots: readonly number[];
  readonly quantities: readonly string[];
  /** Hundredths of what goes in. */
  readonly outputs: readonly number[];
  /** Whoever holds the first lot tries, or anybody. */
  readonly holder: boolean;
}

const quantity = fc.oneof(
  fc.bigInt(1n, 110_000_000n).map(formatQuantity),
  fc.constantFrom('100', '50', '1', '0.000001', '10', '2.5'),
);
const attempt: fc.Arbitrary<Attempt> = fc.record({
  act: fc.constantFrom(
    ...(['lot', 'ship', 'ship', 'receive', 'receive', 'transform', 'transform', 'transform', 'transform'] as const),
    ...(['ship', 'receive', 'transform', 'transform', 'lift', 'lift', 'fail', 'decommission'] as const),
  ),
  who: fc.nat(2),
  whom: fc.nat(2),
  lots: fc.uniqueArray(fc.nat(30), { minLength: 1, maxLength: 3 }),
  quantities: fc.array(quantity, { minLength: 3, maxLength: 3 }),
  outputs: fc.array(fc.constantFrom(1, 20, 30, 35, 50, 100, 105), { minLength: 1, maxLength: 3 }),
  holder: fc.boolean(),
});

describe('lots that are made of lots, whatever is tried in whatever order', () => {
  it('conserve quantities within their bounds, and never hand on what descends from a stopped one', function () {
    this.timeout(120_000);
    let made = 0;
    fc.assert(
      fc.property(fc.array(attempt, { minLength: 20, maxLength: 60 }), (attempts) => {
        const history = new History();
        for (const each of attempts) history.attempt(each);
        history.check();
        made += history.parents.size;
      }),
      { numRuns: 60, interruptAfterTimeLimit: 80_000 },
    );
    expect(made, 'lots made of others').to.be.greaterThan(20);
  });
});

/** A mill's world, and a second account of it kept by hand: who descends from whom, what left, what is stopped. */
class History {
  readonly mill = new Mill();
  readonly firms: readonly Firm[] = [this.mill.world.producer, this.mill.firm, this.mill.world.distributor];
  readonly lots: string[] = [];
  readonly shipments: EntryRef[] = [];
  readonly parents = new Map<string, readonly string[]>();
  readonly used = new Map<string, bigint>();
  readonly failed = new Map<string, string>();
  #certificates = 0;

  attempt({ act, who, whom, lots: indices, quantities, outputs, holder }: Attempt): void {
    const { world } = this.mill;
    const lots = [...new Set(indices.flatMap((i) => this.lots[i % Math.max(1, this.lots.length)] ?? []))];
    const [lot] = lots;
    const holding = this.firms.find((each) => holder && world.holding(each, lot ?? '') !== '0');
    const firm = holding ?? this.firms[who] ?? this.mill.firm;
    const other = this.firms[whom] ?? this.mill.firm;
    if (act === 'lot') {
      if (this.lots.length < 4) this.lots.push(world.lot('100'));
    } else if (lot === undefined) return;
    else if (act === 'ship') {
      const id = this.#send(firm, this.mill.ship(lot, quantities[0] ?? '1', firm, other), [lot]);
      if (id !== undefined) this.shipments.push(`${id}#0`);
    } else if (act === 'receive') {
      const ref = this.shipments.at(-1 - (who % 2));
      const [line] = ref === undefined ? [] : (world.shipment(ref)?.lines ?? []);
      if (ref !== undefined && line !== undefined) {
        const to = this.firms.find(({ id }) => id === world.shipment(ref)?.to);
        this.#send(holder ? (to ?? firm) : firm, this.mill.receive(ref, line.lot, line.quantity), [line.lot]);
      }
    } else if (act === 'transform') this.#transform(firm, lots, quantities, outputs);
    else if (act === 'fail') {
      if (this.failed.has(lot)) return;
      this.failed.set(lot, `R${++this.#certificates}`);
      this.mill.fail(lot, this.failed.get(lot) ?? '');
    } else if (act === 'lift') {
      const number = this.failed.get(lot);
      if (number !== undefined) this.mill.lift(number);
      this.failed.delete(lot);
    } else {
      const lines = [{ lot, quantity: quantities[0] ?? '1', uom: 'KGM' }];
      const event = decommissioning({ at: world.date(), lines });
      if (this.mill.codes(firm, event).length === 0) this.#use(lot, parseQuantity(lines[0]?.quantity ?? '0'));
    }
  }

  #transform(firm: Firm, lots: readonly string[], quantities: readonly string[], outputs: readonly number[]): void {
    const inputs = lots.map((lot, i): Part => [lot, quantities[i] ?? '1']);
    const held = inputs.every(([lot, each]) => readQuantity(this.mill.world.holding(firm, lot)) >= parseQuantity(each));
    const sum = (parts: readonly Part[]) => parts.reduce((total, [, each]) => total + parseQuantity(each), 0n);
    const prefix = firm === this.mill.firm ? undefined : '6901234';
    const children = outputs.flatMap((each): Part[] => {
      const quantity = (sum(inputs) * BigInt(each)) / 100n;
      return quantity === 0n ? [] : [[this.mill.name(prefix), formatQuantity(quantity)]];
    });
    if (children.length === 0) return;
    if (this.#send(firm, this.mill.event(inputs, children), lots) === undefined) return;
    expect(held, 'used what was not held').to.equal(true);
    expect(sum(children) * 100n <= sum(inputs) * 105n, 'more came out than may').to.equal(true);
    for (const [lot, each] of inputs) this.#use(lot, parseQuantity(each));
    for (const [child] of children) {
      this.parents.set(child, lots);
      this.lots.push(child);
    }
  }

  #use(lot: string, quantity: bigint): void {
    this.used.set(lot, (this.used.get(lot) ?? 0n) + quantity);
  }

  /** Records it if it may be: never goods that are stopped; and nothing is called stopped that is not. */
  #send(firm: Firm, event: object, lots: readonly string[]): string | undefined {
    const { world } = this.mill;
    const stopped = lots.some((lot) => this.#isStopped(lot));
    const errors = this.mill.errors(firm, event);
    const codes = errors.map(({ code }) => code);
    if (codes.length === 0) expect(stopped, 'handed on though stopped').to.equal(false);
    if (codes.some((code) => code === 'LINEAGE_STOPPED' || code === 'CERTIFICATE_FAILED')) {
      expect(stopped, 'called stopped').to.equal(true);
    }
    if (codes.length > 0) return undefined;
    const [, mark = ''] = [...world.state].reverse().find(([key]) => key.startsWith(`event/${firm.id}/`)) ?? [];
    return (JSON.parse(mark) as { by: string }).by.slice(0, -2);
  }

  #isStopped(lot: string): boolean {
    return this.failed.has(lot) || (this.parents.get(lot) ?? []).some((parent) => this.#isStopped(parent));
  }

  /** For each lot: made = held + in transit + used. */
  check(): void {
    const { world } = this.mill;
    for (const lot of this.lots) {
      let sum = this.used.get(lot) ?? 0n;
      for (const [key, json] of world.state) {
        if (key.startsWith('holding/') && key.endsWith(`/${lot}`)) {
          sum += readQuantity((JSON.parse(json) as HoldingRecord).quantity);
        }
        if (!key.startsWith('shipment/')) continue;
        const { lines, status } = JSON.parse(json) as ShipmentRecord;
        if (status !== 'in_transit') continue;
        for (const line of lines) if (line.lot === lot) sum += readQuantity(line.quantity);
      }
      const record = world.record(keys.lot(lot));
      expect(formatQuantity(sum)).to.equal(record?.quantity);
      expect(record?.parents ?? []).to.deep.equal(this.parents.get(lot) ?? []);
    }
  }
}
