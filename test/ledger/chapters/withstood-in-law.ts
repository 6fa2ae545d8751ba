import { expect } from 'chai';
import { amendment, extensionOf } from '@suyuan/client';
import {
  keys,
  type CategoryPack,
  type Code,
  type ExtensionsRecord,
  type FieldRule,
  type PackExtension,
} from '@suyuan/domain';
import type { Market } from '../market.js';
import { Trade } from '../trade.js';

/** What a law that changes, and authorities that differ, must not break: neither the nation's rules nor goods on their way. */
export function withstoodInLaw(market: () => Market): void {
  describe('what it withstands in law', () => {
    let trade: Trade;

    before(async () => {
      trade = await Trade.open(market());
    });

    it('a local pack that loosens a national one', async () => {
      const m = market();
      const { henan } = trade;
      const pack = await trade.publish();
      const local = extension(pack, 'henan', '410000');
      await trade.refuses([
        ...LOOSENINGS.map(([code, change]) => {
          return {
            title: code,
            by: henan,
            kind: 'category',
            entries: [extensionOf({ ...local, ...change })],
            codes: [code],
          } as const;
        }),
        {
          ...{ title: 'in two ways', by: henan, kind: 'category', codes: ['LOOSENS_STOP', 'LOOSENS_UNITS'] },
          entries: [extensionOf({ ...local, stopOnFailure: false, units: ['LTR'] })],
        },
      ]);
      // It was for nothing else that they were refused.
      await m.must(henan, 'category', [extensionOf({ ...local, ...STRICTER })]);
      const record = await m.get<ExtensionsRecord>(keys.extensions(pack.id, '41'));
      expect(record?.all.map((each) => each.extension.id)).to.deep.equal([local.id]);
    });

    it('two local extensions in force at once', async () => {
      const m = market();
      const { henan, zhengzhou, local, dealer } = trade;
      const pack = await trade.publish();
      const asks = (id: string): Partial<PackExtension> => ({
        steps: { receiving: { fields: [note(`suyuan:${id}`)] } },
      });
      await m.must(henan, 'category', [extensionOf({ ...extension(pack, 'henan', '410000'), ...asks('henan') })]);
      await m.must(zhengzhou, 'category', [extensionOf({ ...extension(pack, 'city', '410100'), ...asks('city') })]);
      const lot = await trade.lot(pack, '100');
      const shipment = await trade.shipped(lot, '10', local);
      const event = trade.receiving(shipment, lot, '10');
      const [province, city] = [{ 'suyuan:henan': '已查' }, { 'suyuan:city': '已查' }];
      await trade.refuses([
        { title: 'neither obeyed', by: local, entries: [event], codes: ['FIELD_MISSING', 'FIELD_MISSING'] },
        { title: 'the province alone', by: local, entries: [{ ...event, ...province }], codes: ['FIELD_MISSING'] },
        { title: 'the city alone', by: local, entries: [{ ...event, ...city }], codes: ['FIELD_MISSING'] },
      ]);
      await m.must(local, 'events', [{ ...event, ...province, ...city }]);
      expect(await m.get(keys.holding(local.id, lot))).to.include({ quantity: '10' });
      // Who is registered elsewhere is bound by neither.
      const elsewhere = await trade.shipped(lot, '20', dealer);
      await m.must(dealer, 'events', [trade.receiving(elsewhere, lot, '20')]);
    });

    it('a pack amended while goods are in transit', async () => {
      const m = market();
      const { dealer } = trade;
      const pack = await trade.publish();
      const lot = await trade.lot(pack, '100');
      const [first, second] = [await trade.shipped(lot, '1'), await trade.shipped(lot, '2')];
      const receiving = { roles: ['distributor', 'retailer'], fields: [note('suyuan:seal')] } as const;
      const stricter = { ...pack, version: '2.0.0', steps: { ...pack.steps, receiving } };
      await m.must(m.regulator, 'category', [amendment('1.0.0', stricter)]);
      const third = await trade.shipped(lot, '3');
      const unsealed = trade.receiving(third, lot, '3');
      const version = (replaces: string, change: Partial<CategoryPack>) => {
        return [amendment(replaces, { ...stricter, ...change })];
      };
      await trade.refuses([
        { title: 'shipped under the new version', by: dealer, entries: [unsealed], codes: ['FIELD_MISSING'] },
        {
          ...{ title: 'an amendment of what is no more', by: m.regulator, kind: 'category' },
          ...{ entries: version('1.0.0', { version: '3.0.0' }), codes: ['CATEGORY_VERSION'] },
        },
        {
          ...{ title: 'another text of the same version', by: m.regulator, kind: 'category' },
          ...{ entries: version('1.0.0', { late: 3600 }), codes: ['CATEGORY_DIFFERS'] },
        },
      ]);
      await m.must(dealer, 'events', [trade.receiving(first, lot, '1')]);

      await m.must(m.regulator, 'category', version('2.0.0', { version: '3.0.0', inTransit: 'at_once' }));
      const old = trade.receiving(second, lot, '2');
      await trade.refuses([
        { title: 'shipped under the first, bound at once', by: dealer, entries: [old], codes: ['FIELD_MISSING'] },
      ]);
      await m.must(dealer, 'events', [{ ...old, 'suyuan:seal': '完好' }]);
      expect(await m.get(keys.holding(dealer.id, lot))).to.include({ quantity: '3' });
    });
  });
}

