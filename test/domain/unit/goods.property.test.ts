import { expect } from 'chai';
import fc from 'fast-check';
import {
  formatQuantity,
  parseQuantity,
  readQuantity,
  type ContainerRecord,
  type HoldingRecord,
  type ShipmentRecord,
} from '@suyuan/domain';
import { decommissioning, packing, receiving, shipping, unpacking } from '@suyuan/client';
import type { Firm } from '../../support/firm.js';
import { driven, type History } from '../../support/history.js';
import { sscc, UnitWorld } from '../../support/unit-world.js';
import { GTIN } from '../../support/world.js';

const LOT = `01/${GTIN}/10/Q1`;
const WHOLE = parseQuantity('100');

interface Attempt {
  readonly act: 'pack' | 'nest' | 'unpack' | 'open' | 'ship' | 'receive' | 'end';
  readonly who: number;
  readonly container: number;
  readonly other: number;
  readonly shipment: number;
  readonly quantity: string;
}

const attempt: fc.Arbitrary<Attempt> = fc.record({
  act: fc.constantFrom(
    ...([
      'pack',
      'pack',
      'nest',
      'nest',
      'unpack',
      'unpack',
      'open',
      'ship',
      'ship',
      'receive',
      'receive',
      'end',
    ] as const),
  ),
  who: fc.nat(2),
  container: fc.nat(3),
  other: fc.nat(3),
  shipment: fc.nat(3),
  quantity: fc.oneof(fc.bigInt(1n, 60_000_000n).map(formatQuantity), fc.constantFrom('1', '10', '0.000001')),
});

describe('quantities in containers, whatever is tried in whatever order', () => {
  it('come out as they went in, at any depth and in whatever hands', function () {
    this.timeout(60_000);
    driven(attempt, () => new Trade(), 100, 40_000);
  });
});

class Trade implements History<Attempt> {
  readonly units = new UnitWorld();
  readonly firms: readonly Firm[] = [this.units.maker, this.units.dealer, this.units.shop];
  readonly shipments: { readonly id: string; readonly goods: string }[] = [];
  gone = 0n;

  constructor() {
    this.units.release('Q1');
    const birth = this.units.world.birth(LOT, '100', 'Q1');
    const ilmd = { ...(birth['ilmd'] as object), 'suyuan:category': 'drug', 'cbvmda:itemExpirationDate': '2028-11-01' };
    this.units.must(this.units.maker, [{ ...birth, ilmd }]);
  }

  attempt({ act, who, container: c, other: o, shipment: s, quantity }: Attempt): boolean {
    const firm = this.firms[who] ?? this.units.maker;
    const to = this.firms[(who + 1) % 3] ?? firm;
    const at = this.units.now;
    const [container, other] = [sscc(c + 1), sscc(o + 1)];
    const lines = [{ lot: LOT, quantity, uom: 'KGM' }];
    const sent = this.shipments[s % Math.max(1, this.shipments.length)];
    switch (act) {
      case 'pack':
        return this.#try(firm, packing({ at, container, lines })) !== undefined;
      case 'nest':
        return this.#try(firm, packing({ at, container, items: [other] })) !== undefined;
      case 'unpack':
        return this.#try(firm, unpacking({ at, container, lines })) !== undefined;
      case 'open':
        return this.#try(firm, unpacking({ at, container })) !== undefined;
      case 'ship': {
        const id = this.#try(firm, shipping({ at, from: firm.id, to: to.id, goods: [container] }));
        if (id !== undefined) this.shipments.push({ id, goods: container });
        return id !== undefined;
      }
      case 'receive': {
        if (sent === undefined) return false;
        const event = receiving({ at, shipment: `${sent.id}#0`, goods: [sent.goods] });
        return this.#try(firm, event) !== undefined;
      }
      case 'end': {
        const id = this.#try(firm, decommissioning({ at, lines }));
        if (id !== undefined) this.gone += parseQuantity(quantity);
        return id !== undefined;
      }
    }
  }

  #try(firm: Firm, event: object): string | undefined {
    try {
      return this.units.must(firm, [event]);
    } catch {
      return undefined;
    }
  }

  check(): void {
    let sum = this.gone;
    const containers = new Map<string, ContainerRecord>();
    for (const [key, json] of this.units.world.state) {
      if (key.startsWith('holding/')) sum += readQuantity((JSON.parse(json) as HoldingRecord).quantity);
      if (key.startsWith('shipment/')) expect((JSON.parse(json) as ShipmentRecord).lines).to.deep.equal([]);
      if (!key.startsWith('container/')) continue;
      const record = JSON.parse(json) as ContainerRecord;
      containers.set(record.container, record);
      for (const { quantity } of record.goods ?? []) sum += readQuantity(quantity);
    }
    expect(formatQuantity(sum)).to.equal(formatQuantity(WHOLE));
    for (const record of containers.values()) {
      if (record.opened !== undefined) continue;
      const counted = readQuantity(record.lots[0]?.quantity ?? '0');
      expect(formatQuantity(counted), record.container).to.equal(formatQuantity(deep(record, containers)));
    }
  }
}

/** What lies in it directly, and in the containers in it. */
function deep({ container, use, goods = [] }: ContainerRecord, all: ReadonlyMap<string, ContainerRecord>): bigint {
  let sum = goods.reduce((each, { quantity }) => each + readQuantity(quantity), 0n);
  for (const inner of all.values()) {
    if (inner.inside?.container === container && inner.inside.use === use) sum += deep(inner, all);
  }
  return sum;
}
