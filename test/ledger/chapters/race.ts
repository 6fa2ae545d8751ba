import { StatusCode } from '@hyperledger/fabric-gateway';
import { expect } from 'chai';
import { keyAddition, keyRevocation, licenceChange, readmission, suspension, voiding } from '@suyuan/client';
import { keys, type HoldingRecord, type ShipmentRecord, readEntryRef, type SignedDocument } from '@suyuan/domain';
import type { Outcome } from '@suyuan/gateway';
import { Firm } from '../../support/firm.js';
import { accreditation } from '../../support/world.js';
import { codesOf, idOf, type Market } from '../market.js';
import { captureOf } from '../raw.js';

const ROUNDS = 8;

/** Who reads what another changes: exactly one wins, and what was endorsed on the old state never takes effect. */
export function race(market: () => Market): void {
  describe('a race', () => {
    /** Two documents, each through a gateway of its own, at once. */
    async function run(first: SignedDocument, second: SignedDocument): Promise<[Outcome, Outcome]> {
      const { access, other } = market();
      return Promise.all([access.ledger.submit(first), other.ledger.submit(second)]);
    }

    /** One is in, the other's refusal has this code and names the one that is in. */
    function oneWins(documents: readonly SignedDocument[], outcomes: readonly Outcome[], code: string): number {
      const winners = outcomes.flatMap(({ status }, i) => (status === 'committed' ? [i] : []));
      expect(winners, JSON.stringify(outcomes)).to.have.lengthOf(1);
      const [winner = 0] = winners;
      const loser = outcomes[1 - winner];
      expect(codesOf(loser ?? { status: 'existing' })).to.deep.equal([code]);
      const facts = loser?.status === 'refused' ? loser.errors[0]?.facts : undefined;
      const document = documents[winner];
      expect(facts).to.include({ document: document && idOf(document) });
      return winner;
    }

    it('of two employees for the same stock has one winner', async () => {
      const m = market();
      const colleague = new Firm(m.producer.id);
      await m.must(m.producer, 'key', [keyAddition(colleague.proof(), '第二仓库')]);
      for (let round = 0; round < ROUNDS; round++) {
        const lot = await m.lot('100');
        const documents = [
          m.sign(m.producer, 'events', [m.shipping(lot, '80')]),
          m.sign(colleague, 'events', [m.shipping(lot, '70', m.producer, m.retailer)]),
        ] as const;
        const winner = oneWins(documents, await run(...documents), 'INSUFFICIENT_QUANTITY');
        const holding = await m.get<HoldingRecord>(keys.holding(m.producer.id, lot));
        expect(holding?.quantity).to.equal(winner === 0 ? '20' : '30');
      }
    });

    it('of sender and receiver for the same goods under way has one winner', async () => {
      const m = market();
      for (let round = 0; round < ROUNDS; round++) {
        const lot = await m.lot('100');
        const ref = await m.shipped(lot, '100');
        const lines = [{ lot, quantity: '100', uom: 'KGM' }];
        const documents = [
          m.sign(m.producer, 'events', [voiding({ at: new Date(), shipment: ref, lines })]),
          m.sign(m.distributor, 'events', [m.receiving(ref, lot, '100')]),
        ] as const;
        const winner = oneWins(documents, await run(...documents), 'SHIPMENT_CLOSED');
        const { document, entry } = readEntryRef(ref);
        const shipment = await m.get<ShipmentRecord>(keys.shipment(document, entry));
        expect(shipment?.status).to.equal(winner === 0 ? 'voided' : 'received');
      }
    });

    it('of many for one lot gives away no more than there is', async () => {
      const m = market();
      const lot = await m.lot('10');
      const documents = Array.from({ length: 40 }, () => m.sign(m.producer, 'events', [m.shipping(lot, '1')]));
      const outcomes = await Promise.all(
        documents.map((document, i) => (i % 2 === 0 ? m.access : m.other).ledger.submit(document)),
      );
      expect(outcomes.filter(({ status }) => status === 'committed')).to.have.lengthOf(10);
      expect(outcomes.filter(({ status }) => status === 'refused')).to.have.lengthOf(30);
      expect((await m.get<HoldingRecord>(keys.holding(m.producer.id, lot)))?.quantity).to.equal('0');
    });

    /** Endorses the first, records the second meanwhile, then submits the first: what its transaction's flag says. */
    async function overtaken(first: SignedDocument, second: SignedDocument): Promise<number> {
      const { access, other } = market();
      const endorsed = await access.contract.newProposal('capture', { arguments: [captureOf([first])] }).endorse();
      await market().record(second, other.ledger);
      const status = await (await endorsed.submit()).getStatus();
      return status.code;
    }

    it('that is lost between endorsement and commit leaves an invalid transaction and no effect', async () => {
      const m = market();
      const lot = await m.lot('100');
      const [first, second] = ['60', '50'].map((quantity) => m.sign(m.producer, 'events', [m.shipping(lot, quantity)]));
      if (!first || !second) throw new Error('unreachable');
      expect(await overtaken(first, second)).to.equal(StatusCode.MVCC_READ_CONFLICT);
      expect((await m.get<HoldingRecord>(keys.holding(m.producer.id, lot)))?.quantity).to.equal('50');
      expect(await m.get(keys.shipment(idOf(first), 0))).to.equal(undefined);
      expect(codesOf(await m.access.ledger.submit(first))).to.deep.equal(['INSUFFICIENT_QUANTITY']);
    });

    it("is lost by a document whose signer's key is revoked meanwhile", async () => {
      const m = market();
      const key = new Firm(m.producer.id);
      await m.must(m.producer, 'key', [keyAddition(key.proof())]);
      const event = m.sign(key, 'events', [m.shipping(await m.lot('100'), '10')]);
      const revocation = m.sign(m.regulator, 'key', [keyRevocation(m.producer.id, key.thumbprint, '密钥遗失')]);
      expect(await overtaken(event, revocation)).to.equal(StatusCode.MVCC_READ_CONFLICT);
      expect(codesOf(await m.access.ledger.submit(event))).to.deep.equal(['KEY_REVOKED']);
    });

    it('is lost by a document whose consignee is suspended meanwhile, and not for ever', async () => {
      const m = market();
      const event = m.sign(m.producer, 'events', [m.shipping(await m.lot('100'), '10', m.producer, m.retailer)]);
      const act = m.sign(m.regulator, 'participant', [suspension(m.retailer.id, '检查中')]);
      expect(await overtaken(event, act)).to.equal(StatusCode.MVCC_READ_CONFLICT);
      expect(codesOf(await m.access.ledger.submit(event))).to.deep.equal(['PARTICIPANT_SUSPENDED']);
      await m.must(m.regulator, 'participant', [readmission(m.retailer.id, '检查结束')]);
      expect(await m.access.ledger.submit(event)).to.have.property('status', 'committed');
    });

    it('is lost by a report whose laboratory’s accreditation is suspended meanwhile', async () => {
      const m = market();
      const entry = { ...m.compliance(await m.lot('100')), type: 'inspection' };
      const report = m.sign(m.laboratory, 'certificate', [entry]);
      const { participant, type, number } = accreditation(m.laboratory.id);
      const change = (action: 'suspend' | 'readmit') =>
        licenceChange(action, { participant, type, number }, '能力验证');
      const suspended = m.sign(m.regulator, 'licence', [change('suspend')]);
      expect(await overtaken(report, suspended)).to.equal(StatusCode.MVCC_READ_CONFLICT);
      expect(codesOf(await m.access.ledger.submit(report))).to.deep.equal(['NOT_ACCREDITED']);
      await m.must(m.regulator, 'licence', [change('readmit')]);
      expect(await m.access.ledger.submit(report)).to.have.property('status', 'committed');
    });

    it('is lost by a shipment whose lot is failed meanwhile', async () => {
      const m = market();
      const lot = await m.lot('100');
      await m.sample(lot);
      const event = m.sign(m.producer, 'events', [m.shipping(lot, '10')]);
      const report = { ...m.compliance(lot), type: 'inspection', result: 'fail' };
      const failure = m.sign(m.laboratory, 'certificate', [report]);
      expect(await overtaken(event, failure)).to.equal(StatusCode.MVCC_READ_CONFLICT);
      expect(codesOf(await m.access.ledger.submit(event))).to.deep.equal(['CERTIFICATE_FAILED']);
    });
  });
}
