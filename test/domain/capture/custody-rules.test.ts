import { expect } from 'chai';
import { keys, type CategoryPack, type EntryRef, type JsonObject, type Role } from '@suyuan/domain';
import { amendment, decommissioning, receiving, returning, shipping, voiding } from '@suyuan/client';
import type { Firm } from '../../support/firm.js';
import { GTIN, World } from '../../support/world.js';

describe('custody', () => {
  let world: World;
  let lot: string;
  const kg = (quantity: string, of = lot): { lot: string; quantity: string; uom: string } => ({
    lot: of,
    quantity,
    uom: 'KGM',
  });
  const ship = (quantity: string, to = world.distributor, from = world.producer): JsonObject =>
    shipping({ at: world.date(), from: from.id, to: to.id, lines: [kg(quantity)] });
  const shipped = (quantity: string, to = world.distributor, from = world.producer): EntryRef =>
    `${world.must(from, 'events', [ship(quantity, to, from)])}#0`;
  const receive = (ref: EntryRef, quantity: string): JsonObject =>
    receiving({ at: world.date(), shipment: ref, lines: [kg(quantity)] });
  const codes = (firm: Firm, ...events: object[]): string[] => world.codes(world.document(firm, 'events', events));

  beforeEach(() => {
    world = World.ready();
    lot = world.lot('5000');
  });

  describe('commissioning', () => {
    const birth = (name: string, change: Partial<JsonObject> = {}): JsonObject =>
      ({ ...world.birth(`01/${GTIN}/10/${name}`, '10', name), ...change }) as JsonObject;
    const certified = (name: string): void =>
      void world.must(world.producer, 'certificate', [world.compliance(`01/${GTIN}/10/${name}`, name)]);

    it('puts the whole lot into its maker’s free stock', () => {
      expect(world.holding(world.producer, lot)).to.equal('5000');
    });

    it('takes the compliance certificate of the maker for this very lot', () => {
      expect(codes(world.producer, birth('X'))).to.deep.equal(['CERTIFICATE_REQUIRED']);
      certified('Y');
      expect(
        codes(world.producer, birth('X', { certificationInfo: `urn:suyuan:certificate:${world.producer.id}:Y` })),
      ).to.deep.equal(['CERTIFICATE_REQUIRED']);
    });

    it('takes a certificate that is neither revoked nor expired', () => {
      certified('X');
      world.must(world.producer, 'certificate', [{ action: 'revoke', number: 'X', reason: '误开' }]);
      expect(codes(world.producer, birth('X'))).to.deep.equal(['CERTIFICATE_REVOKED']);
      const old = { ...world.compliance(`01/${GTIN}/10/Z`, 'Z'), validUntil: '2026-11-19' };
      world.must(world.producer, 'certificate', [old]);
      expect(codes(world.producer, birth('Z'))).to.deep.equal(['CERTIFICATE_EXPIRED']);
    });

    it('is for producers, of their own company prefix, once a lot', () => {
      certified('X');
      expect(codes(world.distributor, birth('X'))).to.deep.equal(['NOT_ENTITLED']);
      expect(codes(world.rival, birth('X'))).to.deep.equal(['PREFIX_NOT_OWNED']);
      expect(codes(world.producer, birth('X'))).to.deep.equal([]);
      expect(codes(world.producer, birth('X'))).to.deep.equal(['LOT_EXISTS']);
    });

    it('takes the fields, the category and the units of the pack', () => {
      certified('X');
      const { ilmd } = birth('X');
      const { 'suyuan:origin': _, ...rest } = ilmd as JsonObject;
      expect(codes(world.producer, birth('X', { ilmd: rest }))).to.deep.equal(['FIELD_MISSING']);
      expect(codes(world.producer, birth('X', { ilmd: { ...rest, 'suyuan:category': 'food' } }))).to.deep.equal([
        'CATEGORY_UNKNOWN',
      ]);
      const pieces = [{ epcClass: `https://id.gs1.org/01/${GTIN}/10/X`, quantity: 3 }];
      expect(codes(world.producer, birth('X', { quantityList: pieces }))).to.deep.equal(['UNIT_MISMATCH']);
    });
  });

  describe('shipping', () => {
    it('takes a part out of free stock; in transit it is in nobody’s', () => {
      const ref = shipped('2000');
      expect(world.holding(world.producer, lot)).to.equal('3000');
      expect(world.holding(world.distributor, lot)).to.equal('0');
      expect(world.shipment(ref)?.status).to.equal('in_transit');
    });

    it('takes the whole, and not a gram more', () => {
      expect(codes(world.producer, ship('5000.000001'))).to.deep.equal(['INSUFFICIENT_QUANTITY']);
      shipped('5000');
      expect(codes(world.producer, ship('0.000001'))).to.deep.equal(['INSUFFICIENT_QUANTITY']);
    });

    it('tells the loser of a race which document won', () => {
      const { entry: _, ...facts } =
        world.capture(world.document(world.producer, 'events', [ship('4000'), ship('1001')]))[0]?.facts ?? {};
      const ref = shipped('4000');
      const [error] = world.capture(world.document(world.producer, 'events', [ship('1001')]));
      expect(error?.facts).to.include({ held: '1000', asked: '1001', document: ref.slice(0, -2) });
      expect(facts).to.include({ held: '1000' });
    });

    it('is by the holder in its own name, to another who is registered, active and entitled', () => {
      expect(codes(world.distributor, ship('1', world.retailer, world.distributor))).to.deep.equal(['NOT_HOLDER']);
      expect(codes(world.rival, ship('1'))).to.deep.equal(['NOT_SIGNER']);
      expect(codes(world.producer, ship('1', world.producer))).to.deep.equal(['PARTY_SELF']);
      expect(codes(world.producer, ship('1', world.laboratory))).to.deep.equal(['NOT_ENTITLED']);
      world.must(world.regulator, 'participant', [{ action: 'suspend', id: world.distributor.id, reason: '整改' }]);
      expect(codes(world.producer, ship('1'))).to.deep.equal(['PARTICIPANT_SUSPENDED']);
    });

    it('needs the voucher still good', () => {
      world.must(world.producer, 'certificate', [{ action: 'revoke', number: 'L1', reason: '误开' }]);
      expect(codes(world.producer, ship('1'))).to.deep.equal(['CERTIFICATE_REVOKED']);
    });

    it('is in the unit of the lot, each lot once, lots alone', () => {
      const lines = (list: object[]): JsonObject => ({ ...ship('1'), quantityList: list }) as JsonObject;
      const epcClass = `https://id.gs1.org/${lot}`;
      expect(codes(world.producer, lines([{ epcClass, quantity: 1, uom: 'TNE' }]))).to.deep.equal(['UNIT_MISMATCH']);
      expect(codes(world.producer, lines([kgOf(epcClass), kgOf(epcClass)]))).to.deep.equal(['LOT_REPEATED']);
      expect(codes(world.producer, lines([kgOf(`https://id.gs1.org/01/${GTIN}`)]))).to.deep.equal(['LOT_EXPECTED']);
      expect(codes(world.producer, lines([kgOf(`https://id.gs1.org/01/${GTIN}/10/NONE`)]))).to.deep.equal([
        'LOT_UNKNOWN',
      ]);
    });

    it('of several lots is one shipment, received line by line', () => {
      const other = world.lot('100');
      const event = shipping({
        at: world.date(),
        from: world.producer.id,
        to: world.distributor.id,
        lines: [kg('5'), kg('7', other)],
      });
      const ref: EntryRef = `${world.must(world.producer, 'events', [event])}#0`;
      world.must(world.distributor, 'events', [
        receiving({ at: world.date(), shipment: ref, lines: [kg('7', other)] }),
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
      const ref = shipped('2000');
      world.must(world.distributor, 'events', [receive(ref, '1985')]);
      expect(world.holding(world.distributor, lot)).to.equal('1985');
      expect(world.shipment(ref)).to.deep.include({ status: 'received', received: [kg('1985')], lines: [kg('2000')] });
    });

    it('is never more than was shipped, never twice, never by another, never of nothing', () => {
      const ref = shipped('2000');
      expect(codes(world.distributor, receive(ref, '2000.1'))).to.deep.equal(['OVER_RECEIPT']);
      expect(codes(world.retailer, receive(ref, '2000'))).to.deep.equal(['NOT_CONSIGNEE']);
      expect(codes(world.distributor, receive(`${'A'.repeat(43)}#0`, '1'))).to.deep.equal(['SHIPMENT_UNKNOWN']);
      world.must(world.distributor, 'events', [receive(ref, '2000')]);
      expect(codes(world.distributor, receive(ref, '2000'))).to.deep.equal(['SHIPMENT_CLOSED']);
    });

    it('names its shipment, and lots that were in it', () => {
      const other = world.lot('100');
      const ref = shipped('2000');
      expect(
        codes(world.distributor, receiving({ at: world.date(), shipment: ref, lines: [kg('1', other)] })),
      ).to.deep.equal(['LINES_MISMATCH']);
      const { bizTransactionList: _, ...unnamed } = receive(ref, '1');
      expect(codes(world.distributor, unnamed)).to.deep.equal(['REFERENCE_MISSING']);
    });

    it('goes by the pack in force when it was shipped', () => {
      const ref = shipped('10');
      const narrower = structuredClone({
        ...world.record(keys.category('agri'))?.pack,
        version: '2.0.0',
      }) as unknown as CategoryPack & { steps: { receiving: { roles: Role[] } } };
      narrower.steps.receiving.roles = ['retailer'];
      world.must(world.regulator, 'category', [amendment('1.0.0', narrower)]);
      expect(codes(world.distributor, receive(ref, '10'))).to.deep.equal([]);
      const later = shipped('10');
      expect(codes(world.distributor, receive(later, '10'))).to.deep.equal(['NOT_ENTITLED']);
    });
  });

  describe('refusing', () => {
    const refuse = (ref: EntryRef, quantity = '2000', firm = world.distributor): JsonObject =>
      returning({ at: world.date(), shipment: ref, from: firm.id, to: world.producer.id, lines: [kg(quantity)] });

    it('sends the whole back, which its sender then receives', () => {
      const ref = shipped('2000');
      const back: EntryRef = `${world.must(world.distributor, 'events', [refuse(ref)])}#0`;
      expect(world.shipment(ref)?.status).to.equal('returned');
      expect(world.shipment(back)).to.include({ status: 'in_transit', to: world.producer.id, returns: ref });
      expect(world.holding(world.producer, lot)).to.equal('3000');
      world.must(world.producer, 'events', [receive(back, '2000')]);
      expect(world.holding(world.producer, lot)).to.equal('5000');
    });

    it('is of the whole, by the consignee, before receipt, and final', () => {
      const ref = shipped('2000');
      expect(codes(world.distributor, refuse(ref, '1999'))).to.deep.equal(['QUANTITY_MISMATCH']);
      expect(codes(world.retailer, refuse(ref, '2000', world.retailer))).to.deep.equal(['NOT_CONSIGNEE']);
      const back: EntryRef = `${world.must(world.distributor, 'events', [refuse(ref)])}#0`;
      expect(codes(world.distributor, refuse(ref))).to.deep.equal(['SHIPMENT_CLOSED']);
      expect(
        codes(
          world.producer,
          returning({
            at: world.date(),
            shipment: back,
            from: world.producer.id,
            to: world.distributor.id,
            lines: [kg('2000')],
          }),
        ),
      ).to.deep.equal(['RETURN_FINAL']);
      expect(
        codes(world.distributor, voiding({ at: world.date(), shipment: back, lines: [kg('2000')] })),
      ).to.deep.equal(['RETURN_FINAL']);
    });
  });

  describe('voiding', () => {
    it('before receipt puts all back into the sender’s stock', () => {
      const ref = shipped('2000');
      const undo = voiding({ at: world.date(), shipment: ref, lines: [kg('2000')] });
      expect(codes(world.distributor, undo)).to.deep.equal(['NOT_CONSIGNOR']);
      expect(codes(world.producer, undo)).to.deep.equal([]);
      expect(world.holding(world.producer, lot)).to.equal('5000');
      expect(codes(world.distributor, receive(ref, '2000'))).to.deep.equal(['SHIPMENT_CLOSED']);
    });
  });

  describe('decommissioning', () => {
    it('takes a part or the whole out of the world', () => {
      world.must(world.producer, 'events', [decommissioning({ at: world.date(), lines: [kg('20.5')] })]);
      expect(world.holding(world.producer, lot)).to.equal('4979.5');
      expect(codes(world.producer, decommissioning({ at: world.date(), lines: [kg('4979.6')] }))).to.deep.equal([
        'INSUFFICIENT_QUANTITY',
      ]);
    });
  });

  describe('a failed inspection', () => {
    const report = (result: string): object => ({
      action: 'issue',
      type: 'inspection',
      number: 'R1',
      category: 'agri',
      lots: [`https://id.gs1.org/${lot}`],
      result,
      issued: '2026-11-20',
    });

    it('stops the lot’s next hand-off, at any holder, until it is revoked; the ways back stay open', () => {
      world.sample(lot);
      const ref = shipped('2000');
      world.must(world.laboratory, 'certificate', [report('fail')]);
      expect(codes(world.producer, ship('1'))).to.deep.equal(['CERTIFICATE_FAILED']);
      expect(codes(world.distributor, receive(ref, '2000'))).to.deep.equal(['CERTIFICATE_FAILED']);
      const back = returning({
        at: world.date(),
        shipment: ref,
        from: world.distributor.id,
        to: world.producer.id,
        lines: [kg('2000')],
      });
      const id: EntryRef = `${world.must(world.distributor, 'events', [back])}#0`;
      world.must(world.producer, 'events', [receive(id, '2000')]);
      world.must(world.producer, 'events', [decommissioning({ at: world.date(), lines: [kg('1')] })]);
      world.must(world.laboratory, 'certificate', [{ action: 'revoke', number: 'R1', reason: '复检合格' }]);
      expect(codes(world.producer, ship('1'))).to.deep.equal([]);
    });

    it('is a laboratory’s to state', () => {
      expect(world.codes(world.document(world.rival, 'certificate', [report('fail')]))).to.deep.equal(['NOT_ENTITLED']);
      world.must(world.laboratory, 'certificate', [report('pass')]);
      expect(world.codes(world.document(world.laboratory, 'certificate', [report('pass')]))).to.deep.equal([
        'CERTIFICATE_EXISTS',
      ]);
    });
  });

  describe('times', () => {
    const at = (offset: number): JsonObject =>
      shipping({ at: world.date(offset), from: world.producer.id, to: world.distributor.id, lines: [kg('1')] });

    it('are not in the future, not too old, and not before what they build on', () => {
      expect(codes(world.producer, at(121))).to.deep.equal(['EVENT_FROM_FUTURE']);
      expect(codes(world.producer, at(-3601))).to.deep.equal(['EVENT_ORDER']);
      world.now += 91 * 86_400;
      expect(codes(world.producer, at(-91 * 86_400 - 1))).to.deep.equal(['EVENT_TOO_OLD']);
    });
  });

  it('refuses by name a step that no rule supports', () => {
    const packing = { ...ship('1'), bizStep: 'packing' };
    const [error] = world.capture(world.document(world.producer, 'events', [packing]));
    expect(error).to.deep.include({ code: 'STEP_UNSUPPORTED' });
    expect(error?.facts).to.deep.equal({ step: 'packing', type: 'ObjectEvent', action: 'OBSERVE' });
  });

  it('counts an event once, whoever sends it again and however', () => {
    const event = ship('10');
    const document = world.document(world.producer, 'events', [event]);
    expect(world.codes(document)).to.deep.equal([]);
    expect(world.codes(document)).to.deep.equal(['DUPLICATE_DOCUMENT']);
    const [again] = world.capture(world.document(world.producer, 'events', [event]));
    expect(again?.code).to.equal('DUPLICATE_EVENT');
    expect(again?.facts['index']).to.equal(0);
    const { eventID: _, ...unnamed } = ship('10');
    expect(codes(world.producer, unnamed)).to.deep.equal([]);
    expect(codes(world.producer, unnamed)).to.deep.equal(['DUPLICATE_EVENT']);
    expect(world.holding(world.producer, lot)).to.equal('4980');
  });

  it('tells every entry that fails, and writes nothing of the document', () => {
    const before = new Map(world.state);
    const events = [ship('1'), ship('9999'), ship('1', world.producer), ship('2')];
    const errors = world.capture(world.document(world.producer, 'events', events));
    expect(errors.map(({ entry, code }) => [entry, code])).to.deep.equal([
      [1, 'INSUFFICIENT_QUANTITY'],
      [2, 'PARTY_SELF'],
    ]);
    expect(world.state).to.deep.equal(before);
  });

  it('lets documents of one bundle build on each other, all or nothing', () => {
    const name = 'B1';
    const path = `01/${GTIN}/10/${name}`;
    const certificate = world.document(world.producer, 'certificate', [world.compliance(path, name)]);
    const birth = world.document(world.producer, 'events', [world.birth(path, '10', name)]);
    const away = world.document(world.producer, 'events', [
      shipping({ at: world.date(), from: world.producer.id, to: world.distributor.id, lines: [kg('10', path)] }),
    ]);
    const tooMuch = world.document(world.producer, 'events', [ship('9999')]);
    expect(world.codes(certificate, birth, away, tooMuch)).to.deep.equal(['INSUFFICIENT_QUANTITY']);
    expect(world.holding(world.producer, path)).to.equal('0');
    expect(world.codes(certificate, birth, away)).to.deep.equal([]);
  });
});

function kgOf(epcClass: string): object {
  return { epcClass, quantity: 1, uom: 'KGM' };
}
