import { expect } from 'chai';
import {
  commissioning,
  countersignature,
  documentId,
  errorDeclaration,
  findEvent,
  generateKey,
  signDocument,
  webSigner,
  type Signer,
} from '@suyuan/client';
import {
  eventId,
  interpret,
  ledgerAudience,
  parseEvent,
  parseJson,
  readWitness,
  type JsonObject,
  type SignedDocument,
} from '@suyuan/domain';
import { sha256 } from '../support/firm.js';

const AUD = ledgerAudience('trace', 'ab'.repeat(32));

describe('error declarations made by the client', () => {
  let signer: Signer;
  let document: SignedDocument;
  const event = (id: string): JsonObject => ({
    ...commissioning({
      ...{ at: '2026-11-20T08:30:00+08:00', lot: '01/06901234567892/10/A1', quantity: '2000.50', uom: 'KGM' },
      ...{ category: 'agri', product: { zh: '苹果' }, origin: '山东省栖霞市' },
    }),
    eventID: `urn:x:${id}`,
  });
  const now = 1_795_147_200;
  const sign = (...events: (JsonObject | string)[]) => signDocument('events', events, { aud: AUD, signer, now });

  before(async () => {
    signer = webSigner(await generateKey('91110000802100433B'));
    document = await sign(event('a'), event('b'), event('c'));
  });

  for (const index of [0, 1, 2]) {
    it(`repeat entry ${index} of a document in its very words, and show that it is in there`, async () => {
      const at = new Date('2026-11-21T00:00:00Z');
      const made = errorDeclaration(document, index, { reason: 'did_not_occur', corrective: ['urn:x:right'], at });
      expect(made.event['errorDeclaration']).to.deep.equal({
        declarationTime: '2026-11-21T08:00:00+08:00',
        reason: 'did_not_occur',
        correctiveEventIDs: ['urn:x:right'],
      });
      const { entries } = readWitness(made.witness, sha256);
      const shown = entries.get(`${documentId(document)}#${index}`);
      const original = parseEvent(shown?.value ?? null);
      expect(original.eventID).to.equal(`urn:x:${['a', 'b', 'c'][index]}`);
      const declared = await sign(made.event);
      const { acts, errors } = interpret({ ...declared, witness: made.witness }, sha256);
      expect(errors).to.deep.equal([]);
      const [act] = acts;
      // What it is known by leaves the declaration out: its content is the original's.
      const content = act?.kind === 'custody' ? act.error?.content : undefined;
      expect(content).to.equal(eventId(original, sha256));
    });
  }

  it('keep numbers as their signer wrote them', async () => {
    const written = JSON.stringify(event('d')).replace('"quantity":{"text":"2000.50"}', '"quantity":2000.50');
    const one = await sign(parseJson(written) as JsonObject);
    const made = errorDeclaration(one, 0, { reason: 'incorrect_data' });
    const again = await sign(made.event);
    expect(Buffer.from(again.entries[0] ?? '', 'base64url').toString()).to.include('"quantity":2000.50');
    expect(made.event['errorDeclaration']).not.to.have.property('correctiveEventIDs');
  });

  it('find an event by its id', () => {
    expect(findEvent(document, 'urn:x:b')).to.equal(1);
    expect(() => findEvent(document, 'urn:x:z'))
      .to.throw()
      .with.property('code', 'NOT_FOUND');
  });

  it('are made of events alone, and not of declarations', async () => {
    const refuse = (of: SignedDocument, index: number) =>
      expect(() => errorDeclaration(of, index, { reason: 'incorrect_data' })).to.throw();
    refuse(document, 3).with.property('code', 'NOT_FOUND');
    refuse(document, -1).with.property('code', 'NOT_FOUND');
    const { event: made } = errorDeclaration(document, 0, { reason: 'incorrect_data' });
    refuse(await sign(made), 0).with.property('code', 'ORIGINAL_UNKNOWN');
    const word = countersignature(`${documentId(document)}#0`);
    const other = await signDocument('countersignature', [word], { aud: AUD, signer, now });
    refuse(other, 0).with.property('code', 'ORIGINAL_UNKNOWN');
  });
});
