import { expect } from 'chai';
import { countersignature } from '@suyuan/client';
import { JsonNumber, keys, parseHead, type JsonObject, type SignedDocument } from '@suyuan/domain';
import { Firm, sha256 } from '../../support/firm.js';
import { day, PackWorld } from '../../support/pack-world.js';
import { plainPack } from '../../support/plain-pack.js';

/** Says of an event of one's own that it is wrong, with the original as witness. */
class Corrector {
  constructor(readonly on: PackWorld) {}

  send(firm: Firm, event: JsonObject): SignedDocument {
    const document = this.on.world.document(firm, 'events', [event]);
    const errors = this.on.world.capture(document);
    expect(errors.map(({ code }) => code)).to.deep.equal([]);
    return document;
  }

  codes(firm: Firm, event: JsonObject, { jws, entries }: SignedDocument): string[] {
    const errorDeclaration = { declarationTime: this.on.world.date().toISOString(), reason: 'incorrect_data' };
    const [entry = ''] = entries;
    return this.on.codes(firm, { ...event, errorDeclaration }, { entries: [{ jws, index: 0, entry, path: [] }] });
  }
}

describe('corrections of what happened while somebody had the goods', () => {
  it('leave them as they stood before, and no later than the next thing that happens to them', () => {
    const world = new PackWorld(plainPack('cylinder'));
    const correct = new Corrector(world);
    const [producer, filler] = [world.firm('producer'), world.firm('filler')];
    const lot = world.lot('5', { 'suyuan:inspectionDue': day(world.world, 30) });
    world.hand(producer, filler, lot, '5');
    const before = world.holding(filler, lot);
    const fill = world.serve('filling', lot, '5');
    const filled = correct.send(filler, fill);
    expect(world.holding(filler, lot)?.state).to.equal('filled');
    expect(correct.codes(filler, fill, filled)).to.deep.equal([]);
    const { last: _, ...after } = world.holding(filler, lot) ?? { last: '' };
    expect(after).to.deep.equal({ v: 1, state: before?.state, quantity: '5', uom: 'H87' });
    const again = world.serve('filling', lot, '5');
    const second = correct.send(filler, again);
    world.must(filler, world.ship(filler, world.firm('user'), lot, '1'));
    expect(correct.codes(filler, again, second)).to.deep.equal(['BUILT_UPON']);
  });

  it('put back what was sold or used, and free the plot', () => {
    const world = new PackWorld(plainPack('pesticide'));
    const correct = new Corrector(world);
    const producer = world.firm('producer');
    const lot = world.lot('10', { 'suyuan:withdrawalDays': new JsonNumber('7'), 'suyuan:restricted': 'no' }, producer);
    const use = world.serve('using', lot, '4', { fields: { 'suyuan:plot': 'P-1', 'suyuan:crop': '苹果' } });
    const used = correct.send(producer, use);
    expect(world.holding(producer, lot)?.quantity).to.equal('6');
    expect(correct.codes(producer, use, used)).to.deep.equal([]);
    expect(world.holding(producer, lot)?.quantity).to.equal('10');
    expect(world.world.record(keys.plot(producer.id, 'P-1'))?.until).to.equal(0);
  });

  it('withdraw what waits for a second signature', () => {
    const world = new PackWorld(plainPack('hazmat'));
    const correct = new Corrector(world);
    const [producer, user] = [world.firm('producer'), world.firm('user')];
    const lot = world.lot('500');
    const end = { ...world.serve('storing', lot, '20'), action: 'DELETE', bizStep: 'decommissioning' };
    const waiting = correct.send(producer, end);
    expect(correct.codes(producer, end, waiting)).to.deep.equal([]);
    const { id } = parseHead(waiting.jws, sha256);
    const sign = world.world.document(user, 'countersignature', [countersignature(`${id}#0`)]);
    expect(world.world.codes(sign)).to.deep.equal(['STATUS_UNCHANGED']);
    expect(world.holding(producer, lot)?.quantity).to.equal('500');
  });

  it('of a report on the way leave the shipment as it was', () => {
    const world = new PackWorld(plainPack('drug'));
    const correct = new Corrector(world);
    const [maker, distributor] = [world.maker(), world.firm('distributor')];
    const lot = world.lot('10', {}, maker);
    const shipping = world.ship(maker, distributor, lot, '10');
    const shipped = correct.send(maker, shipping);
    const ref = `${parseHead(shipped.jws, sha256).id}#0` as const;
    const readings = [{ type: 'Temperature', uom: 'CEL', value: '45' }];
    const report = world.serve('sensor_reporting', lot, '10', { shipment: ref, readings });
    const reported = correct.send(maker, report);
    expect(correct.codes(maker, shipping, shipped)).to.deep.equal(['BUILT_UPON']);
    expect(world.codes(distributor, world.receive(ref, lot, '10'))).to.deep.equal(['SENSOR_EXCURSION']);
    expect(correct.codes(maker, report, reported)).to.deep.equal([]);
    world.must(distributor, world.receive(ref, lot, '10'));
  });

  it('of what was mined give the quota back', () => {
    const world = new PackWorld(plainPack('rareearth'));
    const correct = new Corrector(world);
    const mine = world.firm('mine');
    world.grant(mine);
    const ore = { 'suyuan:element': 'REO', 'suyuan:oxideFactor': new JsonNumber('0.5') };
    const { event } = world.birth('100', ore, mine);
    const mined = correct.send(mine, event);
    const book = () => world.world.record(keys.book(mine.id, 'rareearth', 'REO', 'GRM'));
    expect(book()?.drawn).to.equal('50000');
    expect(correct.codes(mine, event, mined)).to.deep.equal([]);
    expect(book()).to.deep.include({ drawn: '0', closing: '0' });
  });
});
