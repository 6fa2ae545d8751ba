import { expect } from 'chai';
import fc from 'fast-check';
import { packing, receiving, returning, scrapping, shipping, unpacking, voiding } from '@suyuan/client';
import {
  formatQuantity,
  indexIn,
  keys,
  parseQuantity,
  readQuantity,
  type ContainerRecord,
  type ContentsRecord,
  type HoldingRecord,
  type JsonObject,
  type SignedDocument,
} from '@suyuan/domain';
import { bulk, Desk, idOf } from '../../support/desk.js';
import type { Firm } from '../../support/firm.js';
import { driven, type History } from '../../support/history.js';
import { sscc, unit } from '../../support/unit-world.js';

const SERIALS = ['A01', 'A02', 'A03', 'A04'];
const BOXES = [sscc(1), sscc(2), '8003/06901234000009C1'];

interface Attempt {
  readonly act: 'pack' | 'bulk' | 'nest' | 'take' | 'open' | 'ship' | 'close' | 'end' | 'regret';
  readonly who: number;
  readonly one: number;
  readonly other: number;
  readonly serial: number;
  readonly which: number;
}

const attempt: fc.Arbitrary<Attempt> = fc.record({
  act: fc.constantFrom(
    ...(['pack', 'pack', 'bulk', 'nest', 'take', 'open', 'open', 'ship', 'close', 'close', 'end'] as const),
    ...(['regret', 'regret', 'regret', 'regret'] as const),
  ),
  who: fc.nat(2),
  one: fc.nat(2),
  other: fc.nat(2),
  serial: fc.nat(3),
  which: fc.nat(40),
});

describe('corrections at once and late, of whatever was done in whatever order', () => {
  it('lose nothing and double nothing: what a container says of its contents is what lies in it', function () {
    this.timeout(120_000);
    driven(attempt, () => new Trade(), 200, 30_000);
  });
});

interface Sent {
  readonly id: string;
  readonly goods: readonly string[];
  readonly from: Firm;
  readonly to: Firm;
}

class Trade implements History<Attempt> {
  readonly desk = new Desk();
  readonly done: { readonly by: Firm; readonly document: SignedDocument; readonly opens: boolean }[] = [];
  readonly shipments: Sent[] = [];

  attempt({ act, who, one, other, serial, which }: Attempt): boolean {
    const { maker, dealer, shop, now: at } = this.desk.units;
    const firms = [maker, dealer, shop];
    const [firm = maker, to = maker] = [firms[who], firms[(who + 1) % 3]];
    if (act === 'regret') return this.#regret(which);
    const [container = '', inner = ''] = [BOXES[one], BOXES[other]];
    const item = unit(SERIALS[serial] ?? '');
    const goods = which % 2 === 0 ? [item] : [container];
    if (act === 'close') return this.#close(which);
    const event: JsonObject = {
      pack: () => packing({ at, container, items: [item] }),
      bulk: () => packing({ at, container, lines: [bulk('3')] }),
      nest: () => packing({ at, container, items: [inner] }),
      take: () => unpacking({ at, container, items: [which % 2 === 0 ? item : inner] }),
      open: () => unpacking({ at, container }),
      ship: () => shipping({ at, from: firm.id, to: to.id, goods }),
      end: () => scrapping({ at, units: [item] }),
    }[act]();
    const document = this.#try(firm, event);
    if (document !== undefined && act === 'ship') this.shipments.push({ id: idOf(document), goods, from: firm, to });
    return document !== undefined;
  }

  #close(which: number): boolean {
    const sent = this.shipments[which % Math.max(1, this.shipments.length)];
    if (sent === undefined) return false;
    const { now: at } = this.desk.units;
    const { goods, from, to } = sent;
    const shipment = `${sent.id}#0` as const;
    if (which % 3 === 0) return this.#try(from, voiding({ at, shipment, goods })) !== undefined;
    if (which % 3 === 1) return this.#try(to, receiving({ at, shipment, goods })) !== undefined;
    return this.#try(to, returning({ at, from: to.id, to: from.id, shipment, goods })) !== undefined;
  }

  #try(by: Firm, event: JsonObject): SignedDocument | undefined {
    const document = this.desk.try(by, event);
    const opens = event['bizStep'] === 'unpacking' && event['childEPCs'] === undefined;
    if (document !== undefined) this.done.push({ by, document, opens });
    return document;
  }

  /** The last, an opening of some time ago, or any: most of these have been built upon. */
  #regret(which: number): boolean {
    const any = this.done[which % Math.max(1, this.done.length)];
    const act = [any, this.done.at(-1), this.done.filter(({ opens }) => opens).at(-1)][which % 3];
    if (act === undefined) return false;
    const before = JSON.stringify(this.desk.view());
    const codes = this.desk.wrong(act.by, act.document);
    expect(['BUILT_UPON', 'DUPLICATE_EVENT', undefined]).to.include(codes[0]);
    if (codes.length > 0) expect(JSON.stringify(this.desk.view())).to.equal(before);
    return codes.length === 0;
  }

  check(): void {
    const { world } = this.desk.units;
    const boxes = this.desk.all<ContainerRecord>('container/').map(([, box]) => box);
    const closed = boxes.filter(({ opened, unmade }) => opened === undefined && unmade === undefined);
    let sum = 0n;
    for (const box of closed) {
      expect(numbers(box.lots), box.container).to.deep.equal(numbers(this.#contents(box, closed)));
      for (const { quantity } of box.goods ?? []) sum += readQuantity(quantity);
    }
    for (const [, { quantity }] of this.desk.all<HoldingRecord>('holding/')) sum += readQuantity(quantity);
    expect(formatQuantity(sum), 'by weight').to.equal('100');
    for (const serial of SERIALS) {
      const pages = this.#pages(serial);
      if (world.record(keys.unit(unit(serial))) === undefined) expect(pages.length, serial).to.be.at.most(1);
    }
    expect(JSON.stringify(this.desk.view())).not.to.include('lost');
  }

  /** Packings that list a unit and stand. */
  #pages(serial: string): readonly ContentsRecord[] {
    return this.desk.all<ContentsRecord>('contents/').flatMap(([, page]) => {
      const lists = page.units.some(({ serials }) => indexIn(serials, serial) !== undefined);
      return lists && page.undone === undefined ? [page] : [];
    });
  }

  /** What lies in a container by the records of what lies there, at any depth. */
  #contents(box: ContainerRecord, all: readonly ContainerRecord[]): { lot: string; quantity: string }[] {
    const { world } = this.desk.units;
    const isHere = (place: { container: string; use: number } | undefined): boolean =>
      place?.container === box.container && place.use === box.use;
    const batch = unit('A01').replace(/21\/.*/, '10/B1');
    const units = SERIALS.filter((serial) => {
      const own = world.record(keys.unit(unit(serial)));
      return own === undefined ? this.#pages(serial).some(isHere) : isHere(own.inside);
    });
    return [
      ...units.map(() => ({ lot: batch, quantity: '1' })),
      ...(box.goods ?? []),
      ...all.filter(({ inside }) => isHere(inside)).flatMap((inner) => this.#contents(inner, all)),
    ];
  }
}

/** So much of each, none left out. */
function numbers(lots: readonly { readonly lot: string; readonly quantity: string }[]): Record<string, string> {
  const sums: Record<string, bigint> = {};
  for (const { lot, quantity } of lots) sums[lot] = (sums[lot] ?? 0n) + parseQuantity(quantity);
  return Object.fromEntries(Object.entries(sums).map(([lot, sum]) => [lot, formatQuantity(sum)]));
}
