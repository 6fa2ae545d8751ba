import { expect } from 'chai';
import { countersignature, decommissioning, scrapping, shipping } from '@suyuan/client';
import { keys, type JsonObject, type SignedDocument } from '@suyuan/domain';
import { bulk, BULK, Desk, idOf } from '../../support/desk.js';
import type { Firm } from '../../support/firm.js';
import { destroyedBy, unit } from '../../support/unit-world.js';

describe('corrections of a destruction', () => {
  let desk: Desk;
  const begin = (signatures: number): void => {
    desk = new Desk(destroyedBy(signatures));
  };
  const at = () => desk.units.now;
  const destroyed = { action: 'DELETE', bizStep: 'destroying', disposition: 'destroyed' };
  const units = (...serials: string[]): JsonObject => ({
    ...scrapping({ at: at(), units: serials.map(unit) }),
    ...destroyed,
  });
  const weight = (quantity: string): JsonObject => ({
    ...decommissioning({ at: at(), lines: [bulk(quantity)] }),
    ...destroyed,
  });
  const sign = (firm: Firm, document: SignedDocument): string[] => {
    const { world } = desk.units;
    const word = world.document(firm, 'countersignature', [countersignature(`${idOf(document)}#0`)]);
    return desk.units.capture(word).map(({ code }) => code);
  };
  const held = (): string | undefined => desk.units.world.record(keys.holding(desk.units.maker.id, BULK))?.quantity;
  const pending = (document: SignedDocument): string | undefined =>
    desk.units.world.record(keys.pending(idOf(document), 0))?.status;

  for (const [name, act] of [
    ['units', () => units('A01', 'A02')],
    ['a part of a lot', () => weight('30')],
  ] as const) {
    it(`withdraw one of ${name} that waits for another’s signature, which comes too late then`, () => {
      begin(2);
      const { maker, dealer, shop } = desk.units;
      const before = desk.view();
      const waits = desk.send(maker, act());
      expect(desk.wrong(maker, waits)).to.deep.equal([]);
      expect(pending(waits)).to.equal('withdrawn');
      expect(desk.view()).to.deep.equal(before);
      expect(sign(dealer, waits)).to.deep.equal(['STATUS_UNCHANGED']);
      expect(desk.view()).to.deep.equal(before);
      expect(desk.wrong(maker, waits)).to.deep.equal(['DUPLICATE_EVENT']);
      const goods = [unit('A01')];
      desk.send(maker, shipping({ at: at(), from: maker.id, to: shop.id, goods, lines: [bulk('100')] }));
    });

    it(`come to nothing once another has signed that of ${name}: it is gone`, () => {
      begin(2);
      const { maker, dealer } = desk.units;
      const waits = desk.send(maker, act());
      expect(sign(dealer, waits)).to.deep.equal([]);
      const gone = desk.view();
      expect(desk.wrong(maker, waits)).to.deep.equal(['BUILT_UPON']);
      expect(desk.wrong(dealer, waits)).to.deep.equal(['ORIGINAL_UNKNOWN']);
      expect(desk.view()).to.deep.equal(gone);
    });

    it(`come to nothing where the second of three has signed that of ${name}`, () => {
      begin(3);
      const { maker, dealer, shop } = desk.units;
      const waits = desk.send(maker, act());
      expect(sign(dealer, waits)).to.deep.equal([]);
      expect(pending(waits)).to.equal('pending');
      expect(desk.wrong(maker, waits)).to.deep.equal(['BUILT_UPON']);
      expect(sign(shop, waits)).to.deep.equal([]);
      expect(pending(waits)).to.equal('done');
    });

    it(`take back one of ${name} where one signature is enough`, () => {
      begin(1);
      const { maker } = desk.units;
      const before = desk.view();
      const document = desk.send(maker, act());
      expect(desk.view()).not.to.deep.equal(before);
      expect(desk.wrong(maker, document)).to.deep.equal([]);
      expect(desk.view()).to.deep.equal(before);
      expect(held()).to.equal('100');
    });
  }

  it('come to nothing where a unit that waits has gone elsewhere meanwhile', () => {
    begin(2);
    const { maker, shop } = desk.units;
    const waits = desk.send(maker, units('A01', 'A02'));
    desk.send(maker, shipping({ at: at(), from: maker.id, to: shop.id, goods: [unit('A02')] }));
    expect(desk.wrong(maker, waits)).to.deep.equal(['BUILT_UPON']);
  });
});
