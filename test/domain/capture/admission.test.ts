import { expect } from 'chai';
import { base64url, keys, parseHead, REPLACEMENT_WAIT, type KeyRecord } from '@suyuan/domain';
import {
  amendment,
  keyAddition,
  keyReplacement,
  keyRevocation,
  publication,
  registration,
  shipping,
} from '@suyuan/client';
import { creditCode, Firm, sha256 } from '../../support/firm.js';
import { AUD, PACK, World } from '../../support/world.js';

describe('a document is let in', () => {
  let world: World;
  const event = (): object =>
    shipping({
      at: world.date(),
      from: world.producer.id,
      to: world.distributor.id,
      lines: [{ lot: world.lot('5'), quantity: '1', uom: 'KGM' }],
    });

  beforeEach(() => {
    world = World.ready();
  });

  describe('to an empty ledger', () => {
    it('only as the registration of the configured regulator by itself', () => {
      const fresh = new World();
      const regulator = fresh.entry(fresh.regulator, '监管', ['regulator']);
      expect(
        fresh.codes(
          fresh.document(fresh.producer, 'participant', [fresh.entry(fresh.producer, '果园', ['regulator'])]),
        ),
      ).to.deep.equal(['BOOTSTRAP_REFUSED']);
      expect(
        fresh.codes(
          fresh.document(fresh.regulator, 'participant', [fresh.entry(fresh.regulator, '监管', ['producer'])]),
        ),
      ).to.deep.equal(['BOOTSTRAP_REFUSED']);
      expect(fresh.codes(fresh.document(fresh.regulator, 'category', [publication(PACK)]))).to.deep.equal([
        'NOT_BOOTSTRAPPED',
      ]);
      const elsewhere = fresh.regulator.document('participant', [regulator], { aud: `${AUD}x`, iat: fresh.now });
      expect(fresh.codes(elsewhere)).to.deep.equal(['AUDIENCE_MISMATCH']);
      expect(fresh.codes(fresh.document(fresh.regulator, 'participant', [regulator]))).to.deep.equal([]);
      expect(fresh.codes(fresh.document(fresh.regulator, 'participant', [regulator]))).to.deep.equal([
        'PARTICIPANT_EXISTS',
      ]);
    });
  });

  it('with a good signature alone', () => {
    const document = world.document(world.producer, 'events', [event()]);
    const forged = base64url(new Uint8Array(64).fill(9));
    const jws = `${document.jws.slice(0, document.jws.lastIndexOf('.'))}.${forged}`;
    expect(world.codes({ ...document, jws })).to.deep.equal(['SIGNATURE_INVALID']);
  });

  it('under a key that is registered to whom it names', () => {
    const stranger = new Firm(creditCode(9));
    expect(world.codes(world.document(stranger, 'events', [event()]))).to.deep.equal(['KEY_UNKNOWN']);
    const borrowed = `${world.distributor.id}:${world.producer.thumbprint}`;
    const claims = { aud: AUD, iat: world.now };
    expect(world.codes(world.producer.document('events', [event()], claims, borrowed))).to.deep.equal(['KEY_UNKNOWN']);
    const impostor = world.producer.document('events', [event()], claims, world.distributor.kid);
    expect(world.codes(impostor)).to.deep.equal(['SIGNATURE_INVALID']);
  });

  it('for this ledger, in its time', () => {
    const sign = (claims: object): string[] =>
      world.codes(world.producer.document('events', [event()], { aud: AUD, iat: world.now, ...claims }));
    expect(sign({ aud: 'urn:suyuan:ledger:suyuan:ff' })).to.deep.equal(['AUDIENCE_MISMATCH']);
    expect(sign({ iat: world.now - 100, exp: world.now })).to.deep.equal(['DOCUMENT_EXPIRED']);
    expect(sign({ iat: world.now + 121 })).to.deep.equal(['DOCUMENT_FROM_FUTURE']);
    expect(sign({ exp: world.now + 31 * 86_400 })).to.deep.equal(['LIFETIME_INVALID']);
  });

  it('from whom is not suspended, and again once readmitted', () => {
    const change = (action: string): object => ({ action, id: world.producer.id, reason: '整改' });
    const document = world.document(world.producer, 'events', [event()]);
    world.must(world.regulator, 'participant', [change('suspend')]);
    expect(world.codes(document)).to.deep.equal(['PARTICIPANT_SUSPENDED']);
    expect(world.codes(world.document(world.regulator, 'participant', [change('suspend')]))).to.deep.equal([
      'STATUS_UNCHANGED',
    ]);
    expect(world.codes(world.document(world.rival, 'participant', [change('readmit')]))).to.deep.equal([
      'NOT_ENTITLED',
    ]);
    world.must(world.regulator, 'participant', [change('readmit')]);
    expect(world.codes(document)).to.deep.equal([]);
  });

  it('with its every fault of format told by entry', () => {
    const bad = {
      ...event(),
      quantityList: [{ epcClass: 'https://id.gs1.org/01/06901234567893/10/A', quantity: 1, uom: 'KGM' }],
    };
    const named = { ...event(), 'suyuan:note': '张三 11010519491231002X' };
    const errors = world.capture(world.document(world.producer, 'events', [bad, named, event()]));
    expect(errors.map(({ entry, code }) => [entry, code])).to.deep.equal([
      [0, 'CHECK_DIGIT'],
      [1, 'PERSONAL_DATA'],
    ]);
  });
});

