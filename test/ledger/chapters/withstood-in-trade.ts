import { expect } from 'chai';
import {
  certificate,
  certificateRevocation,
  dispensing,
  licence,
  licenceChange,
  licenceRenewal,
  receiving,
  sampling,
  shipping,
  unitCommissioning,
} from '@suyuan/client';
import { entryUrn, keys, type UnitRecord } from '@suyuan/domain';
import { accreditation } from '../../support/world.js';
import { codesOf, idOf, type Market } from '../market.js';
import { Trade, type Part } from '../trade.js';

const DAY = 86_400_000;

/** What parties do wrong or suffer in trade, and the ledger must stand: refused by name, and nothing of it left behind. */
export function withstoodInTrade(market: () => Market): void {
  describe('what it withstands in trade', () => {
    let trade: Trade;

    before(async () => {
      trade = await Trade.open(market());
    });

    it('the same unit dispensed twice', async () => {
      const m = market();
      const { maker, shop, dealer, gtin } = trade;
      const { id: category } = await trade.publish();
      const batch = trade.next();
      const [first, second] = [`01/${gtin}/21/A${batch}`, `01/${gtin}/21/B${batch}`] as const;
      const units = [first, second];
      const birth = unitCommissioning({ at: new Date(), units, category, product: { zh: '药' }, batch });
      const { id: made } = await m.must(maker, 'events', [birth]);
      const ship = shipping({ at: new Date(), from: maker.id, to: shop.id, goods: units });
      const sent = m.sign(maker, 'events', [ship]);
      await m.record({ ...sent, witness: { sets: [entryUrn(made, 0)] } });
      await m.must(shop, 'events', [receiving({ at: new Date(), shipment: `${idOf(sent)}#0`, goods: units })]);

      const dispense = (unit: string) => dispensing({ at: new Date(), units: [unit] });
      const { id } = await m.must(shop, 'events', [dispense(first)]);
      const onward = shipping({ at: new Date(), from: shop.id, to: dealer.id, goods: [first] });
      await trade.refuses([
        { title: 'again', by: shop, entries: [dispense(first)], codes: ['UNIT_DISPENSED'] },
        { title: 'shipped', by: shop, entries: [onward], codes: ['UNIT_DISPENSED'] },
        {
          ...{ title: 'twice in one document', by: shop, entries: [dispense(second), dispense(second)] },
          codes: ['UNIT_DISPENSED'],
        },
      ]);
      const { errors = [] } =
        (await m.access.ledger.check([m.sign(shop, 'events', [dispense(first)])])).documents[0] ?? {};
      expect(errors[0]?.facts).to.include({ unit: first, document: id });

      const rivals = [1, 2].map(() => m.sign(shop, 'events', [dispense(second)]));
      const outcomes = await Promise.all(
        rivals.map((document, i) => (i === 0 ? m.access : m.other).ledger.submit(document)),
      );
      expect(outcomes.flatMap(codesOf).sort()).to.deep.equal(['UNIT_DISPENSED', 'committed']);
      const winner = rivals[outcomes.findIndex(({ status }) => status === 'committed')];
      const record = await m.get<UnitRecord>(keys.unit(second));
      expect(record?.ended).to.include({ step: 'dispensing', by: `${winner === undefined ? '' : idOf(winner)}#0` });
    });

    it('a licence that expires between shipping and receiving, and one that is suspended', async () => {
      const m = market();
      const { dealer } = trade;
      const pack = await trade.publish(({ steps, ...rules }) => {
        const [trading, premises] = [{ type: 'trade' }, { type: 'premises' }];
        const shipping = { ...steps.shipping, roles: ['producer'], licences: [{ ...trading, of: 'to' }] } as const;
        const both = [trading, premises].map((each) => ({ ...each, of: 'signer' as const }));
        const receiving = { ...steps.receiving, roles: ['distributor'], licences: both } as const;
        return { ...rules, steps: { ...steps, shipping, receiving } };
      });
      const grant = (type: string, until: string) =>
        licence({
          ...{ participant: dealer.id, type, number: 'T-1', categories: [pack.id], from: '2026-01-01', until },
          authority: '市场监督管理局',
        });
      const now = Date.now();
      await m.must(m.regulator, 'licence', [grant('trade', day(30)), grant('premises', day(-1))]);
      const lot = await trade.lot(pack, '10', new Date(now - 3 * DAY));
      // Both held on the day on which it was shipped.
      const shipment = await trade.shipped(lot, '10', dealer, new Date(now - 2 * DAY));
      const receive = (at = new Date()) => trade.receiving(shipment, lot, '10', at);
      await trade.refuses([
        { title: 'today', by: dealer, entries: [receive()], codes: ['LICENCE_EXPIRED'] },
        {
          ...{ title: 'said to have been in time', by: dealer, codes: ['LICENCE_EXPIRED'] },
          entries: [receive(new Date(now - 2 * DAY + 3_600_000))],
        },
      ]);

      const name = (type: string) => ({ participant: dealer.id, type, number: 'T-1' });
      const suspension = licenceChange('suspend', name('trade'), '检查');
      await m.must(m.regulator, 'licence', [licenceRenewal(name('premises'), day(30)), suspension]);
      await trade.refuses([{ title: 'suspended', by: dealer, entries: [receive()], codes: ['LICENCE_SUSPENDED'] }]);
      await m.must(m.regulator, 'licence', [licenceChange('readmit', name('trade'), '检查结束')]);
      // A pause lasts to the end of its second.
      await m.must(dealer, 'events', [receive(new Date(Date.now() + 2000))]);
      expect(await m.get(keys.holding(dealer.id, lot))).to.include({ quantity: '10' });
    });

    it('a lot with a failed test split into 50 children', async () => {
      const m = market();
      const { maker, dealer } = trade;
      const pack = await trade.publish();
      const number = `J-${pack.id}`;
      const accredited = { ...accreditation(m.laboratory.id), number: `CATL-${pack.id}`, categories: [pack.id] };
      await m.must(m.regulator, 'licence', [accredited]);
      const lot = await trade.lot(pack, '510');
      const children = Array.from({ length: 50 }, () => trade.newLot());
      const parts = children.map((child): Part => [child, '10']);
      await m.must(maker, 'events', [trade.transforming(pack, [[lot, '500']], parts)]);
      const [first = ''] = children;
      const shipment = await trade.shipped(first, '4');
      const lines = [{ lot, quantity: '0.001', uom: 'KGM' }];
      const sample = sampling({ at: new Date(), from: maker.id, to: m.laboratory.id, lines });
      await m.must(m.regulator, 'events', [sample]);
      const report = { type: 'inspection', number, category: pack.id, lots: [lot], result: 'fail' } as const;
      await m.must(m.laboratory, 'certificate', [certificate({ ...report, issued: day(0) })]);

      const grandchild = trade.transforming(pack, [[first, '1']], [[trade.newLot(), '1']]);
      const more = Array.from({ length: 50 }, (): Part => [trade.newLot(), '0.1']);
      await trade.refuses([
        {
          ...{ title: 'each child shipped', by: maker, entries: children.map((child) => trade.shipping(child, '1')) },
          codes: children.map(() => 'LINEAGE_STOPPED' as const),
        },
        {
          ...{ title: 'a child received', by: dealer, entries: [trade.receiving(shipment, first, '4')] },
          codes: ['LINEAGE_STOPPED'],
        },
        { title: 'a child worked on', by: maker, entries: [grandchild], codes: ['LINEAGE_STOPPED'] },
        { title: 'the lot shipped', by: maker, entries: [trade.shipping(lot, '1')], codes: ['CERTIFICATE_FAILED'] },
        {
          ...{ title: 'the rest split', by: maker, entries: [trade.transforming(pack, [[lot, '5']], more)] },
          codes: ['CERTIFICATE_FAILED'],
        },
      ]);

      await m.must(m.laboratory, 'certificate', [certificateRevocation(number, '复检合格')]);
      await m.must(dealer, 'events', [trade.receiving(shipment, first, '4')]);
      expect(await m.get(keys.holding(dealer.id, first))).to.include({ quantity: '4' });
    });

    it('a transformation whose outputs exceed the bound', async () => {
      const m = market();
      const { maker } = trade;
      const pack = await trade.publish();
      const lot = await trade.lot(pack, '200');
      const work = (...outputs: readonly (readonly [quantity: string, uom?: string])[]) => {
        return trade.transforming(
          pack,
          [[lot, '100']],
          outputs.map(([...amount]): Part => [trade.newLot(), ...amount]),
        );
      };
      await trade.refuses([
        { title: 'by a millionth', by: maker, entries: [work(['105.000001'])], codes: ['YIELD_EXCEEDED'] },
        { title: 'in parts', by: maker, entries: [work(['60'], ['45.000001'])], codes: ['YIELD_EXCEEDED'] },
        { title: 'in grams', by: maker, entries: [work(['105000.001', 'GRM'])], codes: ['YIELD_EXCEEDED'] },
        { title: 'far below', by: maker, entries: [work(['49.999999'])], codes: ['YIELD_SHORT'] },
      ]);
      const output = trade.newLot();
      await m.must(maker, 'events', [trade.transforming(pack, [[lot, '100']], [[output, '105']])]);
      expect(await m.get(keys.holding(maker.id, output))).to.include({ quantity: '105' });
      expect(await m.get(keys.holding(maker.id, lot))).to.include({ quantity: '100' });
    });
  });
}

/** A day from today, in China. */
function day(offset: number): string {
  return new Date(Date.now() + 8 * 3_600_000 + offset * DAY).toISOString().slice(0, 10);
}
