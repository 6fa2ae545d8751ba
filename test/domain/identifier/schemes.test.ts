import { readFileSync } from 'node:fs';
import {
  SCHEMES,
  TraceError,
  codeUrn,
  explain,
  explainWarning,
  isDivisionWithin,
  isSchemeId,
  linkAttributes,
  parseCode,
  parseCodePath,
  parseCodeUrn,
  parseElementString,
  parseLabel,
  toCanonical,
} from '@suyuan/domain';
import { expect } from 'chai';
import { errorOf } from './error-of.js';

interface Vectors {
  valid: {
    scheme: string;
    text: string;
    value: string;
    canonical: string;
    path: string;
    level?: string;
    parts?: Record<string, string>;
    warnings?: string[];
  }[];
  invalid: { scheme: string; text: string; code: string }[];
}

const vectors = JSON.parse(
  readFileSync(new URL('../../vectors/identifier-schemes.json', import.meta.url), 'utf8'),
) as Vectors;

describe('identifier schemes', () => {
  for (const { scheme, text, value, canonical, path, level, parts = {}, warnings = [] } of vectors.valid) {
    it(`${scheme}: ${text}${warnings.length === 0 ? '' : `, ${warnings.join()}`}`, () => {
      const code = parseCode(scheme, text);
      expect([code.scheme, code.value, code.canonical, code.path]).to.deep.equal([scheme, value, canonical, path]);
      expect(code.level).to.equal(level);
      expect(code.parts).to.deep.equal(parts);
      expect(
        code.warnings.map(({ code, facts: { expected } }) =>
          typeof expected === 'string' ? `${code} ${expected}` : code,
        ),
      ).to.deep.equal(warnings);
    });
  }

  for (const { scheme, text, code } of vectors.invalid) {
    it(`${scheme}: ${text === '' ? 'nothing' : text} is ${code}`, () => {
      expect(errorOf(() => parseCode(scheme, text)).code).to.equal(code);
    });
  }

  it('has a vector of each scheme, taken and refused', () => {
    const taken = new Set(vectors.valid.map(({ scheme }) => scheme));
    const refused = new Set(vectors.invalid.map(({ scheme }) => scheme));
    for (const scheme of Object.keys(SCHEMES)) {
      expect([scheme, taken.has(scheme)]).to.deep.equal([scheme, scheme !== 'citizen-number']);
      expect(isSchemeId(scheme)).to.equal(true);
    }
    for (const scheme of taken) if (!(scheme in GS1_ONLY)) expect(refused, scheme).to.include(scheme);
  });

  it('one code has one name: its canonical form and its path lead back to it', () => {
    for (const { canonical, path } of vectors.valid) {
      if (canonical.startsWith('urn:suyuan:code:') || canonical.startsWith('urn:oid:')) {
        expect(parseCodeUrn(canonical)?.canonical).to.equal(canonical);
        expect(parseCodePath(path)?.canonical).to.equal(canonical);
      } else if (canonical.startsWith('https:')) expect(toCanonical(canonical)).to.equal(canonical);
    }
    expect(codeUrn('cas', '7732-18-5')).to.equal('urn:suyuan:code:cas:7732-18-5');
    expect(parseCodeUrn('urn:uuid:1')).to.equal(undefined);
    expect(parseCodePath('01/06901234567892')).to.equal(undefined);
  });

  it('other names of the same code are refused', () => {
    for (const uri of [
      'urn:suyuan:code:cas:7732%2D18-5',
      'urn:suyuan:code:un-number:UN1203',
      'urn:suyuan:code:gtin:06901234567892',
      'urn:suyuan:code:cylinder-code:232010890202600098',
      'urn:suyuan:code:uscc:91110000802100433B',
      'urn:suyuan:code:ecode:40000%ZZ',
    ]) {
      expect(errorOf(() => parseCodeUrn(uri)).code, uri).to.equal('IDENTIFIER_INVALID');
    }
    expect(errorOf(() => parseCodeUrn('urn:suyuan:code:cas')).code).to.equal('SCHEME_UNKNOWN');
    expect(errorOf(() => parseCode('toString', '1')).code).to.equal('SCHEME_UNKNOWN');
  });

  it('a refusal of a citizen number names the place and not the number', () => {
    const error = errorOf(() => parseCode('uscc', '11010519491231002X', { path: 'ilmd.grower' }));
    expect(error.facts).to.deep.equal({ path: 'ilmd.grower', kind: 'citizen number' });
    expect(errorOf(() => parseCode('citizen-number', '110105194912310029')).facts).to.deep.equal({
      path: 'citizen-number',
      kind: 'citizen number',
    });
  });

  it('takes a credit code on the list of exceptions with a warning', () => {
    const creditCodes = new Set(['91110000802100433C']);
    const { warnings } = parseCode('uscc', '91110000802100433C', { creditCodes });
    expect(warnings).to.deep.equal([
      { code: 'CHECK_DIGIT_DOUBTFUL', facts: { value: '91110000802100433C', expected: 'B' } },
    ]);
  });

  it('says in both languages what is wrong or doubtful', () => {
    const error = errorOf(() => parseCode('vet-drug-code', '202602300100112345678901'));
    expect(error).to.be.instanceOf(TraceError);
    expect(explain(error.code, error.facts, 'zh')).to.include('“20260230”不存在');
    expect(explain(error.code, error.facts, 'en')).to.include('"20260230"');
    const [warning] = parseCode('sc-licence', 'SC10741018302532').warnings;
    expect(warning && explainWarning(warning, 'en')).to.include('should be 1');
    expect(warning && explainWarning(warning, 'zh')).to.include('应为 1');
  });

  it('divisions contain each other by prefix', () => {
    for (const [inner, outer, within] of [
      ['410100', '41', true],
      ['410100', '410000', true],
      ['410105', '410100', true],
      ['410100', '410105', false],
      ['420100', '410000', false],
      ['410100', '410100', true],
      ['410000', '410100', false],
    ] as const) {
      expect(isDivisionWithin(inner, outer), `${inner} in ${outer}`).to.equal(within);
    }
  });
});

