import { readFileSync } from 'node:fs';
import {
  certificateUrn,
  entryUrn,
  findIdentifier,
  parseCertificateUrn,
  parseCreditCode,
  parseEntryUrn,
  parseIdentifier,
  parsePartyUrn,
  parsePath,
  partyUrn,
  toCanonical,
  toDigitalLink,
  toEpcUrn,
} from '@suyuan/domain';
import { expect } from 'chai';
import { errorOf } from './error-of.js';

interface Valid {
  name: string;
  scheme: string;
  level: string;
  key: string;
  lot?: string;
  serial?: string;
  extension?: string;
  canonical: string;
  path: string;
  urn?: string;
  prefixLength?: number;
  links: string[];
}
interface Vectors {
  valid: Valid[];
  invalid: { name: string; text: string; code: string; facts?: Record<string, string> }[];
  creditCodes: { valid: string[]; invalid: { text: string; code: string }[] };
  urns: {
    party: { text: string; creditCode: string }[];
    entry: { text: string; document: string; index: number }[];
    certificate: { text: string; issuer: string; number: string }[];
    invalid: string[];
  };
}

const vectors = JSON.parse(readFileSync(new URL('../../vectors/identifiers.json', import.meta.url), 'utf8')) as Vectors;

describe('identifier vectors', () => {
  for (const vector of vectors.valid) {
    it(vector.name, () => {
      const { scheme, level, key, lot, serial, extension, canonical, path } = vector;
      const forms = [canonical, ...vector.links, ...(vector.urn === undefined ? [] : [vector.urn])];
      for (const form of forms) {
        const id = parseIdentifier(form);
        expect(id, form).to.include({ scheme, level, key, canonical, path });
        expect([form, findIdentifier(form)?.path, toCanonical(form)]).to.deep.equal([form, path, canonical]);
      }
      const id = parseIdentifier(forms.at(-1) ?? '');
      const finest = vector.links[0] === undefined ? id : parseIdentifier(vector.links[0]);
      expect([finest.lot, finest.serial, finest.extension]).to.deep.equal([lot, serial, extension]);
      expect(parsePath(path).canonical).to.equal(canonical);
      expect(toDigitalLink(id, 'suyuan.example')).to.equal(`https://suyuan.example/${path}`);
      expect(toDigitalLink(id, 'http://127.0.0.1:8080/')).to.equal(`http://127.0.0.1:8080/${path}`);
      if (vector.urn !== undefined) expect(toEpcUrn(id, vector.prefixLength ?? 0)).to.equal(vector.urn);
    });
  }

  for (const { name, text, code, facts } of vectors.invalid) {
    it(`${name}: ${code}`, () => {
      const error = errorOf(() => parseIdentifier(text));
      expect(error.code).to.equal(code);
      if (facts !== undefined) expect(error.facts).to.include(facts);
    });
  }

  it('reads no identifier out of another URI', () => {
    for (const uri of ['geo:47.5,11.1', 'urn:uuid:1', 'https://example.com/docs/01/2026', 'https://example.com']) {
      expect(findIdentifier(uri), uri).to.equal(undefined);
    }
    expect(errorOf(() => findIdentifier('https://example.com/01/06901234567893')).code).to.equal('CHECK_DIGIT');
    expect(errorOf(() => findIdentifier('https://id.gs1.org/01/2026')).code).to.equal('IDENTIFIER_INVALID');
  });

  it('unified social credit codes', () => {
    for (const text of vectors.creditCodes.valid) expect(parseCreditCode(text)).to.equal(text);
    for (const { text, code } of vectors.creditCodes.invalid) {
      expect([text, errorOf(() => parseCreditCode(text)).code]).to.deep.equal([text, code]);
    }
  });

  it('takes credit codes on the list of exceptions as they are', () => {
    expect(parseCreditCode('91110000802100433C', new Set(['91110000802100433C']))).to.equal('91110000802100433C');
  });

  it('our own names', () => {
    for (const { text, creditCode } of vectors.urns.party) {
      expect([parsePartyUrn(text), partyUrn(creditCode)]).to.deep.equal([creditCode, text]);
    }
    for (const { text, document, index } of vectors.urns.entry) {
      expect([parseEntryUrn(text), entryUrn(document, index)]).to.deep.equal([{ document, index }, text]);
    }
    for (const { text, issuer, number } of vectors.urns.certificate) {
      expect([parseCertificateUrn(text), certificateUrn(issuer, number)]).to.deep.equal([{ issuer, number }, text]);
    }
    for (const text of vectors.urns.invalid) {
      const read = () => [parsePartyUrn(text), parseEntryUrn(text), parseCertificateUrn(text)];
      expect(['CHECK_DIGIT', 'IDENTIFIER_INVALID'], text).to.include(errorOf(read).code);
    }
    expect(parsePartyUrn('urn:epc:id:pgln:4012345.00000')).to.equal(undefined);
  });
});
