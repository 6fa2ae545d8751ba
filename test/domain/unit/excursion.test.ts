import { expect } from 'chai';
import { keys, type CategoryPack, type Standing } from '@suyuan/domain';
import {
  certificate,
  dispensing,
  installing,
  packing,
  receiving,
  removing,
  sampling,
  serving,
  shipping,
} from '@suyuan/client';
import type { Firm } from '../../support/firm.js';
import { sets, sscc, unit, UNIT_PACK, UnitWorld } from '../../support/unit-world.js';
import { GTIN } from '../../support/world.js';

const roles = ['producer', 'distributor', 'retailer'] as const;
const LIMIT = { type: 'Temperature', uom: 'CEL', most: 30_000, release: 'inspection' };
const PACK: CategoryPack = {
  ...UNIT_PACK,
  steps: { ...UNIT_PACK.steps, sensor_reporting: { roles, sensors: [LIMIT] } },
};

describe('single units that were too warm', () => {
  let units: UnitWorld;
  let made: string;
  let released: { certificates: readonly { readonly issuer: string; readonly number: string }[] };

  beforeEach(() => {
    units = new UnitWorld(PACK);
    made = units.commission(['A01', 'A02']);
    const { maker, world } = units;
    const { laboratory } = world;
    const sample = sampling({ at: units.now, from: maker.id, to: laboratory.id, units: [unit('A02')] });
    units.must(maker, [sample], sets(made));
    const about = { type: 'inspection', number: 'T1', category: 'drug', lots: [`01/${GTIN}/10/B1`] };
    world.must(laboratory, 'certificate', [certificate({ ...about, result: 'pass', issued: '2026-11-20' })]);
    released = { certificates: [{ issuer: laboratory.id, number: 'T1' }] };
  });

  const tooWarm = (holder: Firm): void => {
    const { epcList = [] } = dispensing({ at: units.now, units: [unit('A01')] });
    const readings = [{ type: 'Temperature', uom: 'CEL', value: '31' }];
    const about = { step: 'sensor_reporting', at: units.now, lines: [], readings, fields: { epcList } } as const;
    units.must(holder, [serving(about)], sets(made));
  };
  const standing = (): Standing | undefined => units.world.record(keys.unit(unit('A01')))?.standing;
  const ship = (from: Firm, to: Firm, goods: readonly string[], more: object = {}) =>
    shipping({ at: units.now, from: from.id, to: to.id, goods, ...more });
  const receive = (document: string, goods: readonly string[]) =>
    receiving({ at: units.now, shipment: `${document}#0`, goods });

  it('are kept back until a certificate releases them; then received without naming it again', () => {
    const { maker, dealer, shop } = units;
    tooWarm(maker);
    expect(standing()?.excursion?.release).to.deep.equal(['inspection']);
    expect(units.codes(maker, [ship(maker, dealer, [unit('A01')])])).to.deep.equal(['SENSOR_EXCURSION']);
    const id = units.must(maker, [ship(maker, dealer, [unit('A01')], released)]);
    expect(standing()).not.to.have.property('excursion');
    units.must(dealer, [receive(id, [unit('A01')])]);
    units.must(dealer, [ship(dealer, shop, [unit('A01')])]);
  });

  it('go on in a container in the same way', () => {
    const { maker, dealer } = units;
    tooWarm(maker);
    units.must(maker, [packing({ at: units.now, container: sscc(1), items: [unit('A01')] })]);
    expect(units.codes(maker, [ship(maker, dealer, [sscc(1)])])).to.deep.equal(['SENSOR_EXCURSION']);
    const id = units.must(maker, [ship(maker, dealer, [sscc(1)], released)]);
    expect(units.container(sscc(1))?.standing).not.to.have.property('excursion');
    units.must(dealer, [receive(id, [sscc(1)])]);
  });

  it('are as they were before, where the shipping that released them is declared wrong', () => {
    const { maker, dealer, world } = units;
    tooWarm(maker);
    const event = ship(maker, dealer, [unit('A01')], released);
    const signed = world.document(maker, 'events', [event]);
    expect(units.capture(signed)).to.deep.equal([]);
    const errorDeclaration = { declarationTime: units.now.toISOString(), reason: 'incorrect_data' };
    const witness = { entries: [{ jws: signed.jws, index: 0, entry: signed.entries[0] ?? '', path: [] }] };
    units.must(maker, [{ ...event, errorDeclaration }], witness);
    expect(standing()?.excursion?.release).to.deep.equal(['inspection']);
    expect(units.codes(maker, [ship(maker, dealer, [unit('A01')])])).to.deep.equal(['SENSOR_EXCURSION']);
  });

  it('are installed once they are released, and come out of there released', () => {
    const { maker, shop } = units;
    const id = units.must(maker, [ship(maker, shop, [unit('A01')])], sets(made));
    units.must(shop, [receive(id, [unit('A01')])]);
    tooWarm(shop);
    const place = { at: units.now, parent: 'code/vin/1M8GDM9AXKP042788', units: [unit('A01')] };
    expect(units.codes(shop, [installing(place)])).to.deep.equal(['SENSOR_EXCURSION']);
    units.must(shop, [{ ...installing(place), certificationInfo: certificationOf(released) }]);
    units.must(shop, [removing(place)]);
    expect(standing()).not.to.have.property('excursion');
  });
});

function certificationOf({ certificates }: { certificates: readonly { issuer: string; number: string }[] }): string[] {
  return certificates.map(({ issuer, number }) => `urn:suyuan:certificate:${issuer}:${number}`);
}