describe('keys', () => {
  let world: World;
  let second: Firm;
  const record = (firm: Firm): KeyRecord | undefined => world.record(keys.key(firm.id, firm.thumbprint));

  beforeEach(() => {
    world = World.ready();
    second = new Firm(world.producer.id);
  });

  it('are added by a key that the participant has, with their own proof', () => {
    world.must(world.producer, 'key', [keyAddition(second.proof(), '第二把')]);
    world.must(second, 'certificate', [world.compliance('01/06901234567892/10/K', 'K')]);
    expect(world.codes(world.document(world.producer, 'key', [keyAddition(second.proof())]))).to.deep.equal([
      'KEY_EXISTS',
    ]);
    const foreign = new Firm(world.rival.id);
    expect(world.codes(world.document(world.producer, 'key', [keyAddition(foreign.proof())]))).to.deep.equal([
      'NOT_SIGNER',
    ]);
    const proof = second.proof();
    const unproven = `${proof.slice(0, proof.lastIndexOf('.'))}.${base64url(new Uint8Array(64).fill(1))}`;
    expect(world.codes(world.document(world.rival, 'key', [keyAddition(unproven)]))).to.deep.equal(['NOT_SIGNER']);
  });

  it('need a proof signed by themselves', () => {
    const proof = new Firm(world.producer.id).proof();
    const unproven = `${proof.slice(0, proof.lastIndexOf('.'))}.${base64url(new Uint8Array(64).fill(1))}`;
    expect(world.codes(world.document(world.producer, 'key', [keyAddition(unproven)]))).to.deep.equal([
      'SIGNATURE_INVALID',
    ]);
    const third = new Firm(creditCode(8));
    const entry = registration({
      id: third.id,
      name: { zh: '某社' },
      roles: ['producer'],
      division: '370686',
      proof: unproven,
    });
    expect(world.codes(world.document(world.regulator, 'participant', [entry]))).to.deep.equal(['PROOF_INVALID']);
  });

  it('rotate: new one in and old one out, in one document', () => {
    const out = keyRevocation(world.producer.id, world.producer.thumbprint, '轮换');
    expect(world.codes(world.document(world.producer, 'key', [out]))).to.deep.equal(['KEY_LAST']);
    world.must(world.producer, 'key', [keyAddition(second.proof()), out]);
    const [error] = world.capture(
      world.document(world.producer, 'certificate', [world.compliance('01/06901234567892/10/K', 'K')]),
    );
    expect(error?.code).to.equal('KEY_REVOKED');
    world.must(second, 'certificate', [world.compliance('01/06901234567892/10/K', 'K')]);
  });

  it('are revoked by their participant or a regulator, in ledger order, whatever the document says of its time', () => {
    const early = world.producer.document('certificate', [world.compliance('01/06901234567892/10/K', 'K')], {
      aud: AUD,
      iat: world.now - 1000,
    });
    const out = keyRevocation(world.producer.id, world.producer.thumbprint, '泄露', world.now - 500);
    expect(world.codes(world.document(world.rival, 'key', [out]))).to.deep.equal(['NOT_ENTITLED']);
    world.must(world.regulator, 'key', [out]);
    expect(record(world.producer)).to.include({ status: 'revoked', compromisedSince: world.now - 500 });
    expect(world.codes(early)).to.deep.equal(['KEY_REVOKED']);
  });

  it('that are lost are replaced by a regulator, after a waiting time in sight of all', () => {
    const swap = keyReplacement(second.proof(), '遗失');
    expect(world.codes(world.document(world.producer, 'key', [swap]))).to.deep.equal(['NOT_ENTITLED']);
    world.must(world.regulator, 'key', [swap]);
    const document = world.document(second, 'certificate', [world.compliance('01/06901234567892/10/K', 'K')]);
    expect(world.codes(document)).to.deep.equal(['KEY_NOT_YET']);
    world.now += REPLACEMENT_WAIT - 121;
    expect(
      world.codes(world.document(second, 'certificate', [world.compliance('01/06901234567892/10/K', 'K')])),
    ).to.deep.equal(['KEY_NOT_YET']);
    world.now += 1;
    const later = world.document(second, 'certificate', [world.compliance('01/06901234567892/10/K', 'K')]);
    expect(parseHead(later.jws, sha256).id).to.not.equal(parseHead(document.jws, sha256).id);
    expect(world.codes(later)).to.deep.equal([]);
  });
});

