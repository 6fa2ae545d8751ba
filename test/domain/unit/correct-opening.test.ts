import { expect } from 'chai';
import {
  decommissioning,
  dispensing,
  installing,
  packing,
  receiving,
  sampling,
  scrapping,
  shipping,
  unpacking,
} from '@suyuan/client';
import { keys, type JsonObject } from '@suyuan/domain';
import { bulk, BULK, Desk, idOf } from '../../support/desk.js';
import { sscc, unit } from '../../support/unit-world.js';

const [CARTON, OTHER, PALLET] = [sscc(1), sscc(2), sscc(3)];
const CRATE = '8003/06901234000009C1';

describe('corrections of an opening for all', () => {
  let desk: Desk;
  beforeEach(() => {
    desk = new Desk();
  });
  const at = () => desk.units.now;
  const open = (container: string): JsonObject => unpacking({ at: at(), container });

  /** A pallet at the shop: a carton of two units and some bulk, a carton of one, and a loose unit. */
  const pallet = (): void => {
    const { maker, shop } = desk.units;
    const cartons = [
      { container: CARTON, items: [unit('A01'), unit('A02')], lines: [bulk('10')] },
      { container: OTHER, items: [unit('A03')] },
    ];
    for (const each of cartons) desk.send(maker, packing({ at: at(), ...each }));
    desk.send(maker, packing({ at: at(), container: PALLET, items: [CARTON, OTHER, unit('A04')], lines: [bulk('5')] }));
    const ship = shipping({ at: at(), from: maker.id, to: shop.id, goods: [PALLET] });
    const shipment = `${idOf(desk.send(maker, ship))}#0` as const;
    desk.send(shop, receiving({ at: at(), shipment, goods: [PALLET] }));
  };

  it('put all of it back, in levels, units, cartons and quantities', () => {
    pallet();
    const { shop, world } = desk.units;
    const closed = desk.view();
    const opened = desk.send(shop, open(PALLET));
    expect(desk.view()).not.to.deep.equal(closed);
    expect(world.record(keys.holding(shop.id, BULK))?.quantity).to.equal('5');
    expect(desk.wrong(shop, opened)).to.deep.equal([]);
    expect(desk.view()).to.deep.equal(closed);
    expect(desk.wrong(shop, opened)).to.deep.equal(['DUPLICATE_EVENT']);
    expect(desk.units.codes(shop, [dispensing({ at: at(), units: [unit('A04')] })], desk.witness())).to.deep.equal([
      'INSIDE_CONTAINER',
    ]);
    // And so with the cartons, once the pallet is open for good.
    desk.send(shop, open(PALLET));
    const loose = desk.view();
    const carton = desk.send(shop, open(CARTON));
    expect(desk.wrong(shop, carton)).to.deep.equal([]);
    expect(desk.view()).to.deep.equal(loose);
  });

  it('tell whoever follows a lot that its quantities are inside again, at any depth', () => {
    pallet();
    const { shop } = desk.units;
    const opened = desk.send(shop, open(PALLET));
    expect(desk.wrong(shop, opened)).to.deep.equal([]);
    const moved = desk.units.cost.writes.filter((key) => key.startsWith('moved/'));
    expect(moved).to.have.length(1);
    expect(desk.all<{ lots: string[] }>('moved/').at(-1)?.[1].lots).to.deep.equal([BULK]);
  });

  const touched: Record<string, () => JsonObject> = {
    'a unit that lay in it was dispensed': () => dispensing({ at: at(), units: [unit('A04')] }),
    'a unit was attached': () => installing({ at: at(), units: [unit('A04')], parent: 'code/vin/1M8GDM9AXKP042788' }),
    'a unit was sent on': () =>
      shipping({ at: at(), from: desk.units.shop.id, to: desk.units.dealer.id, goods: [unit('A04')] }),
    'a unit was put elsewhere': () => packing({ at: at(), container: CRATE, items: [unit('A04')] }),
    'such a carton was opened': () => open(CARTON),
    'something was taken out of such a carton': () => unpacking({ at: at(), container: CARTON, items: [unit('A01')] }),
    'such a carton was sent on': () =>
      shipping({ at: at(), from: desk.units.shop.id, to: desk.units.dealer.id, goods: [OTHER] }),
    'such a carton was put elsewhere': () => packing({ at: at(), container: CRATE, items: [CARTON] }),
    'a unit was scrapped': () => scrapping({ at: at(), units: [unit('A04')] }),
    'some of its quantities ended': () => decommissioning({ at: at(), lines: [bulk('1')] }),
  };
  for (const [name, act] of Object.entries(touched)) {
    it(`come to nothing where ${name}`, () => {
      pallet();
      const { shop } = desk.units;
      const opened = desk.send(shop, open(PALLET));
      const by = desk.send(shop, act());
      const [error] = desk.declare(shop, opened);
      expect(error?.code).to.equal('BUILT_UPON');
      expect(error?.facts['document']).to.equal(idOf(by));
      // What took that back was done to it too.
      expect(desk.wrong(shop, by)).to.deep.equal([]);
      expect(desk.wrong(shop, opened)).to.deep.equal(['BUILT_UPON']);
    });
  }

  it('come to nothing where something was put into a carton that lay in it', () => {
    const { maker } = desk.units;
    desk.send(maker, packing({ at: at(), container: CARTON, items: [unit('A01')] }));
    desk.send(maker, packing({ at: at(), container: PALLET, items: [CARTON] }));
    const opened = desk.send(maker, open(PALLET));
    const by = desk.send(maker, packing({ at: at(), container: CARTON, items: [unit('A02')] }));
    const [error] = desk.declare(maker, opened);
    expect([error?.code, error?.facts['document']]).to.deep.equal(['BUILT_UPON', idOf(by)]);
  });

  it('come to nothing of a crate that is in use again', () => {
    const { maker } = desk.units;
    desk.send(maker, packing({ at: at(), container: CRATE, items: [unit('A01')] }));
    const opened = desk.send(maker, open(CRATE));
    const again = desk.send(maker, packing({ at: at(), container: CRATE, items: [unit('A02')] }));
    expect(desk.wrong(maker, opened)).to.deep.equal(['BUILT_UPON']);
    // What came out at its first use goes its way, and writes nothing there.
    desk.send(maker, scrapping({ at: at(), units: [unit('A01')] }));
    expect(desk.units.cost.writes).not.to.include(keys.containerUse(CRATE, 1));
    expect(desk.wrong(maker, again)).to.deep.equal([]);
    expect(desk.wrong(maker, opened)).to.deep.equal(['BUILT_UPON']);
  });

  it('do not mind a regulator’s sample, which leaves what it samples where it is', () => {
    pallet();
    const { shop, world } = desk.units;
    const opened = desk.send(shop, open(PALLET));
    const official = { at: at(), from: shop.id, to: world.laboratory.id, units: [unit('A04')] };
    desk.send(world.regulator, sampling(official));
    expect(desk.wrong(shop, opened)).to.deep.equal([]);
  });

  it('cost the first that is done to any of it one write, and the others none', () => {
    pallet();
    const { shop } = desk.units;
    desk.send(shop, open(PALLET));
    desk.send(shop, open(CARTON));
    const cost = (serial: string): readonly string[] => {
      desk.send(shop, dispensing({ at: at(), units: [unit(serial)] }));
      return desk.units.cost.writes.filter((key) => !key.startsWith('event/'));
    };
    expect(cost('A01')).to.deep.equal([keys.container(CARTON), keys.unit(unit('A01'))]);
    expect(cost('A02')).to.deep.equal([keys.unit(unit('A02'))]);
    expect(desk.units.container(CARTON)?.before).to.equal(undefined);
  });

  it('are for whoever opened it, and of records that remember what lay in it', () => {
    pallet();
    const { shop, dealer, world } = desk.units;
    const opened = desk.send(shop, open(PALLET));
    expect(desk.wrong(dealer, opened)).to.deep.equal(['ORIGINAL_UNKNOWN']);
    const record = desk.units.container(PALLET) ?? expect.fail('no pallet');
    const { lots: _, ...before } = record.before ?? expect.fail('nothing remembered');
    world.state.set(keys.container(PALLET), JSON.stringify({ ...record, before }));
    expect(desk.wrong(shop, opened)).to.deep.equal(['STEP_UNSUPPORTED']);
  });
});