/** Schemes whose refusals are those of their kin: read by the same rule. */
const GS1_ONLY = {
  upui: 1,
  itip: 1,
  pgln: 1,
  gdti: 1,
  sgcn: 1,
  gsrn: 1,
  gsrnp: 1,
  ginc: 1,
  gsin: 1,
  cpi: 1,
  serial: 1,
};

describe('GS1 labels', () => {
  it('element strings as people read them and as scanners send them', () => {
    const elements = [
      ['01', '06901234567892'],
      ['17', '261231'],
      ['10', 'A1'],
      ['21', 'S1'],
    ];
    expect([...parseElementString('(01)06901234567892(17)261231(10)A1(21)S1')]).to.deep.equal(elements);
    expect([...parseElementString(']d201069012345678921726123110A1\u001d21S1')]).to.deep.equal(elements);
    expect([...parseElementString(']C100340123450000000000')]).to.deep.equal([['00', '340123450000000000']]);
  });

  it('a logistic unit is named before what is in it', () => {
    const { identifier, attributes } = parseLabel('(02)06901234567892(37)48(00)340123450000000000');
    expect(identifier.canonical).to.equal('https://id.gs1.org/00/340123450000000000');
    expect([...attributes]).to.deep.equal([
      ['02', '06901234567892'],
      ['37', '48'],
    ]);
  });

  it('attributes stand in the query of a link, whatever else does', () => {
    const link = 'https://suyuan.example/01/06901234567892/10/A1?17=261231&lang=zh&3103=000500&9999=x&15=#11=260101';
    expect([...linkAttributes(link)]).to.deep.equal([
      ['17', '261231'],
      ['3103', '000500'],
    ]);
    expect(linkAttributes('https://suyuan.example/01/06901234567892#?17=261231').size).to.equal(0);
    expect(errorOf(() => linkAttributes('https://suyuan.example/?17=261331')).code).to.equal('IDENTIFIER_DATE');
  });
});