describe('a key registered a moment ago', () => {
  it('is good through a gateway whose clock is behind', () => {
    const world = World.ready();
    const second = new Firm(world.producer.id);
    world.must(world.producer, 'key', [keyAddition(second.proof())]);
    world.now -= 110;
    world.must(second, 'certificate', [world.compliance('01/06901234567892/10/K', 'K')]);
  });
});

describe('the register', () => {
  it('gives a GLN and a company prefix to one participant, overlapping prefixes too', () => {
    const world = World.ready();
    const [a, b] = [new Firm(creditCode(20)), new Firm(creditCode(21))];
    const entry = (firm: Firm, prefixes: string[], glns: string[] = []): object =>
      registration({
        id: firm.id,
        name: { zh: '社' },
        roles: ['producer'],
        division: '370686',
        proof: firm.proof(),
        prefixes,
        glns,
      });
    world.must(world.regulator, 'participant', [entry(a, ['6923456'], ['6901234000009'])]);
    const codes = (e: object): string[] => world.codes(world.document(world.regulator, 'participant', [e]));
    expect(codes(entry(b, ['6923456']))).to.deep.equal(['IDENTIFIER_TAKEN']);
    expect(codes(entry(b, ['692345678']))).to.deep.equal(['IDENTIFIER_TAKEN']);
    expect(codes(entry(b, [], ['6901234000009']))).to.deep.equal(['IDENTIFIER_TAKEN']);
    expect(codes(entry(b, ['69']))).to.deep.equal(['IDENTIFIER_INVALID']);
    expect(codes(entry(b, [], ['6901234000008']))).to.deep.equal(['CHECK_DIGIT']);
  });

  it('takes a pack above the one in force, from a regulator', () => {
    const world = World.ready();
    const codes = (pack: object, firm = world.regulator): string[] =>
      world.codes(world.document(firm, 'category', [pack]));
    const amended = (version: string): object => amendment(PACK.version, { ...PACK, version });
    expect(codes(publication(PACK))).to.deep.equal(['CATEGORY_VERSION']);
    expect(codes(amended('0.9.9'))).to.deep.equal(['CATEGORY_VERSION']);
    expect(codes(amended('1.10.0'), world.producer)).to.deep.equal(['NOT_ENTITLED']);
    expect(codes(amended('1.10.0'))).to.deep.equal([]);
    expect(codes(amended('1.11.0'))).to.deep.equal(['CATEGORY_VERSION']);
    expect(codes(amendment('1.10.0', { ...PACK, version: '1.9.0' }))).to.deep.equal(['CATEGORY_VERSION']);
    const next = { ...PACK, version: '2.0.0' };
    expect(codes({ action: 'publish', pack: { ...next, colour: 'red' } })).to.deep.equal(['FIELD_UNKNOWN']);
    expect(codes(publication({ ...next, certificates: {} }))).to.deep.equal(['PACK_INCONSISTENT']);
  });
});
