import { expect } from 'chai';
import fc from 'fast-check';
import {
  extensionOf,
  keyReplacement,
  keyRevocation,
  licence,
  licenceChange,
  product,
  productChange,
  readmission,
  registration,
  suspension,
} from '@suyuan/client';
import { gs1CheckDigit, keys, type PackExtension, type Role } from '@suyuan/domain';
import { creditCode, Firm } from '../../support/firm.js';
import { Depot, LICENSED_PACK } from '../../support/depot.js';
import type { World } from '../../support/world.js';

interface Place {
  readonly division: string;
  readonly roles?: readonly Role[];
  readonly categories?: readonly string[];
}

/** Registers somebody, by the ledger's first regulator unless said. */
function enter(world: World, number: number, place: Place, by = world.regulator): Firm {
  const firm = new Firm(creditCode(number));
  world.must(by, 'participant', [entryOf(firm, place)]);
  return firm;
}

function entryOf(firm: Firm, { division, roles = ['regulator'], categories }: Place): object {
  const limits = categories === undefined ? {} : { categories };
  return registration({ id: firm.id, name: { zh: '某单位' }, roles, division, proof: firm.proof(), ...limits });
}

describe('a regulator', () => {
  let depot: Depot;
  let world: World;
  beforeEach(() => {
    depot = new Depot();
    ({ world } = depot);
  });

  const register = (by: Firm, place: Place, number = 50): string[] =>
    depot.codes(by, 'participant', entryOf(new Firm(creditCode(number)), place));

  it('admits those of its division, and regulators of divisions in it alone', () => {
    const province = enter(world, 30, { division: '370000' });
    const city = enter(world, 31, { division: '370600' }, province);
    const dealer: Place = { division: '370686', roles: ['distributor'] };
    expect(register(city, dealer)).to.deep.equal([]);
    expect(register(city, { ...dealer, division: '370100' }, 51)).to.deep.equal(['OUT_OF_JURISDICTION']);
    expect(register(city, { division: '370600' }, 51)).to.deep.equal(['OUT_OF_JURISDICTION']);
    expect(register(city, { division: '370000' }, 51)).to.deep.equal(['OUT_OF_JURISDICTION']);
    expect(register(city, { division: '370686' }, 52)).to.deep.equal([]);
    expect(register(province, { division: '370600' }, 53)).to.deep.equal([]);
  });

  it('for the whole country acts everywhere, but not on others for it', () => {
    const country = enter(world, 30, { division: '100000' });
    expect(register(country, { division: '410105', roles: ['retailer'] })).to.deep.equal([]);
    expect(register(country, { division: '410000' }, 51)).to.deep.equal([]);
    expect(register(country, { division: '100000' }, 52)).to.deep.equal(['OUT_OF_JURISDICTION']);
    const act = suspension(world.regulator.id, '试');
    expect(depot.codes(country, 'participant', act)).to.deep.equal(['OUT_OF_JURISDICTION']);
  });

  it('is suspended by one above it, not by its own like', () => {
    const province = enter(world, 30, { division: '370000' });
    const [one, other] = [enter(world, 31, { division: '370600' }), enter(world, 32, { division: '370600' })];
    const act = suspension(other.id, '失职');
    expect(depot.codes(one, 'participant', act)).to.deep.equal(['OUT_OF_JURISDICTION']);
    expect(depot.codes(province, 'participant', act)).to.deep.equal([]);
  });

  it('does not undo what one above it has done', () => {
    const [province, county] = [enter(world, 30, { division: '370000' }), enter(world, 31, { division: '370686' })];
    const { id } = world.distributor;
    world.must(province, 'participant', [suspension(id, '查处')]);
    expect(depot.codes(county, 'participant', readmission(id, '整改'))).to.deep.equal(['OUT_OF_JURISDICTION']);
    world.must(province, 'participant', [readmission(id, '整改')]);
    world.must(county, 'participant', [suspension(id, '抽查')]);
    world.must(county, 'participant', [readmission(id, '合格')]);
    world.must(province, 'licence', [depot.licence()]);
    expect(depot.codes(county, 'licence', depot.change('revoke'))).to.deep.equal(['OUT_OF_JURISDICTION']);
    world.must(county, 'licence', [depot.change('suspend')]);
    world.must(county, 'licence', [depot.change('readmit')]);
    world.must(province, 'licence', [depot.change('suspend')]);
    expect(depot.codes(county, 'licence', depot.change('readmit'))).to.deep.equal(['OUT_OF_JURISDICTION']);
  });

  it('that is for some categories gives no more than it has', () => {
    const drugs = enter(world, 30, { division: '370000', categories: ['drug'] });
    const farm = enter(world, 31, { division: '370000', categories: ['agri', 'food'] });
    const dealer: Place = { division: '370686', roles: ['distributor'] };
    expect(register(farm, dealer)).to.deep.equal(['OUT_OF_JURISDICTION']);
    expect(register(farm, { ...dealer, categories: ['agri', 'drug'] })).to.deep.equal(['OUT_OF_JURISDICTION']);
    expect(register(farm, { ...dealer, categories: ['agri'] })).to.deep.equal([]);
    expect(depot.codes(drugs, 'licence', depot.licence())).to.deep.equal(['OUT_OF_JURISDICTION']);
    expect(depot.codes(farm, 'licence', depot.licence())).to.deep.equal([]);
    // What concerns the whole of a participant takes a regulator for all that it may do.
    expect(depot.codes(farm, 'participant', suspension(world.distributor.id, '试'))).to.deep.equal([
      'OUT_OF_JURISDICTION',
    ]);
  });

  it('that is for some categories lets those whom it admits act in them alone', () => {
    const other = enter(world, 30, { division: '370686', roles: ['retailer'], categories: ['drug'] });
    const lot = world.lot('10');
    expect(depot.codes(world.producer, 'events', depot.ship(lot, '1', 0, world.producer, other))).to.deep.equal([
      'CATEGORY_NOT_REGISTERED',
    ]);
  });

  it('takes official samples in its division alone', () => {
    const elsewhere = enter(world, 30, { division: '410000' });
    const lot = world.lot('10');
    const event = world.sampling(lot);
    expect(depot.codes(elsewhere, 'events', event)).to.deep.equal(['OUT_OF_JURISDICTION']);
    expect(depot.codes(enter(world, 31, { division: '370600' }), 'events', event)).to.deep.equal([]);
  });
});