function extension({ id }: CategoryPack, name: string, division: string): PackExtension {
  return {
    ...{ id: `${name}-${id}`, extends: id, version: '1.0.0', division, names: { zh: '地方补充规则' } },
    ...{ inForce: { from: '2026-01-01' }, sources: [{ id: 'local', zh: '地方规定' }] },
  };
}

function note(name: string): FieldRule {
  return { name, names: { zh: '备注' }, disclosure: 'party' };
}

/** One of each kind: what the nation asks for (trade-rules.ts), and less of it. */
const LOOSENINGS: readonly (readonly [Code, Partial<PackExtension>])[] = [
  ['LOOSENS_ROLES', { steps: { dispensing: { roles: ['retailer', 'distributor'] } } }],
  ['LOOSENS_RECIPIENTS', { steps: { shipping: { to: ['retailer', 'laboratory'] } } }],
  ['LOOSENS_STATE', { steps: { dispensing: { from: ['active', 'dispensed'] } } }],
  ['LOOSENS_FIELD', { steps: { receiving: { fields: [note('suyuan:vehicle')] } } }],
  ['LOOSENS_SIGNATURES', { steps: { destroying: { signatures: 1 } } }],
  ['LOOSENS_YIELD', { steps: { transforming: { yield: { least: 500_000, most: 1_050_001 } } } }],
  ['LOOSENS_YIELD', { steps: { transforming: { yield: { least: 499_999, most: 1_050_000 } } } }],
  ['LOOSENS_SENSOR', { steps: { sensor_reporting: { sensors: [{ type: 'Temperature', uom: 'CEL', most: 8001 }] } } }],
  ['LOOSENS_DEADLINE', { steps: { receiving: { deadline: 3601 } } }],
  ['LOOSENS_DEADLINE', { late: 86_401 }],
  ['LOOSENS_STEP', { steps: { packing: { roles: ['producer'] } } }],
  ['LOOSENS_CERTIFICATE', { certificates: { inspection: { names: { zh: '自检' }, issuers: ['producer'] } } }],
  ['LOOSENS_UNITS', { units: ['KGM', 'LTR'] }],
  ['LOOSENS_STOP', { stopOnFailure: false }],
  ['LOOSENS_MAX_AGE', { maxAge: 91 * 86_400 }],
  ['LOOSENS_RETENTION', { retention: { days: 729, afterExpiry: 180 } }],
  ['LOOSENS_RETENTION', { retention: { days: 730, afterExpiry: 179 } }],
];

/** The same matters, and more of each asked for. */
const STRICTER: Partial<PackExtension> = {
  units: ['KGM'],
  stopOnFailure: true,
  maxAge: 30 * 86_400,
  late: 3600,
  retention: { days: 1000, afterExpiry: 365 },
  steps: {
    shipping: { to: ['retailer'] },
    receiving: { deadline: 600, fields: [note('suyuan:temperatureSheet')] },
    destroying: { signatures: 3 },
    transforming: { yield: { least: 600_000, most: 1_000_000 } },
    sensor_reporting: { sensors: [{ type: 'Temperature', uom: 'CEL', least: 3000, most: 7000 }] },
  },
};
