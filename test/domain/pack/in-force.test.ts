import { expect } from 'chai';
import { amendment, publication, retirement } from '@suyuan/client';
import { keys, type CategoryPack, type Role } from '@suyuan/domain';
import { NOW, PACK } from '../../support/world.js';
import { Provinces } from './provinces.js';

const DAY = 86_400;

describe('a category’s rules in force', () => {
  let here: Provinces;
  const amended = (version: string, change: Partial<CategoryPack>, replaces = PACK.version): object =>
    amendment(replaces, { ...PACK, version, ...change });
  const withoutDealers = { ...PACK.steps, receiving: { roles: ['retailer'] as Role[] } };

  beforeEach(() => {
    here = new Provinces();
  });

  describe('as versions', () => {
    it('are published, amended and retired by a regulator of the country, or by the ledger’s first', () => {
      for (const firm of [here.henan, here.zhengzhou]) {
        expect(here.codes(firm, 'category', amended('1.1.0', {}))).to.deep.equal(['OUT_OF_JURISDICTION']);
        expect(here.codes(firm, 'category', retirement('agri', '不再追溯'))).to.deep.equal(['OUT_OF_JURISDICTION']);
      }
      expect(here.codes(here.country, 'category', amended('1.1.0', {}))).to.deep.equal([]);
      expect(here.codes(here.world.regulator, 'category', amended('1.2.0', {}, '1.1.0'))).to.deep.equal([]);
    });

    it('do not cross: an amendment names what it amends', () => {
      expect(here.codes(here.country, 'category', amended('2.0.0', {}))).to.deep.equal([]);
      expect(here.codes(here.country, 'category', amended('3.0.0', {}))).to.deep.equal(['CATEGORY_VERSION']);
      expect(here.codes(here.country, 'category', publication({ ...PACK, version: '3.0.0' }))).to.deep.equal([
        'CATEGORY_VERSION',
      ]);
      const other = { ...PACK, id: 'food' };
      expect(here.codes(here.country, 'category', amendment('1.0.0', other))).to.deep.equal(['CATEGORY_UNKNOWN']);
    });

    it('come into force on their day', () => {
      const later = { steps: withoutDealers, inForce: { from: '2026-11-22' } };
      here.world.must(here.country, 'category', [amended('2.0.0', later)]);
      expect(here.codes(here.world.producer, 'events', here.ship('1'))).to.deep.equal([]);
      here.world.now = NOW + 2 * DAY;
      expect(here.world.record(keys.category('agri'))).to.have.nested.property('next.pack.version', '2.0.0');
      const ref = here.shipped('1');
      expect(here.codes(here.dealer, 'events', here.receive(ref, '1'))).to.deep.equal(['NOT_ENTITLED']);
      const food = { ...PACK, id: 'food', inForce: { from: '2027-01-01' } };
      here.world.must(here.country, 'category', [publication(food)]);
      const event = here.world.birth('01/06901234567892/10/F', '1', 'F') as { ilmd: object };
      const birth = { ...event, ilmd: { ...event.ilmd, 'suyuan:category': 'food' } };
      expect(here.codes(here.world.producer, 'events', birth)).to.deep.equal(['CATEGORY_NOT_YET']);
    });

    it('leave goods in transit to the version that they were shipped under, unless the new one binds at once', () => {
      const [first, second] = [here.shipped('1'), here.shipped('2')];
      here.world.must(here.country, 'category', [amended('2.0.0', { steps: withoutDealers })]);
      expect(here.codes(here.dealer, 'events', here.receive(first, '1'))).to.deep.equal([]);
      const urgent = amended('3.0.0', { steps: withoutDealers, inTransit: 'at_once' }, '2.0.0');
      here.world.must(here.country, 'category', [urgent]);
      expect(here.codes(here.dealer, 'events', here.receive(second, '2'))).to.deep.equal(['NOT_ENTITLED']);
    });

    it('once retired, let nothing new come into being, and what there is go its way', () => {
      here.world.must(here.country, 'category', [retirement('agri', '不再追溯', '2026-11-22')]);
      here.world.lot('5');
      here.world.now = NOW + 3 * DAY;
      here.world.must(here.world.producer, 'certificate', [here.world.compliance('01/06901234567892/10/N', 'N')]);
      const birth = here.world.birth('01/06901234567892/10/N', '1', 'N');
      expect(here.codes(here.world.producer, 'events', birth)).to.deep.equal(['CATEGORY_RETIRED']);
      const ref = here.shipped('1');
      expect(here.codes(here.dealer, 'events', here.receive(ref, '1'))).to.deep.equal([]);
      expect(here.codes(here.country, 'category', retirement('agri', '再次'))).to.deep.equal(['STATUS_UNCHANGED']);
      expect(here.codes(here.country, 'category', publication({ ...PACK, version: '1.1.0' }))).to.deep.equal([]);
      expect(here.codes(here.world.producer, 'events', birth)).to.deep.equal([]);
    });
  });

  it('cover the product codes that they name', () => {
    const products = [{ scheme: 'hs', codes: ['0808', '07'] }];
    here.world.must(here.country, 'category', [amended('2.0.0', { products })]);
    const codes = (name: string, hsCode: string): string[] => {
      here.world.must(here.world.producer, 'certificate', [
        here.world.compliance(`01/06901234567892/10/${name}`, name),
      ]);
      const birth = here.world.birth(`01/06901234567892/10/${name}`, '1', name) as { ilmd: object };
      return here.codes(here.world.producer, 'events', { ...birth, ilmd: { ...birth.ilmd, 'suyuan:hsCode': hsCode } });
    };
    expect(codes('C1', '8703230000')).to.deep.equal(['PRODUCT_NOT_COVERED']);
    expect(codes('C2', '0808100000')).to.deep.equal([]);
  });
});
