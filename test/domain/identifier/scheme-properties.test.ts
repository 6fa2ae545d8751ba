import {
  SCHEMES,
  TraceError,
  casCheck,
  gs1CheckDigit,
  mod1110Check,
  organisationCheck,
  parseCode,
  parseCodePath,
  parseCodeUrn,
  parseElementString,
  vinCheck,
} from '@suyuan/domain';
import { expect } from 'chai';
import fc from 'fast-check';

const DIGITS = '0123456789';
const VIN = 'ABCDEFGHJKLMNPRSTUVWXYZ0123456789';
const CAPITALS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const of = (characters: string, minLength: number, maxLength = minLength) =>
  fc.string({ unit: fc.constantFrom(...Array.from(characters)), minLength, maxLength });
const digits = (minLength: number, maxLength = minLength) => of(DIGITS, minLength, maxLength);
const pad = (number: number, width: number) => String(number).padStart(width, '0');
const replaceAt = (text: string, at: number, character: string) => text.slice(0, at) + character + text.slice(at + 1);
const day = fc
  .date({ min: new Date('1900-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10).replaceAll('-', ''));
const from = (characters: string) => of(characters, 1);
const join = (...parts: fc.Arbitrary<string>[]) => fc.tuple(...parts).map((each) => each.join(''));

const withVinCheck = (vin: string) => replaceAt(vin, 8, vinCheck(vin));
const cas = fc
  .tuple(fc.integer({ min: 10, max: 9_999_999 }), digits(2))
  .map(([first, second]) => `${first}-${second}-${casCheck(`${first}${second}`)}`);

/** Codes of a scheme as their issuers write them. */
const CODES: Readonly<Record<string, fc.Arbitrary<string>>> = {
  'organisation-code': of(DIGITS + CAPITALS, 8).map((body) => body + organisationCheck(body)),
  'drug-base-code': digits(10).map((body) => `869${body}` + gs1CheckDigit(`869${body}`)),
  'drug-trace-code': digits(19).map((rest) => `8${rest}`),
  'vet-drug-code': join(day, digits(16)),
  'pesticide-code': join(from('123'), digits(6), from('123'), digits(24)),
  'organic-mark': digits(17),
  'equipment-code': join(from('123456789'), digits(8), fc.constantFrom('1995', '2026'), of(DIGITS, 4, 5)),
  vin: of(VIN, 16).map((rest) => withVinCheck(`L${rest}`)),
  cas,
  'un-number': fc.oneof(fc.integer({ min: 4, max: 514 }), fc.integer({ min: 1001, max: 3560 })).map((n) => pad(n, 4)),
  'hs-code': join(
    fc.integer({ min: 1, max: 76 }).map((n) => pad(n, 2)),
    digits(8),
  ),
  'sc-licence': digits(13).map((body) => `SC${body}${mod1110Check(body)}`),
  oid: fc.tuple(fc.nat(2), fc.nat(39), fc.array(fc.nat())).map(([first, second, rest]) => {
    return [first, second, ...rest.slice(0, 20)].join('.');
  }),
  ecode: fc.oneof(join(from('12'), digits(5, 24)), join(fc.constant('3'), digits(5), of(DIGITS + CAPITALS, 1, 39))),
  udi: join(fc.constant('MA.156.M0.'), digits(6), fc.constant('.'), digits(8), fc.constant('.S'), of(CAPITALS, 1, 20)),
  'overseas-producer': join(from('CQ'), of(CAPITALS, 3), digits(6, 14)),
};

describe('identifier schemes, any code', () => {
  for (const [scheme, codes] of Object.entries(CODES)) {
    it(`${scheme}: its canonical form reads back as itself`, () => {
      fc.assert(
        fc.property(codes, (text) => {
          const code = parseCode(scheme, text);
          expect(code.warnings).to.deep.equal([]);
          expect(parseCode(scheme, code.value)).to.deep.include({ value: code.value, canonical: code.canonical });
          expect(parseCodeUrn(code.canonical)).to.deep.include({ scheme, canonical: code.canonical });
          expect(parseCodePath(code.path)?.path).to.equal(code.path);
        }),
      );
    });
  }

  const refuses = (scheme: string, text: string) => {
    try {
      return parseCode(scheme, text).warnings.length > 0;
    } catch (error) {
      return error instanceof TraceError;
    }
  };
  const otherDigit = (character: string, step: number) => String((Number(character) + 1 + step) % 10);

  it('drug base codes, food licences: every wrong digit is found', () => {
    for (const [scheme, first] of [
      ['drug-base-code', 0],
      ['sc-licence', 2],
    ] as const) {
      fc.assert(
        fc.property(CODES[scheme] ?? fc.constant(''), fc.nat(), fc.nat(8), (code, position, step) => {
          const at = first + (position % (code.length - first));
          return refuses(scheme, replaceAt(code, at, otherDigit(code.charAt(at), step)));
        }),
      );
    }
  });

  it('organisation codes: every wrong digit among digits is found', () => {
    fc.assert(
      fc.property(digits(8), fc.nat(7), fc.nat(8), (body, at, step) => {
        const code = body + organisationCheck(body);
        return refuses('organisation-code', replaceAt(code, at, otherDigit(code.charAt(at), step)));
      }),
    );
  });

  it('vehicle numbers of China: every wrong character is found, but one of the same value', () => {
    const value = (character: string) => vinCheck(`${character}${'0'.repeat(16)}`);
    fc.assert(
      fc.property(CODES['vin'] ?? fc.constant(''), fc.integer({ min: 1, max: 16 }), from(VIN), (code, at, other) => {
        fc.pre(at === 8 ? other !== code.charAt(8) : value(other) !== value(code.charAt(at)));
        return refuses('vin', replaceAt(code, at, other));
      }),
    );
  });

  it('CAS numbers: what the weights can find is found', () => {
    fc.assert(
      fc.property(cas, fc.nat(), fc.nat(8), (code, position, step) => {
        const plain = code.replaceAll('-', '');
        const at = position % (plain.length - 1);
        const place = plain.length - 1 - at;
        const wrong = otherDigit(plain.charAt(at), step);
        const gap = Math.abs(Number(wrong) - Number(plain.charAt(at)));
        fc.pre((gap * place) % 10 !== 0 && !(at === 0 && wrong === '0'));
        const text = replaceAt(plain, at, wrong);
        return refuses('cas', `${text.slice(0, -3)}-${text.slice(-3, -1)}-${text.slice(-1)}`);
      }),
    );
  });
});

describe('identifier schemes, any text', () => {
  const starts = ['', '(01)06901234567892', '(', ']d2', ']C101', 'https://a/01/', 'urn:epc:id:sgtin:', 'MA.156.M0.1.2'];
  const heads = [...starts, '国药准字', '国械注准', '兽药字', 'PD', 'SC', '1.2.', '4000', '8', '国', '\ud800'];
  const seen = new Set([
    ...['IDENTIFIER_INVALID', 'IDENTIFIER_DATE', 'IDENTIFIER_UNLISTED', 'IDENTIFIER_UNKNOWN'],
    ...['SCHEME_WRONG', 'CHECK_DIGIT', 'PERSONAL_DATA'],
  ]);
  const read = (scheme: string, text: string) => {
    try {
      const code = parseCode(scheme, text);
      expect(parseCode(scheme, code.value).canonical).to.equal(code.canonical);
    } catch (error) {
      if (!(error instanceof TraceError)) throw error;
      expect(seen, `${scheme} ${text}`).to.include(error.code);
    }
  };

  it('is read or refused with a code', () => {
    const tail = fc.oneof(fc.string({ maxLength: 40, unit: 'binary' }), of(`${DIGITS}AX-.()`, 0, 40), digits(0, 40));
    fc.assert(
      fc.property(fc.constantFrom(...Object.keys(SCHEMES)), fc.constantFrom(...heads), tail, (scheme, head, rest) => {
        read(scheme, head + rest);
      }),
      { numRuns: 3000 },
    );
  });

  it('takes no longer than its length asks for', () => {
    const pieces = ['(', '(01)', '(10)A', '10A\u001d', '1.', '.S1', '%41', '/', '1', '字', '?17=', '&', '\u001d'];
    const started = performance.now();
    for (const scheme of Object.keys(SCHEMES)) {
      for (const piece of pieces) {
        for (const head of starts) read(scheme, (head + piece.repeat(1024)).slice(0, 1024));
        read(scheme, piece.repeat(100_000));
      }
    }
    // Some five thousand texts of a kilobyte take half a second; given more, since a busy machine must not fail it.
    expect(performance.now() - started).to.be.below(15_000);
  }).timeout(30_000);

  it('an element string without its carrier mark is none', () => {
    expect(() => parseElementString(`]d2${'9'.repeat(500)}`)).to.throw(TraceError);
  });
});
