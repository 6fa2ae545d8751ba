import { expect } from 'chai';
import fc from 'fast-check';
import { checkYield, parseQuantity, TraceError, type Yield } from '@suyuan/domain';

describe('the yield of a transformation', () => {
  const amounts = (...texts: string[]) =>
    texts.map((text) => {
      const [quantity = '', uom = ''] = text.split(' ');
      return { quantity: parseQuantity(quantity), uom };
    });
  const code = (inputs: string[], outputs: string[], bounds?: Yield): string => {
    try {
      checkYield(amounts(...inputs), amounts(...outputs), bounds);
      return 'good';
    } catch (error) {
      if (error instanceof TraceError) return error.code;
      throw error;
    }
  };
  const five: Yield = { least: 500_000, most: 1_050_000, across: [{ from: 'KGM', to: 'H87', most: 10_000_000 }] };

  const cases: readonly (readonly [title: string, string[], string[], Yield | undefined, string])[] = [
    ['as much as went in', ['100 KGM'], ['100 KGM'], undefined, 'good'],
    ['a millionth more', ['100 KGM'], ['100.000001 KGM'], undefined, 'YIELD_EXCEEDED'],
    ['up to the bound', ['100 KGM'], ['105 KGM'], five, 'good'],
    ['beyond the bound', ['100 KGM'], ['105.000001 KGM'], five, 'YIELD_EXCEEDED'],
    ['in parts, together beyond it', ['100 KGM'], ['60 KGM', '50 KGM'], five, 'YIELD_EXCEEDED'],
    ['in other units of the same', ['0.5 TNE', '500 KGM'], ['1000000 GRM'], undefined, 'good'],
    ['in other units, a gram too many', ['1 TNE'], ['1000001 GRM'], undefined, 'YIELD_EXCEEDED'],
    ['below what must come', ['100 KGM'], ['49.999999 KGM'], five, 'YIELD_SHORT'],
    ['pieces of kilograms, as the pack says', ['100 KGM'], ['1000 H87'], five, 'good'],
    ['pieces of grams', ['500 GRM'], ['5 H87'], five, 'good'],
    ['a piece too many', ['100 KGM'], ['1001 H87'], five, 'YIELD_EXCEEDED'],
    ['dozens of kilograms', ['12 KGM'], ['10 DZN'], five, 'good'],
    ['litres of kilograms, of which it says nothing', ['100 KGM'], ['1 LTR'], five, 'YIELD_UNKNOWN'],
    ['pieces of litres', ['100 LTR'], ['1 H87'], five, 'YIELD_UNKNOWN'],
    ['tablets of tablets', ['10 U2'], ['10 U2'], undefined, 'good'],
    ['tablets of capsules', ['10 AV'], ['10 U2'], undefined, 'YIELD_UNKNOWN'],
  ];
  for (const [title, inputs, outputs, bounds, expected] of cases) {
    it(`${title}: ${expected}`, () => {
      expect(code(inputs, outputs, bounds)).to.equal(expected);
    });
  }

  it('is the same in whichever units it is written', () => {
    fc.assert(
      fc.property(fc.bigInt(1n, 10n ** 9n), fc.bigInt(1n, 10n ** 9n), (put, made) => {
        const kilograms = code([`${put} KGM`], [`${made} KGM`], five);
        expect(code([`${put}000 GRM`], [`${made} KGM`], five)).to.equal(kilograms);
        expect(kilograms === 'YIELD_EXCEEDED').to.equal(made * 100n > put * 105n);
        expect(kilograms === 'YIELD_SHORT').to.equal(made * 2n < put);
      }),
    );
  });
});
