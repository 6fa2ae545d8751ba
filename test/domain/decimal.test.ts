import { expect } from 'chai';
import fc from 'fast-check';
import { formatQuantity, parseQuantity, readQuantity } from '@suyuan/domain';
import { codeOf } from '../support/code-of.js';

describe('a quantity', () => {
  it('is exact: what is written comes back, sums and differences too', () => {
    const size = fc.bigInt(1n, 10n ** 15n - 1n);
    fc.assert(
      fc.property(size, size, (a, b) => {
        expect(parseQuantity(formatQuantity(a))).to.equal(a);
        expect(readQuantity(formatQuantity(a + b)) - b).to.equal(a);
      }),
    );
  });

  it('has one text', () => {
    expect(formatQuantity(parseQuantity('12.500000'))).to.equal('12.5');
    expect(formatQuantity(parseQuantity('999999999.999999'))).to.equal('999999999.999999');
    expect(formatQuantity(readQuantity('0'))).to.equal('0');
    expect(formatQuantity(-1_500_000n)).to.equal('-1.5');
  });

  for (const text of [
    '0',
    '0.0',
    '-1',
    '+1',
    '1e999',
    '1e3',
    '.5',
    '5.',
    '01',
    '',
    ' 1',
    '１',
    'NaN',
    'Infinity',
    '0x10',
    '0.12345678901234567890',
    '0.0000001',
    '1234567890123456',
    '1234567890.123456',
  ]) {
    it(`is never ${JSON.stringify(text)}`, () =>
      expect(codeOf(() => parseQuantity(text))).to.equal('QUANTITY_INVALID'));
  }
});
