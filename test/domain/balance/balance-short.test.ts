import { expect } from 'chai';
import { transforming } from '@suyuan/client';
import { JsonNumber, type JsonObject } from '@suyuan/domain';
import { PackWorld } from '../../support/pack-world.js';
import { plainPack } from '../../support/plain-pack.js';

/** Rare earths: 10 kg of a half oxide, with whoever separates them. */
describe('what comes out of a separation, by its oxide equivalent', () => {
  let ledger: PackWorld;
  let lot: string;

  beforeEach(() => {
    ledger = new PackWorld(plainPack('rareearth'));
    const separator = ledger.firm('separator');
    for (const firm of [ledger.maker(), separator]) ledger.grant(firm);
    lot = ledger.lot('10');
    ledger.hand(ledger.maker(), separator, lot, '10');
  });

  const separated = (quantity: string, share: string): JsonObject => {
    const { uom } = ledger.line(lot, quantity);
    const { lot: own } = ledger.birth('1', {}, ledger.firm('separator'));
    return transforming({
      ...{ at: ledger.world.date(), inputs: [ledger.line(lot, '10')], outputs: [{ lot: own, quantity, uom }] },
      ...{ category: 'rareearth', product: { zh: '氧化物' } },
      ilmd: { ...ledger.fields('transforming', ledger.substance(lot)), 'suyuan:oxideFactor': new JsonNumber(share) },
    });
  };

  it('is no more than went in: BALANCE_SHORT, however the weight conceals it', () => {
    const separator = ledger.firm('separator');
    expect(ledger.codes(separator, separated('10', '0.500001'))).to.deep.equal(['BALANCE_SHORT']);
    expect(ledger.codes(separator, separated('5', '1'))).to.deep.equal([]);
  });

  it('may be less, and as much in the same share', () => {
    expect(ledger.codes(ledger.firm('separator'), separated('10', '0.5'))).to.deep.equal([]);
  });
});
