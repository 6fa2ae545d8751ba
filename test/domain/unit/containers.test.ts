import { expect } from 'chai';
import { keys } from '@suyuan/domain';
import {
  certificate,
  dispensing,
  packing,
  receiving,
  returning,
  sampling,
  shipping,
  unpacking,
  voiding,
} from '@suyuan/client';
import { pages, sets, sscc, unit, UnitWorld } from '../../support/unit-world.js';
import { GTIN } from '../../support/world.js';

const CARTON = sscc(1);
const PALLET = sscc(2);
const CRATE = '8003/06901234000009C1';

describe('containers', () => {
  let units: UnitWorld;
  let made: string;
  /** The packing of the carton. */
  let packed: string;

  const pack = (container: string, items: readonly string[]): object => packing({ at: units.now, container, items });
  const unpack = (container: string, items: readonly string[] = []): object =>
    unpacking({ at: units.now, container, items });
  const ship = (...goods: string[]): object =>
    shipping({ at: units.now, from: units.maker.id, to: units.shop.id, goods });
  const receive = (id: string, ...goods: string[]): object => receiving({ at: units.now, shipment: `${id}#0`, goods });

  beforeEach(() => {
    units = new UnitWorld();
    made = units.commission(['A01', 'A02', 'A03', 'A04']);
    packed = units.must(units.maker, [pack(CARTON, ['A01', 'A02', 'A03'].map(unit))], sets(made));
  });

  it('keep what rules ask of their contents, and are inside of one another', () => {
    expect(units.container(CARTON)?.lots[0]).to.include({
      lot: `01/${GTIN}/10/B1`,
      quantity: '3',
      maker: units.maker.id,
    });
    units.must(units.maker, [pack(PALLET, [CARTON, unit('A04')])], sets(made));
    expect(units.container(PALLET)?.lots[0]).to.include({ quantity: '4' });
    expect(units.container(CARTON)?.inside).to.deep.equal({ container: PALLET, use: 1 });
  });

  it('hold their contents fast until these are unpacked', () => {
    const { maker } = units;
    expect(units.codes(maker, [ship(unit('A01'))], { ...sets(made), ...pages(packed) })).to.deep.equal([
      'INSIDE_CONTAINER',
    ]);
    expect(units.codes(maker, [pack(PALLET, [unit('A01')])], pages(packed))).to.deep.equal(['INSIDE_CONTAINER']);
    units.must(maker, [pack(PALLET, [CARTON])]);
    for (const act of [ship(CARTON), unpack(CARTON), pack(sscc(3), [CARTON])]) {
      expect(units.codes(maker, [act])).to.deep.equal(['INSIDE_CONTAINER']);
    }
    expect(units.codes(maker, [unpack(PALLET, [unit('A01')])], pages(packed))).to.deep.equal(['NOT_INSIDE']);
    expect(units.codes(maker, [pack(PALLET, [PALLET])])).to.deep.equal(['INSIDE_CONTAINER']);
  });

  for (const [how, named] of [
    ['one by one', [CARTON]],
    ['all at once', []],
  ] as const) {
    it(`that are lent lend what is inside of them, which stays its owner's when it comes out ${how}`, () => {
      const { maker, shop } = units;
      units.must(maker, [pack(PALLET, [CARTON])]);
      const lent = shipping({ at: units.now, from: maker.id, to: shop.id, goods: [PALLET], owner: 'kept' });
      units.must(shop, [receive(units.must(maker, [lent]), PALLET)]);
      expect(units.container(PALLET)?.standing).to.deep.equal({ owner: maker.id });
      units.must(shop, [unpack(PALLET, named)]);
      units.must(shop, [unpack(CARTON, [unit('A01')])], pages(packed));
      expect(units.container(CARTON)?.standing).to.deep.equal({ owner: maker.id });
      expect(units.world.record(keys.unit(unit('A01')))?.standing).to.deep.equal({ owner: maker.id });
      units.must(shop, [unpack(CARTON)]);
      units.must(shop, [pack(CRATE, [unit('A02'), unit('A03')])], pages(packed));
      expect(units.container(CRATE)?.standing).to.deep.equal({ owner: maker.id });
    });
  }

  it('bring forth what is named, or all when opened', () => {
    const { maker } = units;
    units.must(maker, [unpack(CARTON, [unit('A01')])], pages(packed));
    expect(units.container(CARTON)?.lots[0]).to.include({ quantity: '2' });
    expect(units.codes(maker, [unpack(CARTON, [unit('A01')])], pages(packed))).to.deep.equal(['NOT_INSIDE']);
    expect(units.codes(maker, [ship(unit('A01'))])).to.deep.equal([]);
    units.must(maker, [unpack(CARTON)]);
    expect(units.codes(maker, [ship(unit('A02'))], pages(packed))).to.deep.equal([]);
    expect(units.codes(maker, [ship(CARTON)])).to.deep.equal(['CONTAINER_EMPTY']);
    expect(units.codes(maker, [pack(CARTON, [unit('A03')])], pages(packed))).to.deep.equal(['CONTAINER_USED']);
    expect(units.codes(maker, [unpack(CARTON)])).to.deep.equal(['CONTAINER_EMPTY']);
  });

  it('that are crates are packed again, each use by itself', () => {
    const { maker } = units;
    units.must(maker, [unpack(CARTON)]);
    const first = units.must(maker, [pack(CRATE, [unit('A04')])], sets(made));
    units.must(maker, [unpack(CRATE)]);
    units.must(maker, [pack(CRATE, [unit('A01')])], pages(packed));
    expect(units.container(CRATE)).to.include({ use: 2 });
    expect(units.world.record(keys.containerUse(CRATE, 1))?.opened).not.to.equal(undefined);
    expect(units.codes(maker, [ship(unit('A04'))], pages(first))).to.deep.equal([]);
    expect(units.codes(maker, [ship(unit('A01'))])).to.deep.equal(['INSIDE_CONTAINER']);
    expect(units.codes(units.shop, [pack(CRATE, [unit('A02')])], pages(packed))).to.deep.equal(['NOT_HOLDER']);
  });

  it('go from hand to hand with all that is inside', () => {
    const { maker, shop } = units;
    const id = units.must(maker, [ship(CARTON)]);
    expect(units.codes(maker, [ship(CARTON)])).to.deep.equal(['ITEM_IN_TRANSIT']);
    expect(units.codes(shop, [unpack(CARTON)])).to.deep.equal(['ITEM_IN_TRANSIT']);
    expect(units.codes(units.dealer, [receive(id, CARTON)])).to.deep.equal(['NOT_CONSIGNEE']);
    units.must(shop, [receive(id, CARTON)]);
    expect(units.codes(shop, [dispensing({ at: units.now, units: [unit('A01')] })], pages(packed))).to.deep.equal([
      'INSIDE_CONTAINER',
    ]);
    units.must(shop, [unpack(CARTON)]);
    expect(units.codes(maker, [ship(unit('A01'))], { ...sets(made), ...pages(packed) })).to.deep.equal(['NOT_HOLDER']);
    units.must(shop, [dispensing({ at: units.now, units: [unit('A01')] })], pages(packed));
    expect(units.codes(shop, [dispensing({ at: units.now, units: [unit('A01')] })], pages(packed))).to.deep.equal([
      'UNIT_DISPENSED',
    ]);
  });

  it('come back: refused as a whole, returned after receipt, or voided', () => {
    const { maker, shop } = units;
    const voided = units.must(maker, [ship(CARTON)]);
    units.must(maker, [voiding({ at: units.now, shipment: `${voided}#0`, goods: [CARTON] })]);
    const id = units.must(maker, [ship(CARTON, unit('A04'))], sets(made));
    const back = { at: units.now, shipment: `${id}#0` as const, from: shop.id, to: maker.id };
    expect(units.codes(shop, [returning({ ...back, goods: [CARTON] })])).to.deep.equal(['LINES_MISMATCH']);
    const refused = units.must(shop, [returning({ ...back, goods: [CARTON, unit('A04')] })]);
    units.must(maker, [receive(refused, CARTON, unit('A04'))]);
    const again = units.must(maker, [ship(CARTON, unit('A04'))]);
    units.must(shop, [receive(again, CARTON)]);
    expect(units.codes(shop, [dispensing({ at: units.now, units: [unit('A04')] })])).to.deep.equal(['ITEM_IN_TRANSIT']);
    const late = { ...back, shipment: `${again}#0` as const, goods: [CARTON] };
    const returned = units.must(shop, [returning(late)]);
    units.must(maker, [receive(returned, CARTON)]);
    expect(units.container(CARTON)).to.include({ holder: maker.id });
  });

  it('are stopped with any batch inside, and free again without it', () => {
    const { maker, world } = units;
    const other = units.commission(['Z1', 'Z2'], 'B2');
    units.must(maker, [pack(PALLET, [CARTON, unit('Z1')])], sets(other));
    const official = { at: units.now, from: maker.id, to: world.laboratory.id, units: [unit('Z2')] };
    expect(units.codes(world.regulator, [sampling(official)], sets(other))).to.deep.equal([]);
    world.must(world.laboratory, 'certificate', [
      certificate({
        ...{ type: 'inspection', number: 'J1', category: 'drug', lots: [`01/${GTIN}/10/B2`], issued: '2026-11-19' },
        result: 'fail',
      }),
    ]);
    expect(units.codes(maker, [ship(PALLET)])).to.deep.equal(['CERTIFICATE_FAILED']);
    // The packing that put it in stands in the first entry of its document.
    const page =
      [...world.state.keys()]
        .filter((key) => key.startsWith('contents/'))
        .at(-1)
        ?.split('/')[1] ?? '';
    units.must(maker, [unpack(PALLET, [unit('Z1')])], pages(page));
    expect(units.codes(maker, [ship(PALLET)])).to.deep.equal([]);
  });

  it('are not filled with what is another’s, nor by whoever does not have them', () => {
    expect(units.codes(units.dealer, [pack(CARTON, [unit('A04')])], sets(made))).to.deep.equal(['NOT_HOLDER']);
    expect(units.codes(units.dealer, [pack(sscc(7), [unit('A04')])], sets(made))).to.deep.equal(['PREFIX_NOT_OWNED']);
    expect(units.codes(units.dealer, [pack(CRATE, [unit('A04')])], sets(made))).to.deep.equal(['NOT_HOLDER']);
    expect(units.codes(units.maker, [pack(sscc(7), [sscc(8)])])).to.deep.equal(['CONTAINER_UNKNOWN']);
  });

  it('are not filled before what was last done to them', () => {
    const { maker, world } = units;
    world.now += 3 * 3600;
    units.must(maker, [unpack(CARTON, [unit('A01')])], pages(packed));
    const fill = (ago: number): object => packing({ at: world.date(-ago), container: CARTON, items: [unit('A04')] });
    expect(units.codes(maker, [fill(3601)], sets(made))).to.deep.equal(['EVENT_ORDER']);
    expect(units.codes(maker, [fill(3600)], sets(made))).to.deep.equal([]);
  });

  describe('with quantities', () => {
    const LOT = `01/${GTIN}/10/Q1`;
    const kg = (quantity: string) => [{ lot: LOT, quantity, uom: 'KGM' }];
    const packLines = (quantity: string): object => packing({ at: units.now, container: PALLET, lines: kg(quantity) });

    beforeEach(() => {
      units.release('Q1');
      const birth = units.world.birth(LOT, '100', 'Q1');
      const ilmd = {
        ...(birth['ilmd'] as object),
        'suyuan:category': 'drug',
        'cbvmda:itemExpirationDate': '2028-11-01',
      };
      units.must(units.maker, [{ ...birth, ilmd }]);
    });

    it('take them out of stock, and give them back in parts', () => {
      const { maker, shop, world } = units;
      expect(units.codes(maker, [packLines('101')])).to.deep.equal(['INSUFFICIENT_QUANTITY']);
      units.must(maker, [packLines('60')]);
      expect(world.holding(maker, LOT)).to.equal('40');
      const id = units.must(maker, [ship(PALLET)]);
      units.must(shop, [receive(id, PALLET)]);
      const take = (quantity: string): object => unpacking({ at: units.now, container: PALLET, lines: kg(quantity) });
      expect(units.codes(shop, [take('61')])).to.deep.equal(['INSUFFICIENT_CONTENTS']);
      units.must(shop, [take('20')]);
      expect(world.holding(shop, LOT)).to.equal('20');
      expect(units.container(PALLET)?.lots[0]).to.include({ quantity: '40' });
      units.must(shop, [unpack(PALLET)]);
      expect(world.holding(shop, LOT)).to.equal('60');
    });
  });
});
