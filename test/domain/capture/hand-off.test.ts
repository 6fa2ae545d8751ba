import { expect } from 'chai';
import { keys, type CategoryPack, type EntryRef, type JsonObject, type Role } from '@suyuan/domain';
import { amendment, decommissioning, receiving, returning, shipping, voiding } from '@suyuan/client';
import { GTIN, type World } from '../../support/world.js';
import { OneLot } from './one-lot.js';

describe('custody, from hand to hand', () => {
  let here: OneLot;
  let world: World;
  let lot: string;

  beforeEach(() => {
    here = new OneLot();
    ({ world, lot } = here);
  });

  describe('shipping', () => {
    it('takes a part out of free stock; in transit it is in nobody’s', () => {
      const ref = here.shipped('2000');
      expect(world.holding(world.producer, lot)).to.equal('3000');
      expect(world.holding(world.distributor, lot)).to.equal('0');
      expect(world.shipment(ref)?.status).to.equal('in_transit');
    });

    it('takes the whole, and not a gram more', () => {
      expect(here.codes(world.producer, here.ship('5000.000001'))).to.deep.equal(['INSUFFICIENT_QUANTITY']);
      here.shipped('5000');
      expect(here.codes(world.producer, here.ship('0.000001'))).to.deep.equal(['INSUFFICIENT_QUANTITY']);
    });

    it('tells the loser of a race which document won', () => {
      const { entry: _, ...facts } =
        world.capture(world.document(world.producer, 'events', [here.ship('4000'), here.ship('1001')]))[0]?.facts ?? {};
      const ref = here.shipped('4000');
      const [error] = world.capture(world.document(world.producer, 'events', [here.ship('1001')]));
      expect(error?.facts).to.include({ held: '1000', asked: '1001', document: ref.slice(0, -2) });
      expect(facts).to.include({ held: '1000' });
    });

    it('is by the holder in its own name, to another who is registered, active and entitled', () => {
      expect(here.codes(world.distributor, here.ship('1', world.retailer, world.distributor))).to.deep.equal([
        'NOT_HOLDER',
      ]);
      expect(here.codes(world.rival, here.ship('1'))).to.deep.equal(['NOT_SIGNER']);
      expect(here.codes(world.producer, here.ship('1', world.producer))).to.deep.equal(['PARTY_SELF']);
      expect(here.codes(world.producer, here.ship('1', world.laboratory))).to.deep.equal(['NOT_ENTITLED']);
      world.must(world.regulator, 'participant', [{ action: 'suspend', id: world.distributor.id, reason: '整改' }]);
      expect(here.codes(world.producer, here.ship('1'))).to.deep.equal(['PARTICIPANT_SUSPENDED']);
    });

    it('needs the voucher still good', () => {
      world.must(world.producer, 'certificate', [{ action: 'revoke', number: 'L1', reason: '误开' }]);
      expect(here.codes(world.producer, here.ship('1'))).to.deep.equal(['CERTIFICATE_REVOKED']);
    });

    it('is in the unit of the lot, each lot once, lots alone', () => {
      const lines = (list: object[]): JsonObject => ({ ...here.ship('1'), quantityList: list }) as JsonObject;
      const epcClass = `https://id.gs1.org/${lot}`;
      expect(here.codes(world.producer, lines([{ epcClass, quantity: 1, uom: 'TNE' }]))).to.deep.equal([
        'UNIT_MISMATCH',
      ]);
      expect(here.codes(world.producer, lines([kgOf(epcClass), kgOf(epcClass)]))).to.deep.equal(['LOT_REPEATED']);
      expect(here.codes(world.producer, lines([kgOf(`https://id.gs1.org/01/${GTIN}`)]))).to.deep.equal([
        'LOT_EXPECTED',
      ]);
      expect(here.codes(world.producer, lines([kgOf(`https://id.gs1.org/01/${GTIN}/10/NONE`)]))).to.deep.equal([
        'LOT_UNKNOWN',
      ]);
    });

    it('of several lots is one shipment, received line by line', () => {
      const other = world.lot('100');
      const event = shipping({
        at: world.date(),
        from: world.producer.id,
        to: world.distributor.id,
        lines: [here.kg('5'), here.kg('7', other)],
      });
      const ref: EntryRef = `${world.must(world.producer, 'events', [event])}#0`;
      world.must(world.distributor, 'events', [
        receiving({ at: world.date(), shipment: ref, lines: [here.kg('7', other)] }),
      ]);
      expect([world.holding(world.distributor, lot), world.holding(world.distributor, other)]).to.deep.equal([
        '0',
        '7',
      ]);
      expect(world.shipment(ref)?.received).to.have.length(1);
    });
  });

  describe('receiving', () => {
    it('in full or short puts what came into stock and leaves the gap in sight', () => {
      const ref = here.shipped('2000');
      world.must(world.distributor, 'events', [here.receive(ref, '1985')]);
      expect(world.holding(world.distributor, lot)).to.equal('1985');
      expect(world.shipment(ref)).to.deep.include({
        status: 'received',
        received: [here.kg('1985')],
        lines: [here.kg('2000')],
      });
    });

    it('is never more than was shipped, never twice, never by another, never of nothing', () => {
      const ref = here.shipped('2000');
      expect(here.codes(world.distributor, here.receive(ref, '2000.1'))).to.deep.equal(['OVER_RECEIPT']);
      expect(here.codes(world.retailer, here.receive(ref, '2000'))).to.deep.equal(['NOT_CONSIGNEE']);
      expect(here.codes(world.distributor, here.receive(`${'A'.repeat(43)}#0`, '1'))).to.deep.equal([
        'SHIPMENT_UNKNOWN',
      ]);
      world.must(world.distributor, 'events', [here.receive(ref, '2000')]);
      expect(here.codes(world.distributor, here.receive(ref, '2000'))).to.deep.equal(['SHIPMENT_CLOSED']);
    });

    it('names its shipment, and lots that were in it', () => {
      const other = world.lot('100');
      const ref = here.shipped('2000');
      expect(
        here.codes(world.distributor, receiving({ at: world.date(), shipment: ref, lines: [here.kg('1', other)] })),
      ).to.deep.equal(['LINES_MISMATCH']);
      const { bizTransactionList: _, ...unnamed } = here.receive(ref, '1');
      expect(here.codes(world.distributor, unnamed)).to.deep.equal(['REFERENCE_MISSING']);
    });

    it('goes by the pack in force when it was shipped', () => {
      const ref = here.shipped('10');
      const narrower = structuredClone({
        ...world.record(keys.category('agri'))?.pack,
        version: '2.0.0',
      }) as unknown as CategoryPack & { steps: { receiving: { roles: Role[] } } };
      narrower.steps.receiving.roles = ['retailer'];
      world.must(world.regulator, 'category', [amendment('1.0.0', narrower)]);
      expect(here.codes(world.distributor, here.receive(ref, '10'))).to.deep.equal([]);
      const later = here.shipped('10');
      expect(here.codes(world.distributor, here.receive(later, '10'))).to.deep.equal(['NOT_ENTITLED']);
    });
  });

  describe('refusing', () => {
    const refuse = (ref: EntryRef, quantity = '2000', firm = world.distributor): JsonObject =>
      returning({ at: world.date(), shipment: ref, from: firm.id, to: world.producer.id, lines: [here.kg(quantity)] });

    it('sends the whole back, which its sender then receives', () => {
      const ref = here.shipped('2000');
      const back: EntryRef = `${world.must(world.distributor, 'events', [refuse(ref)])}#0`;
      expect(world.shipment(ref)?.status).to.equal('returned');
      expect(world.shipment(back)).to.include({ status: 'in_transit', to: world.producer.id, returns: ref });
      expect(world.holding(world.producer, lot)).to.equal('3000');
      world.must(world.producer, 'events', [here.receive(back, '2000')]);
      expect(world.holding(world.producer, lot)).to.equal('5000');
    });

    it('is of the whole, by the consignee, before receipt, and final', () => {
      const ref = here.shipped('2000');
      expect(here.codes(world.distributor, refuse(ref, '1999'))).to.deep.equal(['QUANTITY_MISMATCH']);
      expect(here.codes(world.retailer, refuse(ref, '2000', world.retailer))).to.deep.equal(['NOT_CONSIGNEE']);
      const back: EntryRef = `${world.must(world.distributor, 'events', [refuse(ref)])}#0`;
      expect(here.codes(world.distributor, refuse(ref))).to.deep.equal(['SHIPMENT_CLOSED']);
      expect(
        here.codes(
          world.producer,
          returning({
            at: world.date(),
            shipment: back,
            from: world.producer.id,
            to: world.distributor.id,
            lines: [here.kg('2000')],
          }),
        ),
      ).to.deep.equal(['RETURN_FINAL']);
      expect(
        here.codes(world.distributor, voiding({ at: world.date(), shipment: back, lines: [here.kg('2000')] })),
      ).to.deep.equal(['RETURN_FINAL']);
    });
  });

  describe('voiding', () => {
    it('before receipt puts all back into the sender’s stock', () => {
      const ref = here.shipped('2000');
      const undo = voiding({ at: world.date(), shipment: ref, lines: [here.kg('2000')] });
      expect(here.codes(world.distributor, undo)).to.deep.equal(['NOT_CONSIGNOR']);
      expect(here.codes(world.producer, undo)).to.deep.equal([]);
      expect(world.holding(world.producer, lot)).to.equal('5000');
      expect(here.codes(world.distributor, here.receive(ref, '2000'))).to.deep.equal(['SHIPMENT_CLOSED']);
    });
  });

  describe('decommissioning', () => {
    it('takes a part or the whole out of the world', () => {
      world.must(world.producer, 'events', [decommissioning({ at: world.date(), lines: [here.kg('20.5')] })]);
      expect(world.holding(world.producer, lot)).to.equal('4979.5');
      expect(
        here.codes(world.producer, decommissioning({ at: world.date(), lines: [here.kg('4979.6')] })),
      ).to.deep.equal(['INSUFFICIENT_QUANTITY']);
    });
  });
});

function kgOf(epcClass: string): object {
  return { epcClass, quantity: 1, uom: 'KGM' };
}
