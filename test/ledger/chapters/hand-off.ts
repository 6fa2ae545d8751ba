import { expect } from 'chai';
import { decommissioning, returning, voiding } from '@suyuan/client';
import { entryRef, keys, readEntryRef, type EntryRef, type HoldingRecord, type ShipmentRecord } from '@suyuan/domain';
import type { Firm } from '../../support/firm.js';
import type { Market } from '../market.js';

/** The lawful path, in real signed documents: what each step leaves on the ledger. */
export function handOff(market: () => Market): void {
  describe('a hand-off', () => {
    const held = async (firm: Firm, lot: string) =>
      (await market().get<HoldingRecord>(keys.holding(firm.id, lot)))?.quantity;
    const shipment = (ref: EntryRef) => {
      const { document, entry } = readEntryRef(ref);
      return market().get<ShipmentRecord>(keys.shipment(document, entry));
    };

    it('commissions, ships a part, and receives it short', async () => {
      const m = market();
      const lot = await m.lot('3000');
      expect(await held(m.producer, lot)).to.equal('3000');
      const ref = await m.shipped(lot, '2000');
      expect(await held(m.producer, lot)).to.equal('1000');
      expect(await held(m.distributor, lot)).to.equal(undefined);
      expect(await shipment(ref)).to.include({ status: 'in_transit', from: m.producer.id, to: m.distributor.id });
      const { id } = await m.must(m.distributor, 'events', [m.receiving(ref, lot, '1992.5')]);
      expect(await held(m.distributor, lot)).to.equal('1992.5');
      expect(await shipment(ref)).to.deep.include({
        status: 'received',
        lines: [{ lot, quantity: '2000', uom: 'KGM' }],
        received: [{ lot, quantity: '1992.5', uom: 'KGM' }],
        closed: `${id}#0`,
      });
    });

    it('sends goods back, voids a shipment, and ends a part of a lot', async () => {
      const m = market();
      const lot = await m.lot('100');
      const lines = [{ lot, quantity: '40', uom: 'KGM' }];
      const refused = await m.shipped(lot, '40');
      const [from, to] = [m.distributor.id, m.producer.id];
      const at = new Date();
      const back = await m.must(m.distributor, 'events', [returning({ at, shipment: refused, from, to, lines })]);
      expect(await shipment(refused)).to.include({ status: 'returned' });
      await m.must(m.producer, 'events', [m.receiving(entryRef(back.id, 0), lot, '40')]);
      expect(await held(m.producer, lot)).to.equal('100');
      const mistaken = await m.shipped(lot, '40');
      await m.must(m.producer, 'events', [voiding({ at, shipment: mistaken, lines })]);
      expect(await shipment(mistaken)).to.include({ status: 'voided' });
      await m.must(m.producer, 'events', [decommissioning({ at, lines })]);
      expect(await held(m.producer, lot)).to.equal('60');
    });

    it('carries documents that build on each other in the order in which they came', async () => {
      const m = market();
      const lot = m.newLot();
      const compliance = m.sign(m.producer, 'certificate', [m.compliance(lot)]);
      const birth = m.sign(m.producer, 'events', [m.birth(lot, '10')]);
      const out = m.sign(m.producer, 'events', [m.shipping(lot, '4'), m.shipping(lot, '5')]);
      await Promise.all([compliance, birth, out].map((document) => m.record(document)));
      expect(await held(m.producer, lot)).to.equal('1');
    });

    it('is seen alike by every gateway', async () => {
      const m = market();
      const lot = await m.lot('10');
      // Another organisation's peer may be a block behind: its own commit, after, shows that it is not.
      await m.mark(m.other.ledger);
      const key = JSON.stringify([keys.holding(m.producer.id, lot)]);
      const [here, there] = await Promise.all([m.access, m.other].map(({ ledger }) => ledger.evaluate('state', key)));
      expect(Buffer.from(there ?? [])).to.deep.equal(Buffer.from(here ?? []));
    });
  });
}
