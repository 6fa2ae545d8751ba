import {
  creditCodeCheck,
  findIdentifier,
  gs1CheckDigit,
  hasGs1CheckDigit,
  isCreditCode,
  makeIdentifier,
  parseGln,
  parseGtin,
  parseIdentifier,
  parseLot,
  parseSerial,
  parseSscc,
  toDigitalLink,
  toEpcUrn,
} from '@suyuan/domain';
import { expect } from 'chai';
import fc from 'fast-check';
import { errorOf } from './error-of.js';

const SET_82 = '!"%&\'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz';
const CREDIT_CODE = '0123456789ABCDEFGHJKLMNPQRTUWXY';

const digits = (length: number) =>
  fc.string({ unit: fc.constantFrom(...Array.from('0123456789')), minLength: length, maxLength: length });
const value82 = fc.string({ unit: fc.constantFrom(...Array.from(SET_82)), minLength: 1, maxLength: 20 });
const checked = (length: number) => digits(length - 1).map((body) => body + gs1CheckDigit(body));
const creditCode = fc
  .tuple(
    fc.string({ unit: fc.constantFrom(...Array.from(CREDIT_CODE)), minLength: 2, maxLength: 2 }),
    digits(6),
    fc.string({ unit: fc.constantFrom(...Array.from(CREDIT_CODE)), minLength: 9, maxLength: 9 }),
  )
  .map((parts) => parts.join(''))
  .map((body) => body + creditCodeCheck(body));

const replaceAt = (text: string, at: number, character: string) => text.slice(0, at) + character + text.slice(at + 1);
const swapAt = (text: string, at: number) =>
  text.slice(0, at) + text.charAt(at + 1) + text.charAt(at) + text.slice(at + 2);

describe('check digits', () => {
  it('of GS1 find every single wrong digit', () => {
    fc.assert(
      fc.property(fc.constantFrom(8, 12, 13, 14, 18).chain(checked), fc.nat(), fc.nat(8), (code, position, step) => {
        const at = position % code.length;
        const other = String((Number(code.charAt(at)) + 1 + step) % 10);
        expect(hasGs1CheckDigit(code)).to.equal(true);
        expect(hasGs1CheckDigit(replaceAt(code, at, other))).to.equal(false);
      }),
    );
  });

  it('of GS1 find every swap of neighbours that do not differ by five', () => {
    fc.assert(
      fc.property(fc.constantFrom(8, 12, 13, 14, 18).chain(checked), fc.nat(), (code, position) => {
        const at = position % (code.length - 1);
        const gap = Math.abs(Number(code.charAt(at)) - Number(code.charAt(at + 1)));
        fc.pre(gap !== 0 && gap !== 5);
        expect(hasGs1CheckDigit(swapAt(code, at))).to.equal(false);
      }),
    );
  });

  it('of credit codes find every single wrong character', () => {
    fc.assert(
      fc.property(creditCode, fc.nat(17), fc.nat(29), (code, at, step) => {
        const other = CREDIT_CODE.charAt((CREDIT_CODE.indexOf(code.charAt(at)) + 1 + step) % 31);
        expect(isCreditCode(code)).to.equal(true);
        expect(isCreditCode(replaceAt(code, at, other))).to.equal(false);
      }),
    );
  });

  it('of credit codes find every swap of neighbours', () => {
    fc.assert(
      fc.property(creditCode, fc.nat(16), (code, at) => {
        fc.pre(code.charAt(at) !== code.charAt(at + 1));
        expect(isCreditCode(swapAt(code, at))).to.equal(false);
      }),
    );
  });
});

describe('plain GS1 codes', () => {
  it('GTINs of every length become GTIN-14', () => {
    expect(parseGtin('96385074')).to.equal('00000096385074');
    expect(parseGtin('6901234567892')).to.equal('06901234567892');
    expect(errorOf(() => parseGtin('6901234567893')).facts).to.deep.equal({ value: '6901234567893', expected: '2' });
    for (const text of ['', '690123456789a', '69012345678', '０6901234567892']) {
      expect(errorOf(() => parseGtin(text)).code, text).to.equal('IDENTIFIER_INVALID');
    }
  });

  it('GLN and SSCC have one length', () => {
    expect(parseGln('4012345000009')).to.equal('4012345000009');
    expect(parseSscc('340123450000000000')).to.equal('340123450000000000');
    expect(errorOf(() => parseGln('04012345000009')).code).to.equal('IDENTIFIER_INVALID');
    expect(errorOf(() => parseSscc('340123450000000001')).code).to.equal('CHECK_DIGIT');
  });

  it('lots and serial numbers are of set 82, up to 20 characters', () => {
    fc.assert(fc.property(value82, (text) => parseLot(text) === text && parseSerial(text) === text));
    for (const text of ['', 'A'.repeat(21), 'A 1', 'A#1', '批1', 'A~', 'A\u0000']) {
      expect(errorOf(() => parseLot(text)).code, text).to.equal('IDENTIFIER_INVALID');
    }
  });
});

describe('one identifier, three ways', () => {
  const prefix = fc.integer({ min: 6, max: 12 });
  const identifier = fc.oneof(
    checked(14).map((gtin) => makeIdentifier('01', gtin)),
    fc.tuple(checked(14), value82).map(([gtin, lot]) => makeIdentifier('01', gtin, { lot })),
    fc.tuple(checked(14), value82).map(([gtin, serial]) => makeIdentifier('01', gtin, { serial })),
    checked(18).map((sscc) => makeIdentifier('00', sscc)),
    checked(13).map((gln) => makeIdentifier('417', gln)),
    checked(13).map((gln) => makeIdentifier('414', gln)),
    fc.tuple(checked(13), value82).map(([gln, extension]) => makeIdentifier('414', gln, { extension })),
  );

  it('EPC URN, Digital Link and canonical form lead to each other', () => {
    fc.assert(
      fc.property(identifier, prefix, (id, prefixLength) => {
        const urn = toEpcUrn(id, prefixLength) ?? '';
        const link = toDigitalLink(id, 'suyuan.example/t');
        expect(parseIdentifier(id.canonical)).to.deep.equal(id);
        expect(parseIdentifier(link)).to.deep.equal(id);
        expect(parseIdentifier(urn)).to.deep.equal(id);
        expect(toEpcUrn(parseIdentifier(link), prefixLength)).to.equal(urn);
      }),
    );
  });

  it('no text makes it throw anything but its own codes', () => {
    const codes = ['CHECK_DIGIT', 'IDENTIFIER_INVALID', 'IDENTIFIER_UNKNOWN'];
    const stem = fc.constantFrom(
      '',
      'https://id.gs1.org/',
      'https://a/01/',
      'urn:epc:id:sgtin:',
      'urn:epc:class:lgtin:1.',
    );
    fc.assert(
      fc.property(stem, fc.string({ maxLength: 60 }), (start, rest) => {
        for (const read of [parseIdentifier, findIdentifier]) {
          let code = '';
          try {
            read(start + rest);
          } catch (error) {
            code = errorOf(() => {
              throw error;
            }).code;
          }
          expect(['', ...codes]).to.include(code);
        }
      }),
    );
  });
});
