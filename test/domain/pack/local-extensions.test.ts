import { expect } from 'chai';
import { amendment, extensionOf, withdrawalOf } from '@suyuan/client';
import { keys, type CategoryPack, type PackExtension } from '@suyuan/domain';
import type { Firm } from '../../support/firm.js';
import { PACK } from '../../support/world.js';
import { extension, note, Provinces } from './provinces.js';

describe('local extensions of a category’s rules', () => {
  let here: Provinces;

  beforeEach(() => {
    here = new Provinces();
  });

  it('bind who is registered in the division, and all of them together', () => {
    here.world.must(here.henan, 'category', [extensionOf(extension('henan', '410000'))]);
    here.world.must(here.zhengzhou, 'category', [extensionOf(extension('zhengzhou', '410100'))]);
    const ref = here.shipped('10');
    const event = here.receive(ref, '10');
    expect(here.codes(here.dealer, 'events', event)).to.deep.equal(['FIELD_MISSING', 'FIELD_MISSING']);
    const half = { ...event, 'suyuan:henan': '已查' };
    expect(here.codes(here.dealer, 'events', half)).to.deep.equal(['FIELD_MISSING']);
    expect(here.codes(here.dealer, 'events', { ...half, 'suyuan:zhengzhou': '已查' })).to.deep.equal([]);
    const elsewhere = here.world.must(here.world.producer, 'events', [
      here.ship('1', here.world.producer, here.world.distributor),
    ]);
    expect(here.codes(here.world.distributor, 'events', here.receive(`${elsewhere}#0`, '1'))).to.deep.equal([]);
  });

  it('do not bind what was shipped before they were published', () => {
    const before = here.shipped('10');
    here.world.now += 600;
    here.world.must(here.henan, 'category', [extensionOf(extension('henan', '410000'))]);
    expect(here.codes(here.dealer, 'events', here.receive(before, '10'))).to.deep.equal([]);
    here.world.now += 600;
    const after = here.shipped('10');
    expect(here.codes(here.dealer, 'events', here.receive(after, '10'))).to.deep.equal(['FIELD_MISSING']);
  });

  it('are amended above their version, and withdrawn', () => {
    const first = extension('henan', '410000');
    here.world.must(here.henan, 'category', [extensionOf(first)]);
    expect(here.codes(here.henan, 'category', extensionOf(first))).to.deep.equal(['CATEGORY_VERSION']);
    const second = { ...first, version: '1.1.0', steps: note('suyuan:other') };
    here.world.must(here.henan, 'category', [extensionOf(second)]);
    const ref = here.shipped('1');
    const [error] = here.errors(here.dealer, 'events', here.receive(ref, '1'));
    expect(error?.facts).to.deep.equal({ path: 'suyuan:other' });
    here.world.now += 600;
    expect(here.codes(here.zhengzhou, 'category', withdrawalOf(first, '废止'))).to.deep.equal(['OUT_OF_JURISDICTION']);
    here.world.must(here.henan, 'category', [withdrawalOf(first, '废止')]);
    expect(here.codes(here.henan, 'category', withdrawalOf(first, '废止'))).to.deep.equal(['EXTENSION_UNKNOWN']);
    here.world.now += 600;
    const later = here.shipped('1');
    expect(here.codes(here.dealer, 'events', here.receive(later, '1'))).to.deep.equal([]);
  });

  it('are of a regulator of that division, or of one above', () => {
    const codes = (firm: Firm, division: string): string[] =>
      here.codes(firm, 'category', extensionOf(extension(`x-${firm.id.slice(-3).toLowerCase()}`, division)));
    expect(codes(here.zhengzhou, '410000')).to.deep.equal(['OUT_OF_JURISDICTION']);
    expect(codes(here.henan, '370000')).to.deep.equal(['OUT_OF_JURISDICTION']);
    expect(codes(here.country, '100000')).to.deep.equal(['EXTENSION_NATIONAL']);
    expect(codes(here.dealer, '410105')).to.deep.equal(['NOT_ENTITLED']);
    expect(codes(here.henan, '410105')).to.deep.equal([]);
    expect(codes(here.country, '370000')).to.deep.equal([]);
  });

  it('of a kind of certificate that only they know are met by one of the division', () => {
    const local = extension('henan', '410000', {
      certificates: { local_check: { names: { zh: '地方抽检' }, issuers: ['distributor'] } },
      steps: { receiving: { certificates: [{ type: 'local_check', issuer: 'distributor', maxAge: 3 }] } },
    });
    here.world.must(here.henan, 'category', [extensionOf(local)]);
    const ref = here.shipped('1');
    expect(here.codes(here.dealer, 'events', here.receive(ref, '1'))).to.deep.equal(['CERTIFICATE_REQUIRED']);
    const issue = (number: string, issued: string): object => ({
      ...here.world.compliance(here.lot, number),
      type: 'local_check',
      issued,
    });
    expect(
      here.world.codes(here.world.document(here.world.distributor, 'certificate', [issue('A', '2026-11-19')])),
    ).to.deep.equal(['FIELD_VALUE']);
    here.world.must(here.dealer, 'certificate', [issue('OLD', '2026-11-10'), issue('NEW', '2026-11-19')]);
    const named = (number: string): object => ({
      ...here.receive(ref, '1'),
      certificationInfo: `urn:suyuan:certificate:${here.dealer.id}:${number}`,
    });
    expect(here.codes(here.dealer, 'events', named('OLD'))).to.deep.equal(['CERTIFICATE_TOO_OLD']);
    expect(here.codes(here.dealer, 'events', named('NEW'))).to.deep.equal([]);
  });

  describe('that loosen', () => {
    const step = (change: object): Partial<PackExtension> => ({ steps: { shipping: change } });
    const strict: CategoryPack = {
      ...PACK,
      version: '2.0.0',
      states: { active: { zh: '可用' }, held: { zh: '封存' } },
      steps: {
        ...PACK.steps,
        shipping: {
          roles: ['producer'],
          to: ['distributor'],
          from: ['active'],
          fields: [{ name: 'suyuan:a', names: { zh: '甲' }, disclosure: 'public', optional: true }],
          signatures: 2,
          deadline: 3600,
          yield: { least: 500_000, most: 1_000_000 },
          sensors: [{ type: 'Temperature', uom: 'CEL', least: 2000, most: 8000 }],
        },
      },
    };
    const field = { name: 'suyuan:a', names: { zh: '甲' }, disclosure: 'nobody' as const };
    const cases: Readonly<Record<string, Partial<PackExtension>>> = {
      LOOSENS_STEP: { steps: { using: { roles: ['retailer'] } } },
      LOOSENS_ROLES: step({ roles: ['producer', 'retailer'] }),
      LOOSENS_RECIPIENTS: step({ to: ['distributor', 'retailer'] }),
      LOOSENS_STATE: step({ from: ['active', 'held'] }),
      LOOSENS_FIELD: step({ fields: [field] }),
      LOOSENS_CERTIFICATE: { certificates: { compliance: { names: { zh: '合格证' }, issuers: ['retailer'] } } },
      LOOSENS_UNITS: { units: ['KGM', 'LTR'] },
      LOOSENS_DEADLINE: step({ deadline: 7200 }),
      LOOSENS_MAX_AGE: { maxAge: PACK.maxAge + 1 },
      LOOSENS_RETENTION: { retention: { days: 1 } },
      LOOSENS_SIGNATURES: step({ signatures: 1 }),
      LOOSENS_YIELD: step({ yield: { least: 400_000, most: 1_000_000 } }),
      LOOSENS_SENSOR: step({ sensors: [{ type: 'Temperature', uom: 'CEL', most: 9000 }] }),
      LOOSENS_STOP: { stopOnFailure: false },
    };

    for (const [code, change] of Object.entries(cases)) {
      it(`refuses ${code}`, () => {
        here.world.must(here.country, 'category', [amendment(PACK.version, strict)]);
        const [error, ...more] = here.errors(here.henan, 'category', extensionOf(extension('henan', '410000', change)));
        expect(error?.code).to.equal(code);
        expect(error?.facts).to.have.keys('path', 'national', 'local');
        expect(more).to.deep.equal([]);
        expect(here.world.record(keys.extensions('agri', '41'))).to.equal(undefined);
      });
    }

    it('tells every loosening at once', () => {
      const change = { ...step({ roles: ['laboratory'], to: ['laboratory'] }), units: ['LTR'], maxAge: 1e9 };
      expect(here.codes(here.henan, 'category', extensionOf(extension('henan', '410000', change)))).to.have.members([
        'LOOSENS_UNITS',
        'LOOSENS_MAX_AGE',
        'LOOSENS_ROLES',
        'LOOSENS_RECIPIENTS',
      ]);
    });

    it('takes what only adds', () => {
      const change = step({
        roles: ['producer'],
        deadline: 60,
        signatures: 3,
        fields: [{ ...field, name: 'suyuan:b' }],
      });
      here.world.must(here.country, 'category', [amendment(PACK.version, strict)]);
      expect(here.codes(here.henan, 'category', extensionOf(extension('henan', '410000', change)))).to.deep.equal([]);
    });

    it('holds a version that is still to come against them as well', () => {
      const coming = { ...PACK, version: '2.0.0', units: ['KGM'], inForce: { from: '2027-01-01' } };
      here.world.must(here.country, 'category', [amendment(PACK.version, coming)]);
      const change = { units: ['TNE'] };
      expect(here.codes(here.henan, 'category', extensionOf(extension('henan', '410000', change)))).to.deep.equal([
        'LOOSENS_UNITS',
      ]);
    });
  });
});
