import { expect } from 'chai';
import { extensionOf } from '@suyuan/client';
import type { CategoryPack, StepRule } from '@suyuan/domain';
import { PackWorld } from '../../support/pack-world.js';
import { plainPack } from '../../support/plain-pack.js';

/** Feed, but for what its pack says of one step of the way back. */
function feed(step: 'returning' | 'void_shipping', change: Partial<StepRule>): PackWorld {
  return new PackWorld(
    plainPack('feed', (pack): CategoryPack => {
      const rule = pack.steps[step];
      return rule === undefined ? pack : { ...pack, steps: { ...pack.steps, [step]: { ...rule, ...change } } };
    }),
  );
}

function sent(ledger: PackWorld): { lot: string; ref: `${string}#${number}`; back: object } {
  const [maker, dealer] = [ledger.maker(), ledger.firm('distributor')];
  const lot = ledger.lot('10');
  const ref = ledger.must(maker, ledger.ship(maker, dealer, lot, '4'));
  return { lot, ref, back: ledger.giveBack(dealer, maker, ref, lot, '4') };
}

describe('the way back', () => {
  const note = { name: 'suyuan:reasonCode', names: { zh: '退货原因' }, disclosure: 'party' as const };

  it('is taken by whom the category names for it, before receipt and after', () => {
    const ledger = feed('returning', { roles: ['farm'] });
    const { lot, ref, back } = sent(ledger);
    const dealer = ledger.firm('distributor');
    expect(ledger.codes(dealer, back)).to.deep.equal(['NOT_ENTITLED']);
    ledger.must(dealer, ledger.receive(ref, lot, '4'));
    expect(ledger.codes(dealer, back)).to.deep.equal(['NOT_ENTITLED']);
  });

  it('takes the fields that it asks for', () => {
    const ledger = feed('returning', { fields: [note] });
    const { back } = sent(ledger);
    const dealer = ledger.firm('distributor');
    expect(ledger.codes(dealer, back)).to.deep.equal(['FIELD_MISSING']);
    expect(ledger.codes(dealer, { ...back, 'suyuan:reasonCode': '7' })).to.deep.equal([]);
  });

  it('is held to by what a local authority adds', () => {
    const ledger = feed('returning', {});
    const { world } = ledger;
    const extension = {
      ...{ id: 'shandong', extends: 'feed', version: '1.0.0', division: '370000', names: { zh: '山东' } },
      ...{ inForce: { from: '2026-01-01' }, sources: [{ id: 'law', zh: '办法' }] },
      steps: { returning: { fields: [note] } },
    };
    world.must(world.regulator, 'category', [extensionOf(extension)]);
    world.now += 1;
    const { back } = sent(ledger);
    expect(ledger.codes(ledger.firm('distributor'), back)).to.deep.equal(['FIELD_MISSING']);
  });

  it('of a shipment that is voided too: by whom the category names, with what it asks for', () => {
    const byFarm = feed('void_shipping', { roles: ['farm'] });
    const first = sent(byFarm);
    expect(byFarm.codes(byFarm.maker(), byFarm.void(first.ref, first.lot, '4'))).to.deep.equal(['NOT_ENTITLED']);
    const noted = feed('void_shipping', { fields: [note] });
    const { ref, lot } = sent(noted);
    expect(noted.codes(noted.maker(), noted.void(ref, lot, '4'))).to.deep.equal(['FIELD_MISSING']);
    expect(noted.codes(noted.maker(), { ...noted.void(ref, lot, '4'), 'suyuan:reasonCode': '7' })).to.deep.equal([]);
  });
});
