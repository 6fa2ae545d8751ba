import { expect } from 'chai';
import { countersignature, quota } from '@suyuan/client';
import { JsonNumber, keys } from '@suyuan/domain';
import { Firm } from '../../support/firm.js';
import { day, PackWorld } from '../../support/pack-world.js';
import { plainPack } from '../../support/plain-pack.js';

describe('what happens to goods while somebody has them', () => {
  describe('sales and uses', () => {
    it('take goods out of stock, and none that have expired', () => {
      const world = new PackWorld(plainPack('general'));
      const [producer, retailer] = [world.firm('producer'), world.firm('retailer')];
      const lot = world.lot('10', { 'cbvmda:itemExpirationDate': day(world.world, 5) });
      world.issue(producer, 'factory_test', 'F1', lot);
      world.hand(producer, retailer, lot, '8', { certificates: [{ issuer: producer.id, number: 'F1' }] });
      world.must(retailer, world.serve('retail_selling', lot, '3'));
      expect(world.holding(retailer, lot)?.quantity).to.equal('5');
      expect(world.codes(retailer, world.serve('retail_selling', lot, '6'))).to.deep.equal(['INSUFFICIENT_QUANTITY']);
      expect(world.codes(producer, world.serve('retail_selling', lot, '1'))).to.deep.equal(['NOT_ENTITLED']);
      world.world.now += 7 * 86_400;
      expect(world.codes(retailer, world.serve('retail_selling', lot, '1'))).to.deep.equal(['GOODS_EXPIRED']);
      expect(world.codes(retailer, world.serve('storing', lot, '1'))).to.deep.equal(['STEP_UNSUPPORTED']);
    });

    it('of a pesticide on a plot keep its harvest back until the withdrawal period has passed', () => {
      const farm = (firm: string): PackWorld =>
        new PackWorld(
          plainPack(firm, (pack) => ({ ...pack, maxAge: 90 * 86_400, certificates: { ...pack.certificates } })),
        );
      const world = farm('pesticide');
      const producer = world.firm('producer');
      const lot = world.lot(
        '10',
        { 'suyuan:withdrawalDays': new JsonNumber('7'), 'suyuan:restricted': 'no' },
        producer,
      );
      world.must(producer, world.serve('using', lot, '1', { fields: { 'suyuan:plot': 'P-1', 'suyuan:crop': '苹果' } }));
      const plot = world.world.record(keys.plot(producer.id, 'P-1'));
      expect(plot?.until).to.equal(world.world.now + 7 * 86_400);
      // The same farm's harvest, by the rules of produce on the same ledger.
      const rules = plainPack('agri');
      world.world.must(world.world.regulator, 'category', [{ action: 'publish', pack: rules }]);
      const produce = new Harvest(world, producer);
      expect(produce.codes('P-1')).to.deep.equal(['WITHDRAWAL_PERIOD']);
      expect(produce.codes('P-2')).to.deep.equal([]);
      world.world.now += 9 * 86_400;
      expect(produce.codes('P-1')).to.deep.equal([]);
    });
  });

  it('is signed by two keepers where the category asks for it: two keys, and of one firm', () => {
    const world = new PackWorld(plainPack('hazmat'));
    const producer = world.firm('producer');
    const lot = world.lot('500');
    const ref = world.must(producer, world.serve('storing', lot, '500'));
    expect(world.holding(producer, lot)).not.to.have.property('done');
    const sign = (firm: Firm): string[] =>
      world.world.codes(world.world.document(firm, 'countersignature', [countersignature(ref)]));
    expect(sign(producer)).to.deep.equal(['STATUS_UNCHANGED']);
    const second = new Firm(producer.id);
    const added = [{ action: 'add', proof: second.proof(producer.id), label: '第二保管员' }];
    world.world.must(producer, 'key', added);
    world.world.now += 300;
    expect(sign(second)).to.deep.equal([]);
    expect(world.holding(producer, lot)?.done).to.have.property('storing');
  });

  describe('sensors', () => {
    const at = () => {
      const world = new PackWorld(plainPack('drug'));
      const [maker, distributor] = [world.maker(), world.firm('distributor')];
      const lot = world.lot('10', {}, maker);
      const report = (least: string, most: string, more: object = {}): object =>
        world.serve('sensor_reporting', lot, '10', {
          readings: [{ type: 'Temperature', uom: 'CEL', least, most }],
          ...more,
        });
      return { world, maker, distributor, lot, report };
    };

    it('within their limits are evidence', () => {
      const { world, maker, distributor, lot, report } = at();
      world.must(maker, report('2.1', '7.9'));
      expect(world.holding(maker, lot)).not.to.have.property('excursion');
      const fahrenheit = { readings: [{ type: 'Temperature', uom: 'FAH', value: '86' }] };
      world.must(maker, report('0', '0', fahrenheit));
      expect(world.holding(maker, lot), '86 °F are 30 °C').not.to.have.property('excursion');
      const odd = { readings: [{ type: 'Temperature', uom: 'KGM', value: '5' }] };
      expect(world.codes(maker, report('0', '0', odd))).to.deep.equal(['FIELD_VALUE']);
      expect(world.codes(distributor, report('1', '2'))).to.deep.equal(['NOT_HOLDER']);
    });

    it('beyond them stand on the ledger, and keep the goods back until a laboratory has released them', () => {
      const { world, maker, distributor, lot, report } = at();
      world.must(maker, report('4', '31.2'));
      expect(world.holding(maker, lot)?.excursion?.release).to.deep.equal(['inspection']);
      const ship = (more: object = {}): object => world.ship(maker, distributor, lot, '10', more);
      expect(world.codes(maker, ship())).to.deep.equal(['SENSOR_EXCURSION']);
      const laboratory = world.firm('laboratory');
      world.issue(laboratory, 'inspection', 'T1', lot);
      const released = ship({ certificates: [{ issuer: laboratory.id, number: 'T1' }] });
      const ref = world.must(maker, released);
      world.must(distributor, world.receive(ref, lot, '10'));
      expect(world.holding(distributor, lot)).not.to.have.property('excursion');
    });

    it('on the way keep the receiver from taking them over, and not from sending them back', () => {
      const { world, maker, distributor, lot, report } = at();
      const ref = world.must(maker, world.ship(maker, distributor, lot, '10'));
      world.must(maker, report('4', '40', { shipment: ref }));
      expect(world.codes(distributor, world.receive(ref, lot, '10'))).to.deep.equal(['SENSOR_EXCURSION']);
      const back = world.must(distributor, world.giveBack(distributor, maker, ref, lot, '10'));
      world.must(maker, world.receive(back, lot, '10'));
      expect(world.holding(maker, lot)?.excursion).not.to.equal(undefined);
    });
  });

  describe('the books of what is balanced', () => {
    const at = () => {
      const world = new PackWorld(plainPack('rareearth'));
      const mine = world.firm('mine');
      const grant = (amount: string): string[] =>
        world.world.codes(
          world.world.document(world.world.regulator, 'quota', [
            quota({
              participant: mine.id,
              category: 'rareearth',
              substance: 'REO',
              period: '2026',
              amount,
              uom: 'KGM',
            }),
          ]),
        );
      const ore = { 'suyuan:element': 'REO', 'suyuan:oxideFactor': new JsonNumber('0.5') };
      const dig = (quantity: string): string[] => world.codes(mine, world.birth(quantity, ore, mine).event);
      const book = (firm: Firm) => world.world.record(keys.book(firm.id, 'rareearth', 'REO', 'GRM'));
      return { world, mine, grant, ore, dig, book };
    };

    it('take no more into being than the quota of the year, counted in oxide', () => {
      const { mine, grant, dig, book } = at();
      expect(dig('1')).to.deep.equal(['QUOTA_EXCEEDED']);
      expect(grant('100')).to.deep.equal([]);
      expect(dig('150')).to.deep.equal([]);
      expect(book(mine)).to.deep.include({ in: '75000', drawn: '75000', closing: '75000', period: '2026' });
      expect(dig('51')).to.deep.equal(['QUOTA_EXCEEDED']);
      expect(dig('50')).to.deep.equal([]);
      expect(dig('0.001')).to.deep.equal(['QUOTA_EXCEEDED']);
    });

    it('follow the goods, and begin anew with the year, where they closed', () => {
      const { world, mine, grant, ore, book } = at();
      expect(grant('100')).to.deep.equal([]);
      const separator = world.firm('separator');
      const lot = world.lot('100', ore, mine);
      world.hand(mine, separator, lot, '40');
      expect([book(mine)?.closing, book(separator)?.closing]).to.deep.equal(['30000', '20000']);
      const wrong = { fields: { 'suyuan:element': 'Dy2O3', 'suyuan:oxideFactor': new JsonNumber('0.5') } };
      expect(world.codes(mine, world.ship(mine, separator, lot, '1', wrong))).to.deep.equal(['FIELD_VALUE']);
      world.world.now += 60 * 86_400;
      world.hand(mine, separator, lot, '10');
      expect(book(mine)).to.deep.include({ period: '2027', opening: '30000', out: '5000', closing: '25000' });
      const closed = keys.closedBook(mine.id, 'rareearth', 'REO', 'GRM', '2026');
      expect(world.world.record(closed)).to.deep.include({ in: '50000', out: '20000', closing: '30000' });
    });

    it('have quotas of categories that know them, by who has the say there', () => {
      const { world, mine, grant } = at();
      const entry = quota({
        ...{
          participant: mine.id,
          category: 'rareearth',
          substance: 'REO',
          period: '2026-11',
          amount: '1',
          uom: 'KGM',
        },
      });
      const codes = (firm: Firm): string[] => world.world.codes(world.world.document(firm, 'quota', [entry]));
      expect(codes(world.world.regulator)).to.deep.equal(['FIELD_VALUE']);
      expect(codes(mine)).to.deep.equal(['NOT_ENTITLED']);
      expect(grant('5')).to.deep.equal([]);
    });
  });
});

/** A farm's harvest on a ledger that has the rules of produce too. */
class Harvest {
  #n = 0;

  constructor(
    readonly on: PackWorld,
    readonly farm: Firm,
  ) {}

  codes(plot: string): string[] {
    const { world } = this.on;
    const { event, lot } = this.on.birth('10', {}, this.farm);
    const number = `H${++this.#n}`;
    world.must(this.farm, 'certificate', [{ ...world.compliance(lot, number), issued: day(world) }]);
    const harvest = {
      ...event,
      quantityList: [{ epcClass: `https://id.gs1.org/${lot}`, quantity: 10, uom: 'KGM' }],
      certificationInfo: `urn:suyuan:certificate:${this.farm.id}:${number}`,
      ilmd: {
        ...{ 'suyuan:category': 'agri', 'suyuan:product': '苹果', 'suyuan:origin': '栖霞', 'suyuan:plot': plot },
        ...{ 'suyuan:kind': 'plant', 'cbvmda:harvestEndDate': day(world) },
      },
    };
    return this.on.codes(this.farm, harvest);
  }
}
