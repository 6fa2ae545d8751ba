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
import { decommissioning, receiving, returning, shipping, voiding } from '@suyuan/client';
import type { Firm } from '../../support/firm.js';
import { World } from '../../support/world.js';

/** One step of a random history: whoever may or may not be able to do it tries. */
interface Attempt {
  readonly act: 'lot' | 'ship' | 'receive' | 'return' | 'void' | 'decommission';
  readonly who: number;
  readonly whom: number;
  readonly lot: number;
  readonly shipment: number;
  readonly quantity: string;
}

const attempt: fc.Arbitrary<Attempt> = fc.record({
  act: fc.constantFrom('lot', 'ship', 'ship', 'receive', 'receive', 'return', 'void', 'decommission'),
  who: fc.nat(2),
  whom: fc.nat(2),
  lot: fc.nat(3),
  shipment: fc.nat(7),
  quantity: fc.oneof(
    fc.bigInt(1n, 3_000_000_000n).map(formatQuantity),
    fc.constantFrom('100', '1', '0.000001', '99.5'),
  ),
});

describe('custody, whatever is tried in whatever order', () => {
  it('makes no quantity appear or vanish, and lets nobody ship what they do not hold', function () {
    this.timeout(120_000);
    fc.assert(
      fc.property(fc.array(attempt, { minLength: 10, maxLength: 60 }), (attempts) => {
        const history = new History();
        for (const each of attempts) {
          history.attempt(each);
          history.check();
        }
      }),
      { numRuns: 200, interruptAfterTimeLimit: 60_000 },
    );
  });
});

/** A world, and a second account of it kept by hand: per lot what was made, and what has left. */
class History {
  readonly world = World.ready();
  readonly firms: readonly Firm[] = [this.world.producer, this.world.distributor, this.world.retailer];
  readonly lots: string[] = [];
  readonly shipments: EntryRef[] = [];
  readonly gone = new Map<string, bigint>();

  attempt({ act, who, whom, lot: l, shipment: s, quantity }: Attempt): void {
    const { world } = this;
    const firm = this.firms[who] ?? world.producer;
    const other = this.firms[whom] ?? world.producer;
    if (act === 'lot') {
      if (this.lots.length < 4) this.lots.push(world.lot(quantity));
      return;
    }
    const lot = this.lots[l % Math.max(1, this.lots.length)];
    const ref = this.shipments[s % Math.max(1, this.shipments.length)];
    const lines = [{ lot: lot ?? '', quantity, uom: 'KGM' }];
    const at = world.date();
    if (act === 'ship' || act === 'decommission') {
      if (lot === undefined) return;
      const event =
        act === 'ship' ? shipping({ at, from: firm.id, to: other.id, lines }) : decommissioning({ at, lines });
      const before = readQuantity(world.holding(firm, lot));
      const ids = this.send(firm, event);
      if (ids === undefined) return;
      expect(before >= parseQuantity(quantity), 'shipped what was not held').to.equal(true);
      if (act === 'ship') this.shipments.push(`${ids}#0`);
      else this.gone.set(lot, (this.gone.get(lot) ?? 0n) + parseQuantity(quantity));
      return;
    }
    if (ref === undefined) return;
    const shipment = world.shipment(ref);
    const whole = (shipment?.lines ?? []).map((line) => ({ ...line }));
    if (act === 'receive')
      this.send(firm, receiving({ at, shipment: ref, lines: whole.map((w) => ({ ...w, quantity })) }));
    if (act === 'void') this.send(firm, voiding({ at, shipment: ref, lines: whole }));
    if (act === 'return') {
      const id = this.send(firm, returning({ at, shipment: ref, from: firm.id, to: other.id, lines: whole }));
      if (id !== undefined) this.shipments.push(`${id}#0`);
    }
  }

  send(firm: Firm, event: object): string | undefined {
    try {
      return this.world.must(firm, 'events', [event]);
    } catch {
      return undefined;
    }
  }

  /** For each lot: made = held + in transit + missing on receipt + decommissioned. */
  check(): void {
    for (const lot of this.lots) {
      let sum = this.gone.get(lot) ?? 0n;
      for (const [key, json] of this.world.state) {
        if (key.startsWith('holding/') && key.endsWith(`/${lot}`)) {
          sum += readQuantity((JSON.parse(json) as HoldingRecord).quantity);
        }
        if (key.startsWith('shipment/')) sum += open(JSON.parse(json) as ShipmentRecord, lot);
      }
      const made = this.world.record(keys.lot(lot));
      expect(formatQuantity(sum)).to.equal(made?.quantity);
    }
  }
}

/** What of a lot a shipment accounts for: all while in transit, the shortfall once received, nothing once undone. */
function open({ lines, status, received }: ShipmentRecord, lot: string): bigint {
  const of = (list: typeof lines): bigint =>
    list.filter((line) => line.lot === lot).reduce((sum, line) => sum + readQuantity(line.quantity), 0n);
  if (status === 'in_transit') return of(lines);
  return status === 'received' ? of(lines) - of(received ?? []) : 0n;
}
