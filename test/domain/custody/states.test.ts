import { expect } from 'chai';
import { day, PackWorld } from '../../support/pack-world.js';
import { plainPack } from '../../support/plain-pack.js';

describe('states of goods', () => {
  describe('imports', () => {
    const at = () => {
      const world = new PackWorld(plainPack('import'));
      const importer = world.firm('importer');
      return { world, importer, lot: world.lot('100', {}, importer) };
    };

    it('come into being abroad, and go nowhere until customs released them', () => {
      const { world, importer, lot } = at();
      expect(world.holding(importer, lot)?.state).to.equal('abroad');
      const ship = (): string[] => world.codes(importer, world.ship(importer, world.firm('retailer'), lot, '10'));
      expect(ship()).to.have.members(['CERTIFICATE_REQUIRED', 'STATE_REFUSED']);
      expect(world.codes(importer, world.serve('importing', lot, '100'))).to.deep.equal(['CERTIFICATE_REQUIRED']);
      world.issue(world.firm('customs'), 'clearance', 'C1', lot);
      const certificates = [{ issuer: world.firm('customs').id, number: 'C1' }];
      expect(world.codes(importer, world.serve('importing', lot, '40', { certificates }))).to.deep.equal([
        'STATE_SPLIT',
      ]);
      expect(world.codes(importer, world.serve('importing', lot, '100', { certificates }))).to.deep.equal([]);
      expect(world.holding(importer, lot)).to.deep.include({ quantity: '100' });
      expect(world.holding(importer, lot)).not.to.have.property('state');
      const ref = world.must(importer, world.ship(importer, world.firm('retailer'), lot, '10', { certificates }));
      world.must(world.firm('retailer'), world.receive(ref, lot, '10', { certificates }));
    }).timeout(10_000);

    it('are released by their importer alone, once', () => {
      const { world, importer, lot } = at();
      world.issue(world.firm('customs'), 'clearance', 'C1', lot);
      const certificates = [{ issuer: world.firm('customs').id, number: 'C1' }];
      const release = world.serve('importing', lot, '100', { certificates });
      const other = world.serve('importing', lot, '100', { certificates, holder: importer.id });
      expect(world.codes(world.firm('distributor'), other)).to.deep.equal(['NOT_ENTITLED']);
      world.must(importer, release);
      const again = world.serve('importing', lot, '100', { certificates });
      expect(world.codes(importer, again)).to.deep.equal(['STATE_REFUSED']);
    });
  });

  describe('gas cylinders', () => {
    const at = () => {
      const world = new PackWorld(plainPack('cylinder'));
      const [producer, filler, user] = [world.firm('producer'), world.firm('filler'), world.firm('user')];
      const lot = world.lot('5', { 'suyuan:inspectionDue': day(world.world, 30) });
      world.hand(producer, filler, lot, '5');
      return { world, filler, user, lot };
    };

    it('are filled by their owner, used by whom they are lent to, and come back empty and whose they were', () => {
      const { world, filler, user, lot } = at();
      expect(world.holding(filler, lot)?.state).to.equal('empty');
      world.must(filler, world.serve('filling', lot, '5'));
      expect(world.holding(filler, lot)).to.deep.include({ state: 'filled' });
      expect(world.codes(filler, world.serve('filling', lot, '5'))).to.deep.equal(['STATE_REFUSED']);
      world.hand(filler, user, lot, '5', { owner: 'kept' });
      expect(world.holding(user, lot)).to.deep.include({ state: 'filled', owner: filler.id });
      expect(world.codes(user, world.serve('using', lot, '2'))).to.deep.equal(['STATE_SPLIT']);
      world.must(user, world.serve('using', lot, '5'));
      expect(world.holding(user, lot)).to.deep.include({ state: 'empty', quantity: '5' });
      world.hand(user, filler, lot, '5', { owner: 'kept' });
      expect(world.holding(filler, lot)).to.deep.include({ state: 'empty', quantity: '5' });
      expect(world.holding(filler, lot)).not.to.have.property('owner');
      world.must(filler, world.serve('filling', lot, '5'));
    }).timeout(10_000);

    it('that are another’s are not filled', () => {
      const { world, filler, user, lot } = at();
      const back = world.ship(filler, user, lot, '5', { owner: filler.id });
      const ref = world.must(filler, back);
      world.must(user, world.receive(ref, lot, '5'));
      // The user sells what is not its own back to the station under the name of a third party: it stays that one's.
      const away = world.ship(user, filler, lot, '5', { owner: world.firm('distributor').id });
      world.must(filler, world.receive(world.must(user, away), lot, '5'));
      expect(world.codes(filler, world.serve('filling', lot, '5'))).to.deep.equal(['NOT_OWNER']);
    });

    it('overdue for inspection are neither filled nor shipped until one has renewed the day', () => {
      const { world, filler, user, lot } = at();
      world.world.now += 40 * 86_400;
      expect(world.codes(filler, world.serve('filling', lot, '5'))).to.deep.equal(['INSPECTION_OVERDUE']);
      expect(world.codes(filler, world.ship(filler, user, lot, '5'))).to.deep.equal(['INSPECTION_OVERDUE']);
      const inspect = world.serve('inspecting', lot, '5', {
        holder: filler.id,
        fields: { 'suyuan:inspectionDue': day(world.world, 365) },
      });
      expect(world.codes(user, inspect)).to.deep.equal(['NOT_ENTITLED']);
      world.must(world.firm('inspector'), inspect);
      expect(world.holding(filler, lot)?.facts).to.have.property('inspection_due');
      world.must(filler, world.serve('filling', lot, '5'));
      world.hand(filler, user, lot, '5');
      expect(world.holding(user, lot)?.facts, 'travels with the goods').to.have.property('inspection_due');
    }).timeout(10_000);

    it('full and empty do not lie together under one number', () => {
      const { world, filler, user, lot } = at();
      world.hand(filler, user, lot, '2');
      world.must(filler, world.serve('filling', lot, '3'));
      const ref = world.must(filler, world.ship(filler, user, lot, '3'));
      expect(world.codes(user, world.receive(ref, lot, '3'))).to.deep.equal(['STATE_DIFFERS']);
      world.must(filler, world.void(ref, lot, '3'));
      expect(world.holding(filler, lot)).to.deep.include({ state: 'filled', quantity: '3' });
    });
  });

  describe('goods on their way', () => {
    it('stand as they stood when they come back, refused or voided', () => {
      const world = new PackWorld(plainPack('cylinder'));
      const [producer, filler] = [world.firm('producer'), world.firm('filler')];
      const lot = world.lot('5');
      const ref = world.must(producer, world.ship(producer, filler, lot, '5'));
      const back = world.must(filler, world.giveBack(filler, producer, ref, lot, '5'));
      world.must(producer, world.receive(back, lot, '5'));
      expect(world.holding(producer, lot)).to.deep.include({ state: 'empty', quantity: '5' });
    });

    it('are reported of by the carrier that their shipment names, and checked at a market’s gate', () => {
      const world = new PackWorld(plainPack('agri'));
      const [producer, market] = [world.firm('producer'), world.firm('market')];
      const lot = world.lot('5');
      const ref = world.must(producer, world.ship(producer, world.firm('retailer'), lot, '5'));
      const enter = world.serve('market_entry', lot, '5', { shipment: ref });
      expect(world.codes(world.firm('retailer'), enter)).to.deep.equal(['NOT_ENTITLED']);
      world.must(market, enter);
      const line = world.world.shipment(ref)?.lines[0];
      expect(line?.done).to.have.property('market_entry');
      world.must(world.firm('retailer'), world.receive(ref, lot, '5'));
      expect(world.holding(world.firm('retailer'), lot)?.done).to.have.property('market_entry');
    });

    it('of a hazardous kind are carried by the carrier that the shipment names', () => {
      const world = new PackWorld(plainPack('hazmat'));
      const [producer, user, carrier] = [world.firm('producer'), world.firm('user'), world.firm('carrier')];
      const lot = world.lot('500');
      const ref = world.must(producer, world.ship(producer, user, lot, '100', { carrier: carrier.id }));
      const other = world.must(producer, world.ship(producer, user, lot, '100'));
      expect(world.codes(carrier, world.serve('transporting', lot, '100', { shipment: ref }))).to.deep.equal([]);
      expect(world.codes(carrier, world.serve('transporting', lot, '100', { shipment: other }))).to.deep.equal([
        'NOT_CARRIER',
      ]);
    });
  });
});
