import { expect } from 'chai';
import {
  base64url,
  checkTimes,
  compactJws,
  LIMITS,
  parseDocument,
  parseHead,
  readSigned,
  signingInput,
  utf8,
} from '@suyuan/domain';
import { codeOf } from '../../support/code-of.js';
import { creditCode, Firm, sha256, verifyNow } from '../../support/firm.js';
import { AUD, NOW } from '../../support/world.js';

const firm = new Firm(creditCode(1));
const good = firm.document('events', [{ a: 1 }, { b: 2 }, { c: 3 }], { aud: AUD, iat: NOW });

/** A JWS of any header and payload, properly signed. */
function jws(header: object, payload: object): string {
  const input = signingInput(header, payload);
  return compactJws(input, firm.sign(input));
}

describe('a document', () => {
  const header = { alg: 'ES256', typ: 'vnd.suyuan.events', kid: firm.kid };
  const payload = { aud: AUD, iat: NOW, exp: NOW + 60, n: 1, root: base64url(sha256(utf8(''))) };

  it('is known by what was signed, whichever of its two signatures it bears', () => {
    const { id } = parseHead(good.jws, sha256);
    const dot = good.jws.lastIndexOf('.');
    const twin = `${good.jws.slice(0, dot)}.${base64url(new Uint8Array(64).fill(7))}`;
    expect(parseHead(twin, sha256).id).to.equal(id);
    expect(id).to.equal(base64url(sha256(utf8(good.jws.slice(0, dot)))));
  });

  it('comes with nothing that nobody here knows', () => {
    const { jws, entries } = good;
    expect(readSigned({ jws, entries })).to.deep.equal({ jws, entries });
    for (const wrong of [{ jws, entries, later: 'x' }, { jws }, { jws, entries: ['{}', 1] }, [jws], undefined]) {
      expect(codeOf(() => readSigned(wrong))).to.equal('DOCUMENT_INVALID');
    }
  });

  it('is verified over its signing input', () => {
    const { signingInput, signature } = parseHead(good.jws, sha256);
    expect(verifyNow(firm.jwk, signingInput, signature)).to.equal(true);
    expect(verifyNow(firm.jwk, `${signingInput}x`, signature)).to.equal(false);
  });

  const refused: [what: string, header: object, payload: object, code: string][] = [
    ['alg none', { ...header, alg: 'none' }, payload, 'ALGORITHM_REFUSED'],
    ['HS256, with the public key as secret', { ...header, alg: 'HS256' }, payload, 'ALGORITHM_REFUSED'],
    ['no algorithm', { typ: header.typ, kid: header.kid }, payload, 'FIELD_MISSING'],
    ['a key of its own in the header', { ...header, jwk: firm.jwk }, payload, 'FIELD_UNKNOWN'],
    ['a critical extension', { ...header, crit: ['b64'] }, payload, 'FIELD_UNKNOWN'],
    ['a kind that nobody knows', { ...header, typ: 'vnd.suyuan.recall' }, payload, 'KIND_UNKNOWN'],
    ['a token for reading', { ...header, typ: 'vnd.suyuan.access' }, payload, 'KIND_UNKNOWN'],
    ['a key id without its participant', { ...header, kid: firm.thumbprint }, payload, 'KEY_ID_INVALID'],
    ['a claim that nobody knows', header, { ...payload, nbf: 1 }, 'FIELD_UNKNOWN'],
    ['no expiry', header, { ...payload, exp: undefined }, 'FIELD_MISSING'],
    ['a time with a fraction', header, { ...payload, iat: 1.5 }, 'FIELD_TYPE'],
    ['no entries', header, { ...payload, n: 0 }, 'ENTRY_COUNT'],
    ['too many entries', header, { ...payload, n: 1001 }, 'ENTRY_COUNT'],
    ['a short root', header, { ...payload, root: 'AAAA' }, 'FIELD_TYPE'],
    ['a root that is no base64url', header, { ...payload, root: '+/+/' }, 'BAD_ENCODING'],
  ];
  for (const [what, head, body, code] of refused) {
    it(`is refused with ${what}`, () => expect(codeOf(() => parseHead(jws(head, body), sha256))).to.equal(code));
  }

  it('is refused where it is no compact JWS', () => {
    for (const text of ['', 'a.b', 'a.b.c.d', `${good.jws}=`, 'x'.repeat(20_000)]) {
      expect(codeOf(() => parseHead(text, sha256))).to.be.oneOf(['JWS_INVALID', 'BAD_ENCODING', 'JSON_INVALID']);
    }
    expect(codeOf(() => parseHead(`${good.jws.slice(0, good.jws.lastIndexOf('.'))}.AAAA`, sha256))).to.equal(
      'SIGNATURE_INVALID',
    );
  });

  it('holds the entries that were signed, in their order, and no others', () => {
    const [a = '', b = '', c = ''] = good.entries;
    const other = firm.document('events', [{ z: 1 }], { aud: AUD, iat: NOW }).entries[0] ?? '';
    expect(parseDocument(good, sha256).entries.map(({ value }) => Object.keys(value as object))).to.deep.equal([
      ['a'],
      ['b'],
      ['c'],
    ]);
    expect(codeOf(() => parseDocument({ ...good, entries: [b, a, c] }, sha256))).to.equal('ROOT_MISMATCH');
    expect(codeOf(() => parseDocument({ ...good, entries: [a, b, other] }, sha256))).to.equal('ROOT_MISMATCH');
    expect(codeOf(() => parseDocument({ ...good, entries: [a, b] }, sha256))).to.equal('ENTRY_COUNT');
    expect(codeOf(() => parseDocument({ ...good, entries: [a, b, c, c] }, sha256))).to.equal('ENTRY_COUNT');
  });

  it('lives from its signing to its expiry, thirty days at most', () => {
    const at = (iat: number, exp: number): (() => void) => {
      const head = parseHead(firm.document('events', [{}], { aud: AUD, iat, exp }).jws, sha256);
      return () => checkTimes(head, NOW);
    };
    expect(codeOf(at(NOW, NOW + 1))).to.equal(undefined);
    expect(codeOf(at(NOW + LIMITS.skew, NOW + 1000))).to.equal(undefined);
    expect(codeOf(at(NOW - 100, NOW))).to.equal('DOCUMENT_EXPIRED');
    expect(codeOf(at(NOW + LIMITS.skew + 1, NOW + 1000))).to.equal('DOCUMENT_FROM_FUTURE');
    expect(codeOf(at(NOW, NOW + LIMITS.lifetime + 1))).to.equal('LIFETIME_INVALID');
  });
});
