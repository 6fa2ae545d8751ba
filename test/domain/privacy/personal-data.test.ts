import { createHash } from 'node:crypto';
import { findPersonalData, gs1CheckDigit, parseJson, stringify, type Json } from '@suyuan/domain';
import { expect } from 'chai';
import fc from 'fast-check';

function kinds(value: Json): unknown[] {
  return findPersonalData(value).map(({ code, facts }) => [code, facts['kind'], facts['path']]);
}

const CITIZEN = 'citizen number';
const MOBILE = 'mobile number';
const CARD = 'bank card number';

/** An SSCC that passes a bank card's check digit and begins as a card does. */
const SSCC_LIKE_CARD = '469012345000010001';

describe('personal data in free text', () => {
  const refused: readonly (readonly [string, string])[] = [
    ['11010519491231002X', CITIZEN],
    ['身份证11010519491231002x，请核对', CITIZEN],
    ['110105 19491231 002X', CITIZEN],
    ['１１０１０５１９４９１２３１００２Ｘ', CITIZEN],
    ['110105-1949-1231-002X', CITIZEN],
    ['13800138000', MOBILE],
    ['电话13800138000', MOBILE],
    ['收货人 138 0013 8000 张', MOBILE],
    ['138-0013-8000', MOBILE],
    ['138.0013.8000', MOBILE],
    ['1 3 8 0 0 1 3 8 0 0 0', MOBILE],
    ['+8613800138000', MOBILE],
    ['+86 138 0013 8000', MOBILE],
    ['0086-13800138000', MOBILE],
    ['008613800138000', MOBILE],
    ['１３８００１３８０００', MOBILE],
    ['138\u200b0013\u200b8000', MOBILE],
    ['数量 12 13800138000', MOBILE],
    ['卡号4111111111111111', CARD],
    ['4111 1111 1111 1111', CARD],
    ['4111-1111-1111-1111', CARD],
    ['６２２２０２１２３４５６７８９０１２８', CARD],
  ];
  for (const [text, kind] of refused) {
    it(`finds a ${kind} in "${text}"`, () => expect(kinds(text)).to.deep.equal([['PERSONAL_DATA', kind, '']]));
  }

  const passed: Readonly<Record<string, string>> = {
    'an SSCC that looks like a card number': SSCC_LIKE_CARD,
    'the same as an EPC URN': 'urn:epc:id:sscc:690123450.40001000',
    'the same as a Digital Link': `https://suyuan.example/00/${SSCC_LIKE_CARD}`,
    'the same in canonical form': `https://id.gs1.org/00/${SSCC_LIKE_CARD}`,
    'a lift whose code looks like a card number': '31101025620260141',
    'the same as a URN': 'urn:suyuan:code:equipment-code:31101025620260141',
    'a GTIN': '06901234567892',
    'a credit code': '91110000802100433B',
    'a party': 'urn:suyuan:party:91110000802100433B',
    'a time': '2026-05-01T08:30:00.000+08:00',
    'a time stamp of 17 digits': '20260501083000123',
    'an order number of 16 digits': '2026050100001234',
    'a card number with a wrong digit': '4111111111111112',
    'a citizen number with a wrong digit': '110105194912310021',
    'a citizen number of a day that never was': '110105194902310021',
    'a number that is longer than any': '138001380001380013800013800138000',
    'a mobile number inside of a longer number': '9138001380005',
    'lots that stand side by side': '1503-2024-001',
    'a digest': createHash('sha256').update('a').digest('hex'),
    'an event id': `ni:///sha-256;${'13800138000a'.repeat(5)}beef?ver=CBV2.0`,
    'a random event id': 'urn:uuid:6fa459ea-ee8a-4ca4-a94e-13800138000f',
    'an entry': 'urn:suyuan:entry:47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU:0',
    'no digits at all': '苹果，红富士',
    nothing: '',
  };
  for (const [name, text] of Object.entries(passed)) {
    it(`passes ${name}`, () => expect(kinds(text)).to.deep.equal([]));
  }

  it('an identifier within a sentence is a sentence', () => {
    expect(kinds(`箱号${SSCC_LIKE_CARD}`)).to.deep.equal([['PERSONAL_DATA', CARD, '']]);
  });

  it('looks at the query of a link and at the number of a certificate', () => {
    expect(kinds('https://id.gs1.org/01/06901234567892?tel=13800138000')).to.have.length(1);
    expect(kinds('urn:suyuan:certificate:91110000802100433B:13800138000')).to.have.length(1);
    expect(kinds('urn:suyuan:certificate:91110000802100433B:2026-000123')).to.deep.equal([]);
  });

  it('walks an entry, names the place and never the number', () => {
    const entry = parseJson(`{
      "type": "ObjectEvent", "quantityList": [{"epcClass": "urn:epc:class:lgtin:6901234.056789.A1", "quantity": 13800138000}],
      "ex:driver": {"ex:phone": ["ok", "13800138000"]}, "ex:number": 13800138000, "ex:13800138000": 1,
      "ilmd": {"ex:note": "卡4111111111111111"},
      "jwk": {"kty": "EC", "crv": "P-256", "x": "13800138000", "y": "13800138000"}
    }`);
    const found = findPersonalData(entry, 'events[0]');
    expect(found.map(({ facts }) => [facts['path'], facts['kind']])).to.deep.equal([
      ['events[0].ex:driver.ex:phone[1]', MOBILE],
      ['events[0].ex:number', MOBILE],
      ['events[0].[4]', MOBILE],
      ['events[0].ilmd.ex:note', CARD],
    ]);
    expect(stringify(found.map(({ facts }) => facts))).not.to.match(/1380013|4111/);
  });

  it('no SSCC is ever taken for a card where it is named as one', () => {
    const body = fc.string({ unit: fc.constantFrom(...Array.from('0123456789')), minLength: 17, maxLength: 17 });
    fc.assert(
      fc.property(body, (digits) => {
        const sscc = digits + gs1CheckDigit(digits);
        expect(kinds(`https://id.gs1.org/00/${sscc}`)).to.deep.equal([]);
        expect(kinds(`urn:epc:id:sscc:${sscc.slice(1, 8)}.${sscc.charAt(0)}${sscc.slice(8, 17)}`)).to.deep.equal([]);
      }),
    );
  });

  it('any mobile number between other characters is found, and the time it takes grows with the text alone', () => {
    const around = fc.string({ unit: fc.constantFrom(...Array.from('电话a:,，。（）/')), maxLength: 20 });
    fc.assert(
      fc.property(around, around, fc.integer({ min: 13_000_000_000, max: 19_999_999_999 }), (before, after, number) => {
        expect(kinds(`${before}${number}${after}`)).to.have.length(1);
      }),
    );
    expect(kinds('1 '.repeat(30_000))).to.deep.equal([]);
    expect(kinds('1'.repeat(60_000))).to.deep.equal([]);
  });
});
