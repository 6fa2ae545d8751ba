import { expect } from 'chai';
import fc from 'fast-check';
import { JsonNumber, MAX_DEPTH, parseJson, stringify, stringifySorted, type Json } from '@suyuan/domain';
import { codeOf } from '../../support/code-of.js';

describe('JSON without loss', () => {
  it('reads what JSON.parse reads, numbers as they were written', () => {
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
        const text = JSON.stringify(value);
        if (text.includes('"__proto__"')) return;
        const read = parseJson(text);
        expect(JSON.parse(stringify(read))).to.deep.equal(JSON.parse(text));
        expect(JSON.parse(stringifySorted(read))).to.deep.equal(JSON.parse(text));
      }),
    );
  });

  it('keeps every digit of a number', () => {
    for (const text of ['1e999', '0.1234567890123456789012345', '-0', '12345678901234567890', '1E+2']) {
      expect((parseJson(text) as JsonNumber).text).to.equal(text);
    }
  });

  const refused: [what: string, text: string, code: string][] = [
    ['nothing', '', 'JSON_INVALID'],
    ['a trailing comma', '[1,]', 'JSON_INVALID'],
    ['text behind', '{} {}', 'JSON_INVALID'],
    ['a bare word', 'undefined', 'JSON_INVALID'],
    ['NaN', 'NaN', 'JSON_INVALID'],
    ['a leading zero', '012', 'JSON_INVALID'],
    ['a single quote', "{'a':1}", 'JSON_INVALID'],
    ['an open string', '"abc', 'JSON_INVALID'],
    ['a raw line feed in a string', '"a\nb"', 'JSON_INVALID'],
    ['half a surrogate pair', '"\\ud800"', 'JSON_INVALID'],
    ['a bad escape', '"\\x41"', 'JSON_INVALID'],
    ['a name twice', '{"a":1,"a":2}', 'JSON_DUPLICATE_NAME'],
    ['a name twice, once escaped', '{"a":1,"\\u0061":2}', 'JSON_DUPLICATE_NAME'],
    ['__proto__', '{"__proto__":{"admin":true}}', 'JSON_FORBIDDEN_NAME'],
    ['an abyss of brackets', '['.repeat(100_000), 'JSON_TOO_DEEP'],
    ['one level too many', '['.repeat(MAX_DEPTH + 2) + ']'.repeat(MAX_DEPTH + 2), 'JSON_TOO_DEEP'],
  ];
  for (const [what, text, code] of refused) {
    it(`refuses ${what}`, () => expect(codeOf(() => parseJson(text))).to.equal(code));
  }

  it('answers any text with a value or a coded error, never another exception', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        codeOf(() => parseJson(text));
      }),
    );
  });

  it('writes one text for one value: names sorted', () => {
    const value: Json = { b: [1, { d: null, c: 'é' }], a: true };
    expect(stringifySorted(value)).to.equal('{"a":true,"b":[1,{"c":"é","d":null}]}');
  });

  it('lets constructor and toString be names like any other', () => {
    const value = parseJson('{"constructor":1,"toString":2}') as Record<string, Json>;
    expect(Object.keys(value)).to.deep.equal(['constructor', 'toString']);
  });
});
