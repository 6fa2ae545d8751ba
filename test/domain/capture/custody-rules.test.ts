import { expect } from 'chai';
import type { EntryRef, JsonObject } from '@suyuan/domain';
import { decommissioning, returning, shipping } from '@suyuan/client';
import { GTIN, type World } from '../../support/world.js';
import { OneLot } from './one-lot.js';

describe('custody', () => {
  let here: OneLot;
  let world: World;
  let lot: string;

  beforeEach(() => {
    here = new OneLot();
    ({ world, lot } = here);
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
      expect(here.codes(world.producer, birth('X'))).to.deep.equal(['CERTIFICATE_REQUIRED']);
      certified('Y');
      expect(
        here.codes(world.producer, birth('X', { certificationInfo: `urn:suyuan:certificate:${world.producer.id}:Y` })),
      ).to.deep.equal(['CERTIFICATE_REQUIRED']);
    });

    it('takes a certificate that is neither revoked nor expired', () => {
      certified('X');
      world.must(world.producer, 'certificate', [{ action: 'revoke', number: 'X', reason: '误开' }]);
      expect(here.codes(world.producer, birth('X'))).to.deep.equal(['CERTIFICATE_REVOKED']);
      const old = { ...world.compliance(`01/${GTIN}/10/Z`, 'Z'), validUntil: '2026-11-19' };
      world.must(world.producer, 'certificate', [old]);
      expect(here.codes(world.producer, birth('Z'))).to.deep.equal(['CERTIFICATE_EXPIRED']);
    });

    it('is for producers, of their own company prefix, once a lot', () => {
      certified('X');
      expect(here.codes(world.distributor, birth('X'))).to.deep.equal(['NOT_ENTITLED']);
      expect(here.codes(world.rival, birth('X'))).to.deep.equal(['PREFIX_NOT_OWNED']);
      expect(here.codes(world.producer, birth('X'))).to.deep.equal([]);
      expect(here.codes(world.producer, birth('X'))).to.deep.equal(['LOT_EXISTS']);
    });

    it('takes the fields, the category and the units of the pack', () => {
      certified('X');
      const { ilmd } = birth('X');
      const { 'suyuan:origin': _, ...rest } = ilmd as JsonObject;
      expect(here.codes(world.producer, birth('X', { ilmd: rest }))).to.deep.equal(['FIELD_MISSING']);
      expect(here.codes(world.producer, birth('X', { ilmd: { ...rest, 'suyuan:category': 'food' } }))).to.deep.equal([
        'CATEGORY_UNKNOWN',
      ]);
      const pieces = [{ epcClass: `https://id.gs1.org/01/${GTIN}/10/X`, quantity: 3 }];
      expect(here.codes(world.producer, birth('X', { quantityList: pieces }))).to.deep.equal(['UNIT_MISMATCH']);
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
      const ref = here.shipped('2000');
      world.must(world.laboratory, 'certificate', [report('fail')]);
      expect(here.codes(world.producer, here.ship('1'))).to.deep.equal(['CERTIFICATE_FAILED']);
      expect(here.codes(world.distributor, here.receive(ref, '2000'))).to.deep.equal(['CERTIFICATE_FAILED']);
      const back = returning({
        at: world.date(),
        shipment: ref,
        from: world.distributor.id,
        to: world.producer.id,
        lines: [here.kg('2000')],
      });
      const id: EntryRef = `${world.must(world.distributor, 'events', [back])}#0`;
      world.must(world.producer, 'events', [here.receive(id, '2000')]);
      world.must(world.producer, 'events', [decommissioning({ at: world.date(), lines: [here.kg('1')] })]);
      world.must(world.laboratory, 'certificate', [{ action: 'revoke', number: 'R1', reason: '复检合格' }]);
      expect(here.codes(world.producer, here.ship('1'))).to.deep.equal([]);
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
      shipping({ at: world.date(offset), from: world.producer.id, to: world.distributor.id, lines: [here.kg('1')] });

    it('are not in the future, not too old, and not before what they build on', () => {
      expect(here.codes(world.producer, at(121))).to.deep.equal(['EVENT_FROM_FUTURE']);
      expect(here.codes(world.producer, at(-3601))).to.deep.equal(['EVENT_ORDER']);
      const ended = decommissioning({ at: world.date(-3601), lines: [here.kg('1')] });
      expect(here.codes(world.producer, ended)).to.deep.equal(['EVENT_ORDER']);
      world.now += 91 * 86_400;
      expect(here.codes(world.producer, at(-91 * 86_400 - 1))).to.deep.equal(['EVENT_TOO_OLD']);
    });
  });

  it('refuses by name a step that no rule supports', () => {
    const packing = { ...here.ship('1'), bizStep: 'packing' };
    const [error] = world.capture(world.document(world.producer, 'events', [packing]));
    expect(error).to.deep.include({ code: 'STEP_UNSUPPORTED' });
    expect(error?.facts).to.deep.equal({ step: 'packing', type: 'ObjectEvent', action: 'OBSERVE' });
  });

  it('counts an event once, whoever sends it again and however', () => {
    const event = here.ship('10');
    const document = world.document(world.producer, 'events', [event]);
    expect(world.codes(document)).to.deep.equal([]);
    expect(world.codes(document)).to.deep.equal(['DUPLICATE_DOCUMENT']);
    const [again] = world.capture(world.document(world.producer, 'events', [event]));
    expect(again?.code).to.equal('DUPLICATE_EVENT');
    expect(again?.facts['index']).to.equal(0);
    const { eventID: _, ...unnamed } = here.ship('10');
    expect(here.codes(world.producer, unnamed)).to.deep.equal([]);
    expect(here.codes(world.producer, unnamed)).to.deep.equal(['DUPLICATE_EVENT']);
    expect(world.holding(world.producer, lot)).to.equal('4980');
  });

  it('tells every entry that fails, and writes nothing of the document', () => {
    const before = new Map(world.state);
    const events = [here.ship('1'), here.ship('9999'), here.ship('1', world.producer), here.ship('2')];
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
      shipping({ at: world.date(), from: world.producer.id, to: world.distributor.id, lines: [here.kg('10', path)] }),
    ]);
    const tooMuch = world.document(world.producer, 'events', [here.ship('9999')]);
    expect(world.codes(certificate, birth, away, tooMuch)).to.deep.equal(['INSUFFICIENT_QUANTITY']);
    expect(world.holding(world.producer, path)).to.equal('0');
    expect(world.codes(certificate, birth, away)).to.deep.equal([]);
  });
});
