import { expect } from 'chai';
import { CODES, explain, isCode, type Code } from '@suyuan/domain';

describe('the table of codes', () => {
  it('has for each code a status and a sentence in both languages that name the same facts', () => {
    for (const [code, { status, zh, en }] of Object.entries(CODES)) {
      expect(code).to.match(/^[A-Z][A-Z0-9_]+$/);
      expect(status, code).to.be.within(400, 599);
      const facts = (text: string): string[] => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '').sort();
      expect(facts(zh), code).to.deep.equal(facts(en));
      expect(zh, code).to.match(/[一-鿿]/);
      expect(en, code).to.not.match(/[一-鿿]/);
    }
  });

  it('explains with the facts filled in', () => {
    expect(explain('NOT_HOLDER', { participant: 'P', lot: 'L' }, 'en')).to.equal('P does not hold the lot L.');
    expect(explain('NOT_HOLDER', { participant: 'P' }, 'zh')).to.equal('P 不持有批次 ?。');
  });

  it('knows its own codes only', () => {
    const code: Code = 'REFUSED';
    expect(isCode(code)).to.equal(true);
    expect(isCode('toString')).to.equal(false);
  });
});