describe('a regulator of one county, whatever it signs', () => {
  const COUNTIES = ['370686', '370613', '370602', '410105', '410122'];

  it('never changes a record of another', function () {
    this.timeout(60_000);
    const depot = new Depot();
    const { world } = depot;
    const regulators = COUNTIES.map((division, i) => enter(world, 100 + i, { division }));
    const firms = COUNTIES.map((division, i) => enter(world, 200 + i, { division, roles: ['distributor'] }));
    const gtins = COUNTIES.map((_, i) => {
      const head = `069411110000${i}`;
      return head + gs1CheckDigit(head);
    });
    firms.forEach((firm, i) => {
      depot.grant({ participant: firm.id });
      const entry = { gtin: gtins[i] ?? '', name: { zh: '品' }, category: 'agri', maker: firm.id };
      world.must(world.regulator, 'product', [product(entry)]);
    });
    let [changed, refused] = [0, 0];
    fc.assert(
      fc.property(
        fc.nat(COUNTIES.length - 1),
        fc.nat(COUNTIES.length - 1),
        fc.constantFrom(
          ...(['suspend', 'readmit', 'replace', 'revokeKey', 'grant', 'suspendLicence', 'readmitLicence'] as const),
          ...(['withdraw', 'restore', 'extend'] as const),
        ),
        fc.stringMatching(/^[A-Z]{6}$/),
        (who, whom, does, number) => {
          const [regulator, firm] = [regulators[who] as Firm, firms[whom] as Firm];
          const name = { participant: firm.id, type: 'trade', number: 'T-1' };
          const acts: Record<
            typeof does,
            readonly ['participant' | 'key' | 'licence' | 'product' | 'category', object]
          > = {
            suspend: ['participant', suspension(firm.id, '查')],
            readmit: ['participant', readmission(firm.id, '查')],
            replace: ['key', keyReplacement(new Firm(firm.id).proof(), '遗失')],
            revokeKey: ['key', keyRevocation(firm.id, firm.thumbprint, '遗失')],
            grant: ['licence', depot.licence({ participant: firm.id, number })],
            suspendLicence: ['licence', licenceChange('suspend', name, '查')],
            readmitLicence: ['licence', licenceChange('readmit', name, '查')],
            withdraw: ['product', productChange('withdraw', gtins[whom] ?? '', '查')],
            restore: ['product', productChange('restore', gtins[whom] ?? '', '查')],
            extend: ['category', extensionOf(extensionFor(COUNTIES[whom] ?? '', ++version))],
          };
          const [kind, value] = acts[does];
          const before = recordsOf(world, firm, gtins[whom] ?? '');
          const codes = world.codes(world.document(regulator, kind, [value]));
          if (who !== whom) {
            expect(codes).to.deep.equal(['OUT_OF_JURISDICTION']);
            expect(recordsOf(world, firm, gtins[whom] ?? '')).to.deep.equal(before);
            refused++;
          } else if (codes.length === 0) changed++;
        },
      ),
      { numRuns: 600 },
    );
    expect(changed).to.be.above(20);
    expect(refused).to.be.above(100);
  });

  let version = 0;
  /** Adds nothing to the rules but itself. */
  function extensionFor(division: string, minor: number): PackExtension {
    const { sources, units } = LICENSED_PACK;
    const base = { id: `local-${division}`, extends: 'agri', version: `1.${minor}.0`, division, names: { zh: '补充' } };
    return { ...base, inForce: { from: '2026-01-01' }, sources, units };
  }

  function recordsOf(world: World, firm: Firm, gtin: string): readonly (string | undefined)[] {
    const all = [
      keys.participant(firm.id),
      keys.licence(firm.id, 'trade'),
      keys.key(firm.id, firm.thumbprint),
      keys.product(gtin),
      ...['37', '41'].map((province) => keys.extensions('agri', province)),
    ];
    const ownKeys = [...world.state.keys()].filter((key) => key.startsWith(`key/${firm.id}`));
    return [...all.map((key) => world.state.get(key)), String(ownKeys.length)];
  }
});

