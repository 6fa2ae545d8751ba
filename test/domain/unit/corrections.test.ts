import { expect } from 'chai';
import fc from 'fast-check';
import {
  countersignature,
  dispensing,
  installing,
  packing,
  receiving,
  removing,
  returning,
  sampling,
  scrapping,
  shipping,
  unpacking,
  voiding,
} from '@suyuan/client';
import { keys, readEntryRef, type JsonObject, type SignedDocument } from '@suyuan/domain';
import { bulk, Desk, idOf } from '../../support/desk.js';
import type { Firm } from '../../support/firm.js';
import { destroyedBy, sscc, unit } from '../../support/unit-world.js';

const CRATE = '8003/06901234000009C1';
const [CARTON, PALLET] = [sscc(1), sscc(2)];

describe('corrections of what happens to units and containers', () => {
  let desk: Desk;
  beforeEach(() => {
    desk = new Desk();
  });
  const at = () => desk.units.now;

  /** Sent and declared wrong: everything is as it was. */
  const undone = (firm: Firm, event: JsonObject): void => {
    const before = desk.view();
    const document = desk.send(firm, event);
    expect(desk.view()).not.to.deep.equal(before);
    expect(desk.wrong(firm, document)).to.deep.equal([]);
    expect(desk.view()).to.deep.equal(before);
    expect(desk.wrong(firm, document)).to.deep.equal(['DUPLICATE_EVENT']);
  };

  it('take back packing: units are loose again, quantities in stock, the container’s number is free', () => {
    const { maker } = desk.units;
    const pack = () => packing({ at: at(), container: CARTON, items: [unit('A01'), unit('A02')], lines: [bulk('10')] });
    undone(maker, pack());
    desk.send(maker, pack());
    undone(maker, packing({ at: at(), container: CARTON, items: [unit('A03')], lines: [bulk('5')] }));
    undone(maker, packing({ at: at(), container: PALLET, items: [CARTON, unit('A04')] }));
    undone(maker, packing({ at: at(), container: CRATE, items: [unit('A03')] }));
  });

  it('take back unpacking by name, and openings for all', () => {
    const { maker } = desk.units;
    desk.send(maker, packing({ at: at(), container: CARTON, items: [unit('A01'), unit('A02')], lines: [bulk('10')] }));
    desk.send(maker, packing({ at: at(), container: PALLET, items: [CARTON] }));
    undone(maker, unpacking({ at: at(), container: PALLET, items: [CARTON] }));
    desk.send(maker, unpacking({ at: at(), container: PALLET, items: [CARTON] }));
    undone(maker, unpacking({ at: at(), container: CARTON, items: [unit('A01')], lines: [bulk('4')] }));
    desk.send(maker, packing({ at: at(), container: CRATE, lines: [bulk('7')] }));
    undone(maker, unpacking({ at: at(), container: CRATE }));
    undone(maker, unpacking({ at: at(), container: CARTON }));
  });

  it('take back hand-overs: sent, received, refused, returned, voided', () => {
    const { maker, shop } = desk.units;
    desk.send(maker, packing({ at: at(), container: CARTON, items: [unit('A01')], lines: [bulk('10')] }));
    const goods = [CARTON, unit('A02')];
    const ship = () => shipping({ at: at(), from: maker.id, to: shop.id, goods });
    undone(maker, ship());
    let shipment = `${idOf(desk.send(maker, ship()))}#0` as const;
    const back = () => returning({ at: at(), from: shop.id, to: maker.id, shipment, goods });
    undone(maker, voiding({ at: at(), shipment, goods }));
    undone(shop, back());
    undone(shop, receiving({ at: at(), shipment, goods }));
    desk.send(shop, receiving({ at: at(), shipment, goods }));
    undone(shop, back());
    shipment = `${idOf(desk.send(shop, back()))}#0`;
    undone(maker, receiving({ at: at(), shipment, goods }));
  });

  it('take back what is done to single units by themselves', () => {
    const { maker, shop, world } = desk.units;
    const goods = ['A01', 'A02', 'A03'].map(unit);
    const shipment = `${idOf(desk.send(maker, shipping({ at: at(), from: maker.id, to: shop.id, goods })))}#0` as const;
    undone(maker, scrapping({ at: at(), units: [unit('A04')] }));
    desk.send(shop, receiving({ at: at(), shipment, goods }));
    undone(shop, dispensing({ at: at(), units: [unit('A01')] }));
    const part = { units: [unit('A02')], parent: 'https://id.gs1.org/8004/0690123V1' };
    undone(shop, installing({ at: at(), ...part }));
    desk.send(shop, installing({ at: at(), ...part }));
    undone(shop, removing({ at: at(), ...part }));
    undone(shop, sampling({ at: at(), from: shop.id, to: world.laboratory.id, units: [unit('A01'), unit('A03')] }));
    expect(desk.all<{ quantity: string }>('sample/')[0]?.[1].quantity).to.equal('0');
  });

  it('are for its signer alone, and only until the next thing that happens to any of it', () => {
    const { maker, shop } = desk.units;
    const pack = packing({ at: at(), container: CARTON, items: [unit('A01'), unit('A02')] });
    const packed = desk.send(maker, pack);
    expect(desk.wrong(shop, packed)).to.deep.equal(['ORIGINAL_UNKNOWN']);
    const out = unpacking({ at: at(), container: CARTON, items: [unit('A01')] });
    const taken = desk.send(maker, out);
    expect(desk.wrong(maker, packed)).to.deep.equal(['BUILT_UPON']);
    desk.send(maker, scrapping({ at: at(), units: [unit('A01')] }));
    expect(desk.wrong(maker, taken)).to.deep.equal(['BUILT_UPON']);
    const other = packing({ at: at(), container: PALLET, items: [CARTON] });
    const second = desk.send(maker, other);
    desk.send(maker, shipping({ at: at(), from: maker.id, to: shop.id, goods: [PALLET] }));
    expect(desk.wrong(maker, second)).to.deep.equal(['BUILT_UPON']);
  });

  it('restore whatever there was before, whatever had happened', function () {
    this.timeout(60_000);
    let taken = 0;
    const attempt = fc.record({
      act: fc.constantFrom(
        ...([
          'pack',
          'pack',
          'bulk',
          'nest',
          'unpack',
          'free',
          'open',
          'ship',
          'ship',
          'close',
          'close',
          'end',
        ] as const),
      ),
      who: fc.nat(2),
      one: fc.nat(2),
      other: fc.nat(2),
      serial: fc.nat(3),
      how: fc.nat(3),
      stays: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(attempt, { minLength: 8, maxLength: 25 }), (attempts) => {
        desk = new Desk();
        const { maker, dealer, shop } = desk.units;
        const firms = [maker, dealer, shop];
        const shipments: { id: string; goods: string[]; from: Firm; to: Firm }[] = [];
        for (const { act, who, one, other, serial, how, stays } of attempts) {
          const firm = firms[who] ?? maker;
          const to = firms[(who + 1) % 3] ?? firm;
          const [container, inner] = [[CARTON, PALLET, CRATE][one] ?? '', [CARTON, PALLET, CRATE][other] ?? ''];
          const item = unit(`A0${serial + 1}`);
          const sent = shipments[how % Math.max(1, shipments.length)];
          const goods = how === 0 ? [item] : [container];
          let by = firm;
          let event: JsonObject;
          if (act === 'pack') event = packing({ at: at(), container, items: [item] });
          else if (act === 'bulk') event = packing({ at: at(), container, lines: [bulk('3')] });
          else if (act === 'nest') event = packing({ at: at(), container, items: [inner] });
          else if (act === 'unpack') event = unpacking({ at: at(), container, items: [item] });
          else if (act === 'free') event = unpacking({ at: at(), container, items: [inner] });
          else if (act === 'open') event = unpacking({ at: at(), container });
          else if (act === 'end') event = scrapping({ at: at(), units: [item] });
          else if (act === 'ship') event = shipping({ at: at(), from: firm.id, to: to.id, goods });
          else {
            if (sent === undefined) continue;
            const { id, goods: named, from, to: addressee } = sent;
            const shipment = `${id}#0` as const;
            by = how === 1 ? from : addressee;
            if (how === 1) event = voiding({ at: at(), shipment, goods: named });
            else if (how === 2) event = receiving({ at: at(), shipment, goods: named });
            else event = returning({ at: at(), from: addressee.id, to: from.id, shipment, goods: named });
          }
          const before = desk.view();
          const document = desk.try(by, event);
          if (document === undefined) continue;
          taken++;
          if (stays) {
            if (act === 'ship') shipments.push({ id: idOf(document), goods, from: firm, to });
            continue;
          }
          expect(desk.wrong(by, document)).to.deep.equal([]);
          expect(desk.view()).to.deep.equal(before);
        }
      }),
      { numRuns: 60, interruptAfterTimeLimit: 40_000 },
    );
    // Some 115 on average, less where chance has it: enough that what is shown was tried.
    expect(taken, 'possible attempts among those tried').to.be.above(40);
  });

  describe('with two signatures', () => {
    const destroy = (serial: string) => ({
      ...scrapping({ at: at(), units: [unit(serial)] }),
      bizStep: 'destroying',
      disposition: 'destroyed',
    });
    const sign = (firm: Firm, document: SignedDocument) =>
      desk.units.capture(
        desk.units.world.document(firm, 'countersignature', [countersignature(`${idOf(document)}#0`)]),
      );
    const codes = (firm: Firm, document: SignedDocument) => sign(firm, document).map(({ code }) => code);

    it('a unit is destroyed with the second, another’s, if it is still there and as it was', () => {
      desk = new Desk(destroyedBy(2));
      const { maker, dealer, shop } = desk.units;
      const waits = desk.send(maker, destroy('A01'));
      expect(desk.units.world.record(keys.unit(unit('A01')))?.ended).to.equal(undefined);
      expect(codes(maker, waits)).to.deep.equal(['STATUS_UNCHANGED']);
      expect(codes(dealer, waits)).to.deep.equal([]);
      expect(desk.units.world.record(keys.unit(unit('A01')))?.ended).to.include({ step: 'destroying' });
      expect(codes(shop, waits)).to.deep.equal(['STATUS_UNCHANGED']);
      expect(desk.try(maker, scrapping({ at: at(), units: [unit('A01')] }))).to.equal(undefined);

      // Where it was put meanwhile it cannot be destroyed; once that is open, it can.
      const packed = desk.send(maker, destroy('A03'));
      desk.send(maker, packing({ at: at(), container: CARTON, items: [unit('A03')] }));
      expect(codes(dealer, packed)).to.deep.equal(['INSIDE_CONTAINER']);
      desk.send(maker, unpacking({ at: at(), container: CARTON }));
      expect(codes(dealer, packed)).to.deep.equal([]);
      const { ended, inside, holder } = desk.units.world.record(keys.unit(unit('A03'))) ?? {};
      expect([ended?.step, inside, holder]).to.deep.equal(['destroying', undefined, maker.id]);

      const gone = desk.send(maker, destroy('A02'));
      desk.send(maker, shipping({ at: at(), from: maker.id, to: shop.id, goods: [unit('A02')] }));
      expect(codes(dealer, gone)).to.deep.equal(['ITEM_IN_TRANSIT']);
      const { document } = readEntryRef(desk.units.world.record(keys.unit(unit('A01')))?.ended?.by ?? '');
      expect(document).to.equal(idOf(waits));
    });
  });
});
