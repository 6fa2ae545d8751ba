import {
  commissioning,
  documentId,
  entryText,
  generateKey,
  sha256,
  signAccess,
  signDocument,
  verifySignature,
  webSigner,
  type Signer,
} from '@suyuan/client';
import { fromBase64url, fromUtf8, JsonNumber, parseAccess, parseDocument, utf8 } from '@suyuan/domain';
import { expect } from 'chai';
import fc from 'fast-check';
import { refusal } from './refusal.js';

const FIRM = '91110000802100433B';
const AUD = `urn:suyuan:ledger:trace:${'ab'.repeat(32)}`;

describe('client signing', () => {
  let signer: Signer;
  before(async () => {
    signer = webSigner(await generateKey(FIRM));
  });

  it('makes documents that parse, with their id, their times and their signature', async () => {
    const signed = await signDocument('events', [{ a: 1 }, '{"b": 2.50}'], {
      aud: AUD,
      signer,
      now: 1000,
      lifetime: 60,
    });
    const document = parseDocument(signed, sha256);
    expect(document).to.include({ kind: 'events', aud: AUD, iat: 1000, exp: 1060, n: 2, id: documentId(signed) });
    expect(document.kid).to.deep.equal({ participant: FIRM, thumbprint: signer.thumbprint });
    expect(await verifySignature(signer.jwk, utf8(document.signingInput), document.signature)).to.equal(true);
  });

  it('signs a text byte for byte', async () => {
    await fc.assert(
      fc.asyncProperty(fc.json(), fc.constantFrom('', ' ', '\n  '), async (json, space) => {
        if (json.includes('__proto__')) return;
        const text = `${space}${json}${space}`;
        const signed = await signDocument('events', [text], { aud: AUD, signer });
        const entry = fromUtf8(fromBase64url(signed.entries[0] ?? ''));
        expect(entry.slice(26)).to.equal(`${text}]`);
      }),
    );
  });

  it('gives every entry its own salt', async () => {
    const signed = await signDocument('events', ['{}', '{}', '{}'], { aud: AUD, signer });
    expect(new Set(signed.entries)).to.have.property('size', 3);
  });

  it('keeps numbers as they were written and leaves out what is undefined', () => {
    expect(entryText({ a: new JsonNumber('2.50'), b: undefined, c: [null, 'x', true, 3] })).to.equal(
      '{"a":2.50,"c":[null,"x",true,3]}',
    );
    const event = commissioning({
      at: new Date('2026-10-20T00:30:00Z'),
      id: 'urn:uuid:00000000-0000-4000-8000-000000000000',
      lot: '01/06901234567892/10/A1',
      quantity: '2000.50',
      uom: 'KGM',
      category: 'agri',
      product: { zh: '苹果' },
      origin: '山东省栖霞市',
    });
    expect(entryText(event)).to.include('"quantity":2000.50').and.to.include('"eventTime":"2026-10-20T08:30:00+08:00"');
  });

  it('refuses what the ledger would', async () => {
    const options = { aud: AUD, signer };
    expect(await refusal(signDocument('events', [], options))).to.equal('ENTRY_COUNT');
    expect(await refusal(signDocument('events', ['{"a":1,"a":2}'], options))).to.equal('JSON_DUPLICATE_NAME');
    expect(await refusal(signDocument('events', [`"${'x'.repeat(70_000)}"`], options))).to.equal('ENTRY_TOO_LARGE');
    const large = Array.from({ length: 20 }, () => `"${'x'.repeat(60_000)}"`);
    expect(await refusal(signDocument('events', large, options))).to.equal('DOCUMENT_TOO_LARGE');
    expect(await refusal(signDocument('events', ['{}'], { ...options, lifetime: 31 * 86_400 }))).to.equal(
      'LIFETIME_INVALID',
    );
  });

  it('makes access tokens of five minutes', async () => {
    const token = await signAccess({ aud: 'https://trace.example', signer, now: 1000 });
    expect(parseAccess(token, 1100)).to.include({ aud: 'https://trace.example', iat: 1000, exp: 1300 });
  });
});
