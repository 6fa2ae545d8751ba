import { expect } from 'chai';
import { commissioning, transforming } from '@suyuan/client';
import { interpret, JsonNumber, keys, SUBSTANCE_FIELDS, touches, type JsonObject } from '@suyuan/domain';
import { sha256 } from '../../support/firm.js';
import { PackWorld } from '../../support/pack-world.js';
import { plainPack } from '../../support/plain-pack.js';
import { PACKS } from '../../support/packs.js';

const touched = (world: PackWorld, event: object) => {
  const signed = world.world.document(world.maker(), 'events', [event]);
  return touches(interpret(signed, sha256));
};

describe('what a document touches', () => {
  it('knows every name by which a category of the catalogue is balanced', () => {
    const balanced = PACKS.flatMap(({ balance }) => balance?.substance ?? []);
    expect(balanced).to.have.lengthOf.above(1);
    expect(SUBSTANCE_FIELDS).to.include.members(balanced);
  });

  it('are the books and the quota of what it brings into being, before any record is read', () => {
    const world = new PackWorld(plainPack('rareearth'));
    const maker = world.maker();
    world.grant(maker);
    const { event } = world.birth('2', { 'suyuan:element': 'REO', 'suyuan:oxideFactor': new JsonNumber('0.5') }, maker);
    const { reads, writes } = touched(world, event);
    const book = keys.book(maker.id, 'rareearth', 'REO', 'GRM');
    expect(writes).to.include(book);
    expect(reads).to.include.members([book, keys.quota(maker.id, 'rareearth', 'REO', 'GRM', '2026')]);
    world.must(maker, event);
    const later = world.world.batches.slice(1).flat();
    expect(later.filter((key) => /^(book|quota)\//.test(key))).to.deep.equal([]);
  });

  it('are those of what is made of other goods, in each unit that it comes out in', () => {
    const world = new PackWorld(plainPack('rareearth'));
    const line = { quantity: '1', uom: 'KGM' };
    const ilmd: JsonObject = { 'suyuan:element': 'Nd2O3' };
    const event = transforming({
      ...{ at: world.world.date(), category: 'rareearth', product: { zh: '氧化钕' }, ilmd },
      ...{
        inputs: [{ lot: '01/06901234567892/10/A', ...line }],
        outputs: [{ lot: '01/06901234567892/10/B', ...line }],
      },
    });
    const { id } = world.maker();
    expect(touched(world, event).writes).to.include(keys.book(id, 'rareearth', 'Nd2O3', 'GRM'));
  });

  it('are no books where nothing is named that could be a substance', () => {
    const world = new PackWorld(plainPack('rareearth'));
    for (const element of ['a/b', '', 'x'.repeat(61), ['REO']]) {
      const ilmd: JsonObject = { 'suyuan:element': element };
      const event = commissioning({
        ...{ at: world.world.date(), lot: '01/06901234567892/10/A', quantity: '1', uom: 'KGM' },
        ...{ category: 'rareearth', product: { zh: '稀土精矿' }, ilmd },
      });
      expect(touched(world, event).reads.filter((key) => /^(book|quota)\//.test(key))).to.deep.equal([]);
    }
  });

  it('are the standing of whom goods go to, and not of whom they come from', () => {
    const world = new PackWorld(plainPack('general'));
    const [maker, retailer] = [world.maker(), world.firm('retailer')];
    const shipped = touched(world, world.ship(maker, retailer, '01/06901234567892/10/A', '1'));
    expect(shipped.reads).to.include(keys.participant(retailer.id));
    const received = world.receive(`${'A'.repeat(43)}#0`, '01/06901234567892/10/A', '1');
    const source = `urn:suyuan:party:${retailer.id}`;
    const { reads } = touched(world, { ...received, sourceList: [{ type: 'owning_party', source }] });
    expect(reads).to.include(keys.shipment('A'.repeat(43), 0));
    expect(reads).not.to.include(keys.participant(retailer.id));
  });

  it('is what waits for others’ signatures, wherever a category may ask for them', () => {
    const world = new PackWorld(
      plainPack('general', (pack) => {
        const { retail_selling: sale } = pack.steps;
        return sale === undefined
          ? pack
          : { ...pack, steps: { ...pack.steps, retail_selling: { ...sale, signatures: 2 } } };
      }),
    );
    const [producer, retailer] = [world.firm('producer'), world.firm('retailer')];
    const lot = world.lot('10');
    world.issue(producer, 'factory_test', 'F1', lot);
    world.hand(producer, retailer, lot, '8', { certificates: [{ issuer: producer.id, number: 'F1' }] });
    const ref = world.must(retailer, world.serve('retail_selling', lot, '3'));
    const [document = '', entry = ''] = ref.split('#');
    expect(world.world.record(keys.pending(document, Number(entry)))?.status).to.equal('pending');
    expect(world.world.batches[0]).to.include(keys.pending(document, Number(entry)));
    expect(world.holding(retailer, lot)?.quantity).to.equal('8');
  });
});