describe('a laboratory', () => {
  let depot: Depot;
  let world: World;
  beforeEach(() => {
    depot = new Depot();
    ({ world } = depot);
  });
  const report = (lot: string, result: 'pass' | 'fail', by = world.laboratory, number = `R-${result}`): string[] =>
    depot.codes(by, 'certificate', { ...world.compliance(lot, number), type: 'inspection', result });

  it('reports within its accreditation alone', () => {
    const lot = world.lot('10');
    const other = enter(world, 30, { division: '370686', roles: ['laboratory'] });
    expect(report(lot, 'pass', other)).to.deep.equal(['NOT_ACCREDITED']);
    const accredited = {
      ...{ participant: other.id, type: 'accreditation', number: 'C-1', categories: ['agri'] },
      ...{ from: '2026-01-01', until: '2026-11-20', authority: '省农业农村厅' },
    };
    const grant = (entry: Parameters<typeof licence>[0]): string[] =>
      depot.codes(world.regulator, 'licence', licence(entry));
    expect(grant(accredited)).to.deep.equal(['FIELD_MISSING']);
    expect(grant({ ...accredited, scopes: ['compliance'] })).to.deep.equal(['FIELD_VALUE']);
    const dealer = { ...accredited, participant: world.retailer.id, scopes: ['inspection'] };
    expect(grant(dealer)).to.deep.equal(['NOT_ENTITLED']);
    expect(grant({ ...accredited, scopes: ['inspection'] })).to.deep.equal([]);
    expect(report(lot, 'pass', other)).to.deep.equal([]);
    world.now += 86_400;
    expect(report(lot, 'pass', other, 'R-2')).to.deep.equal(['NOT_ACCREDITED']);
  });

  it('fails what it was given a sample of', () => {
    const [lot, other] = [world.lot('10'), world.lot('10')];
    expect(report(lot, 'fail')).to.deep.equal(['NOT_SAMPLED']);
    world.sample(lot);
    expect(report(other, 'fail')).to.deep.equal(['NOT_SAMPLED']);
    expect(report(lot, 'fail')).to.deep.equal([]);
    expect(
      depot.codes(world.producer, 'events', depot.ship(lot, '1', 0, world.producer, world.retailer)),
    ).to.deep.equal(['CERTIFICATE_FAILED']);
  });
});
