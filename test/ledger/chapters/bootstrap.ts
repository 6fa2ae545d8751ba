import { expect } from 'chai';
import { keys, type KeyRecord, type LedgerRecord, type ParticipantRecord } from '@suyuan/domain';
import { creditCode, Firm } from '../../support/firm.js';
import { codesOf, type Market } from '../market.js';

/** The first chapter: it finds the ledger empty and leaves regulator, pack and firms on it. */
export function bootstrap(market: () => Market): void {
  describe('bootstrap', () => {
    const regulator = (firm: Firm) => [market().registration(firm, '市场监督管理局', ['regulator'])];

    it('records nothing before it', async () => {
      const m = market();
      const event = m.sign(m.producer, 'events', [m.birth(m.newLot(), '1')]);
      expect(codesOf(await m.access.ledger.submit(event))).to.deep.equal(['NOT_BOOTSTRAPPED']);
      const act = m.sign(m.regulator, 'participant', [{ action: 'suspend', id: m.producer.id, reason: '无' }]);
      expect(codesOf(await m.access.ledger.submit(act))).to.deep.equal(['NOT_BOOTSTRAPPED']);
    });

    it('is refused to any key but the configured one', async () => {
      const m = market();
      const stranger = new Firm(creditCode(90));
      const impostor = new Firm(m.regulator.id);
      for (const firm of [stranger, impostor]) {
        const document = m.sign(firm, 'participant', regulator(firm));
        expect(codesOf(await m.access.ledger.submit(document))).to.deep.equal(['BOOTSTRAP_REFUSED']);
      }
      // The configured key's name, signed by another's hand.
      const forged = m.sign(impostor, 'participant', regulator(m.regulator), {}, m.regulator.kid);
      expect(codesOf(await m.access.ledger.submit(forged))).to.deep.equal(['SIGNATURE_INVALID']);
    });

    it('is refused to a document for another ledger, and to one that registers others too', async () => {
      const m = market();
      const aud = m.aud.replace(/[0-9a-f]{64}$/, '00'.repeat(32));
      const foreign = m.sign(m.regulator, 'participant', regulator(m.regulator), { aud });
      expect(codesOf(await m.access.ledger.submit(foreign))).to.deep.equal(['AUDIENCE_MISMATCH']);
      const two = [...regulator(m.regulator), m.registration(m.producer, '栖霞苹果合作社', ['producer'])];
      const crowd = m.sign(m.regulator, 'participant', two);
      expect(codesOf(await m.access.ledger.submit(crowd))).to.deep.equal(['NOT_BOOTSTRAPPED']);
    });

    it('is done by the configured key, once', async () => {
      const m = market();
      const { regulator: root, access, other } = m;
      const first = m.sign(root, 'participant', regulator(root));
      const { id } = await m.record(first);
      const ledger = await m.get<LedgerRecord>(keys.ledger());
      expect(ledger).to.include({ aud: m.aud, root: root.thumbprint, by: `${id}#0` });
      const key = await m.get<KeyRecord>(keys.key(root.id, root.thumbprint));
      expect(key).to.include({ status: 'active' });
      expect(await access.ledger.submit(first)).to.deep.equal({ status: 'existing' });
      expect(await other.ledger.submit(first)).to.deep.equal({ status: 'existing' });
      const again = await access.ledger.submit(m.sign(root, 'participant', regulator(root)));
      expect(again).to.have.nested.property('errors[0].code', 'PARTICIPANT_EXISTS');
      expect(again).to.have.nested.property('errors[0].facts.document', id);
    });

    it('lets nobody but a regulator register and publish', async () => {
      const m = market();
      await m.settle();
      const other = new Firm(creditCode(91));
      const outcome = await m.access.ledger.submit(
        m.sign(m.producer, 'participant', [m.registration(other, '某公司', ['producer'])]),
      );
      expect(codesOf(outcome)).to.deep.equal(['NOT_ENTITLED']);
      const firm = await m.get<ParticipantRecord>(keys.participant(m.producer.id));
      expect(firm).to.include({ status: 'active' });
    });
  });
}
