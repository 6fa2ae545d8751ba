import { expect } from 'chai';
import { capturesOf } from '@suyuan/block';
import type { JsonObject, SignedDocument } from '@suyuan/domain';
import type { Outcome } from '@suyuan/gateway';
import { Firm } from '../../support/firm.js';
import { idOf, seconds, type Market } from '../market.js';

/** Order of P-256: with (r, s) also (r, n − s) is a signature of the same text. */
const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

/** The other signature of the same document, which anyone can make who has the first. */
function twin({ jws, entries }: SignedDocument): SignedDocument {
  const [head = '', payload = '', signature = ''] = jws.split('.');
  const bytes = Buffer.from(signature, 'base64url');
  const s = ORDER - BigInt(`0x${bytes.subarray(32).toString('hex')}`);
  bytes.write(s.toString(16).padStart(64, '0'), 32, 'hex');
  return { jws: `${head}.${payload}.${bytes.toString('base64url')}`, entries };
}

/** A document, and an event, count once, whoever sends them, however often and however signed. */
export function once(market: () => Market): void {
  describe('what is recorded once', () => {
    const existing: Outcome = { status: 'existing' };

    /** Runs it and sees that no key of the state has changed by it. */
    async function unchanged(step: () => Promise<void>): Promise<void> {
      const m = market();
      const keys = await m.keys();
      const before = await m.state(keys);
      await step();
      expect([...(await m.state(keys))]).to.deep.equal([...before]);
    }

    /** How often valid transactions carried it. */
    async function carried(id: string): Promise<number> {
      const all = (await market().blocks()).flatMap((block) => [
        ...capturesOf(block, market().access.connection.chaincode),
      ]);
      const documents = all.flatMap(({ json }) => (JSON.parse(json) as { documents: SignedDocument[] }).documents);
      return documents.filter((document) => idOf(document) === id).length;
    }

    it('is a document sent again, to this or another gateway', async () => {
      const m = market();
      const lot = await m.lot('100');
      const kinds = [
        m.sign(m.producer, 'events', [m.shipping(lot, '10')]),
        m.sign(m.producer, 'certificate', [m.compliance(m.newLot())]),
        m.sign(m.producer, 'key', [{ action: 'add', proof: new Firm(m.producer.id).proof() }]),
      ];
      for (const document of kinds) await m.record(document);
      await unchanged(async () => {
        for (const document of kinds) {
          expect(await m.access.ledger.submit(document)).to.deep.equal(existing);
          expect(await m.other.ledger.submit(document)).to.deep.equal(existing);
        }
      });
      for (const document of kinds) expect(await carried(idOf(document))).to.equal(1);
    });

    it("is a document sent many times at once, and its signature's malleable twin beside it", async () => {
      const m = market();
      const lot = await m.lot('100');
      for (let round = 0; round < 5; round++) {
        const document = m.sign(m.producer, 'events', [m.shipping(lot, '1')]);
        const copies = [document, twin(document), { ...document }, twin(document)];
        const ledgers = [m.access.ledger, m.other.ledger];
        const sent = ledgers.flatMap((ledger) => copies.map((copy) => ledger.submit(copy)));
        const outcomes = await Promise.all(sent);
        // The same text at the same gateway is one call: those who made it get the one answer.
        const blocks = outcomes.filter((outcome) => outcome.status === 'committed').map(({ txId }) => txId);
        expect(new Set(blocks)).to.have.property('size', 1);
        for (const outcome of outcomes) expect(outcome.status).to.be.oneOf(['committed', 'existing']);
        expect(await carried(idOf(document))).to.equal(1);
      }
      const [holding] = await m.state([`holding/${m.producer.id}/${lot}`]);
      expect(holding?.[1]).to.include('"quantity":"95"');
    });

    it('is a document whose twin comes later', async () => {
      const m = market();
      const { document } = await m.must(m.producer, 'events', [m.shipping(await m.lot('100'), '10')]);
      await unchanged(async () => {
        expect(twin(document).jws).to.not.equal(document.jws);
        expect(await m.access.ledger.submit(twin(document))).to.deep.equal(existing);
        expect(await m.other.ledger.submit(twin(document))).to.deep.equal(existing);
      });
    });

    it('is an event signed again, in another document', async () => {
      const m = market();
      const lot = await m.lot('100');
      const named = [m.shipping(lot, '10'), m.shipping(lot, '11')];
      // Without an id of its own, its hash is its name (CBV 8.9).
      const nameless = named.map(({ eventID, ...event }): JsonObject => (eventID === undefined ? {} : event));
      for (const events of [named, nameless]) {
        const { id } = await m.must(m.producer, 'events', events);
        await unchanged(async () => {
          const again = m.sign(m.producer, 'events', [...events].reverse(), { iat: seconds() - 1 });
          for (const { ledger } of [m.access, m.other]) {
            const outcome = await ledger.submit(again);
            const errors = outcome.status === 'refused' ? outcome.errors : [];
            expect(errors.map(({ entry, code, facts }) => ({ entry, code, facts }))).to.deep.equal([
              { entry: 0, code: 'DUPLICATE_EVENT', facts: { document: id, index: 1 } },
              { entry: 1, code: 'DUPLICATE_EVENT', facts: { document: id, index: 0 } },
            ]);
          }
        });
      }
    });

    it("is an event of its signer's: another's event of the same name is another", async () => {
      const m = market();
      const lot = await m.lot('100');
      const event = m.shipping(lot, '10');
      const { id } = await m.must(m.producer, 'events', [event]);
      const receipt = { ...m.receiving(`${id}#0`, lot, '10'), eventID: event['eventID'] ?? '' };
      await m.must(m.distributor, 'events', [receipt]);
    });
  });
}
