import { expect } from 'chai';
import { decommissioning, returning, transforming } from '@suyuan/client';
import { keys, WALK_READS, type EntryRef } from '@suyuan/domain';
import { Mill, type Part } from '../../support/mill.js';

describe('what descends from a stopped lot', () => {
  let mill: Mill;

  beforeEach(() => {
    mill = new Mill();
  });

  it('is stopped at the next hand-off: fifty children of a failed lot, wherever they are', () => {
    const { world, firm } = mill;
    const raw = mill.bought('500');
    const children = Array.from({ length: 50 }, () => mill.name());
    world.must(firm, 'events', [
      mill.event(
        [[raw, '500']],
        children.map((lot) => [lot, '10']),
      ),
    ]);
    const [first = '', second = '', third = ''] = children;
    mill.pass(first, '10', firm, world.distributor);
    const open: EntryRef = `${world.must(firm, 'events', [mill.ship(second, '10')])}#0`;
    mill.fail(raw, 'R1');
    for (const lot of children.slice(2)) {
      expect(mill.errors(firm, mill.ship(lot, '1'))[0]).to.deep.include({
        code: 'LINEAGE_STOPPED',
        facts: { lot, ancestor: raw, certificate: `urn:suyuan:certificate:${world.laboratory.id}:R1` },
      });
    }
    expect(mill.codes(world.distributor, mill.ship(first, '1', world.distributor, world.retailer))).to.deep.equal([
      'LINEAGE_STOPPED',
    ]);
    expect(mill.codes(world.distributor, mill.receive(open, second, '10'))).to.deep.equal(['LINEAGE_STOPPED']);
    expect(mill.codes(firm, mill.event([[third, '1']], [[mill.name(), '1']]))).to.deep.equal(['LINEAGE_STOPPED']);
    mill.lift('R1');
    expect(mill.codes(firm, mill.ship(third, '1'))).to.deep.equal([]);
    expect(mill.codes(world.distributor, mill.receive(open, second, '10'))).to.deep.equal([]);
  });

  it('has its ways out: back to whom it came from, and out of the world', () => {
    const { world, firm } = mill;
    const lot = mill.make([[mill.bought('100'), '100']], '100');
    const open: EntryRef = `${world.must(firm, 'events', [mill.ship(lot, '40')])}#0`;
    mill.pass(lot, '30', firm, world.distributor);
    const [raw = ''] = world.record(keys.lot(lot))?.parents ?? [];
    mill.fail(raw, 'R1');
    const lines = [{ lot, quantity: '40', uom: 'KGM' }];
    const refusal = returning({ at: world.date(), shipment: open, from: world.distributor.id, to: firm.id, lines });
    const back: EntryRef = `${world.must(world.distributor, 'events', [refusal])}#0`;
    world.must(firm, 'events', [mill.receive(back, lot, '40')]);
    world.must(world.distributor, 'events', [
      decommissioning({ at: world.date(), lines: [{ lot, quantity: '30', uom: 'KGM' }] }),
    ]);
    expect([world.holding(firm, lot), world.holding(world.distributor, lot)]).to.deep.equal(['70', '0']);
  });

  it('is told from what does not: chains, diamonds, mixes', () => {
    const { world, firm } = mill;
    const bad = mill.bought('100');
    const good = mill.bought('100');
    let chain = bad;
    for (let i = 0; i < 30; i++) chain = mill.make([[chain, '50']], '50');
    const left = mill.make([[bad, '10']], '10');
    const right = mill.make([[bad, '10']], '10');
    const diamond = mill.make(
      [
        [left, '10'],
        [right, '10'],
      ],
      '20',
    );
    const mixed = mill.make(
      [
        [good, '10'],
        [diamond, '10'],
      ],
      '20',
    );
    const clean = mill.make([[good, '10']], '10');
    mill.fail(bad, 'R1');
    for (const lot of [left, right, diamond, mixed, chain]) {
      expect(mill.codes(firm, mill.ship(lot, '1')), lot).to.deep.equal(['LINEAGE_STOPPED']);
    }
    expect(mill.codes(firm, mill.ship(bad, '1'))).to.deep.equal(['CERTIFICATE_FAILED']);
    expect(mill.codes(firm, mill.ship(clean, '1'))).to.deep.equal([]);
    expect(world.record(keys.lot(mixed))?.parents).to.deep.equal([good, diamond]);
  });

  it('hears of a revoked certificate too, until another takes its place', () => {
    const { world, firm } = mill;
    const raw = mill.bought('100');
    const number = raw.slice(raw.lastIndexOf('/') + 1);
    const lot = mill.make([[raw, '100']], '100');
    world.must(world.producer, 'certificate', [{ action: 'revoke', number, reason: '误开' }]);
    expect(mill.codes(firm, mill.ship(lot, '1'))).to.deep.equal(['LINEAGE_STOPPED']);
    const again = { ...world.compliance(raw, `${number}-2`), replaces: number };
    const other = { ...world.compliance(mill.name('6901234'), `${number}-3`), replaces: number };
    expect(world.codes(world.document(world.producer, 'certificate', [other]))).to.deep.equal(['REPLACEMENT_INVALID']);
    world.must(world.producer, 'certificate', [again]);
    expect(mill.codes(firm, mill.ship(lot, '1'))).to.deep.equal([]);
  });

  it('costs a hand-off one read where nothing is stopped, and none more where the filter says no', () => {
    const { world, firm } = mill;
    let lot = mill.bought('100');
    for (let i = 0; i < 5; i++) lot = mill.make([[lot, '50']], '50');
    const reads = (): number => {
      world.must(firm, 'events', [mill.ship(lot, '1')]);
      return world.batches.flat().filter((key) => key.startsWith('lot/') || key.startsWith('stops/')).length;
    };
    expect(reads()).to.equal(2);
    const other = mill.bought('10');
    mill.fail(other, 'R1');
    expect(reads()).to.equal(2);
    expect(world.batches).to.have.lengthOf(2);
  });

  it('is stopped across categories', () => {
    const { world, firm } = mill;
    const raw = mill.bought('100');
    const food = { ...world.record(keys.category('agri'))?.pack, id: 'food', version: '1.0.0' };
    world.must(world.regulator, 'category', [{ action: 'publish', pack: food }]);
    const sauce = mill.name();
    const event = transforming({
      ...{ at: world.date(), category: 'food', product: { zh: '苹果酱' } },
      inputs: [{ lot: raw, quantity: '100', uom: 'KGM' }],
      outputs: [{ lot: sauce, quantity: '90', uom: 'KGM' }],
    });
    world.must(firm, 'events', [event]);
    expect(world.record(keys.lot(sauce))).to.deep.include({ category: 'food', categories: ['agri'] });
    mill.fail(raw, 'R1');
    expect(mill.codes(firm, mill.ship(sauce, '1'))).to.deep.equal(['LINEAGE_STOPPED']);
  });

  it('is looked for among a thousand ancestors, and a lot whose filter lied passes', function () {
    this.timeout(60_000);
    const { world, firm } = mill;
    // Ten raw lots, each split into 99 and mixed again; a thousand tags fill the last filter: it says yes to everything.
    const groups = Array.from({ length: 10 }, () => {
      const raw = mill.bought('99');
      const parts = Array.from({ length: 99 }, (): Part => [mill.name(), '1']);
      world.must(firm, 'events', [mill.event([[raw, '99']], parts)]);
      return mill.make(parts, '99');
    });
    const mixed = mill.make(
      groups.map((lot) => [lot, '99']),
      '990',
    );
    for (let i = 0; i < 5; i++) mill.fail(mill.bought('1'), `S${i}`);
    expect(mill.codes(firm, mill.ship(mixed, '1'))).to.deep.equal([]);
    expect(mill.ancestorsRead(mixed), 'read for a false yes').to.be.within(10, WALK_READS);
    const [part = ''] = world.record(keys.lot(groups[0] ?? ''))?.parents ?? [];
    mill.fail(part, 'R1');
    expect(mill.codes(firm, mill.ship(mixed, '1'))).to.deep.equal(['LINEAGE_STOPPED']);
    expect(mill.ancestorsRead(mixed), 'read until it is found').to.be.within(10, WALK_READS);
  });

  it('beyond so many ancestors must be cleared first, and the clearance is remembered', function () {
    this.timeout(60_000);
    const { world, firm } = mill;
    // 120 generations of five lots below a filter that is full: every stop looks as if it lay somewhere in it.
    const wide = Array.from({ length: 8 }, () => {
      const parts = Array.from({ length: 100 }, (): Part => [mill.name(), '1']);
      world.must(firm, 'events', [mill.event([[mill.bought('100'), '100']], parts)]);
      return mill.make(parts, '100');
    });
    let generation = wide.map((lot): Part => [lot, '100']);
    for (let i = 0; i < 120; i++) {
      const next = Array.from({ length: 5 }, (): Part => [mill.name(), '160']);
      world.must(firm, 'events', [mill.event(generation, next)]);
      generation = next;
    }
    const line = mill.make(generation, '800');
    const strangers = Array.from({ length: 25 }, () => mill.bought('1'));
    mill.fail(strangers, 'S1');
    const [error] = mill.errors(firm, mill.ship(line, '1'));
    expect(error?.code).to.equal('LINEAGE_TOO_LARGE');
    const lots = error?.facts['clear'] as string[];
    expect(lots).to.have.lengthOf(5);
    expect(mill.codes(firm, mill.ship(line, '1'), { lots })).to.deep.equal(['LINEAGE_TOO_LARGE']);
    for (const lot of lots) world.must(firm, 'clearance', [{ lot: `https://id.gs1.org/${lot}` }]);
    expect(mill.codes(firm, mill.ship(line, '1'), { lots })).to.deep.equal([]);
    // It says nothing of stops that came later.
    const [raw = ''] = world.record(keys.lot(wide[0] ?? ''))?.parents ?? [];
    mill.fail(raw, 'S2');
    expect(mill.codes(firm, mill.ship(line, '1'), { lots })).to.deep.equal(['LINEAGE_TOO_LARGE']);
    const late = world.document(firm, 'clearance', [{ lot: `https://id.gs1.org/${lots[0] ?? ''}` }]);
    expect(world.codes(late)).to.deep.equal(['LINEAGE_STOPPED']);
  });

  it('is read in one batch a generation, or in one where a witness names the ancestors', () => {
    const { world, firm } = mill;
    const line = [mill.bought('10')];
    for (let i = 0; i < 20; i++) line.push(mill.make([[line.at(-1) ?? '', '10']], '10'));
    const lot = line.at(-1) ?? '';
    mill.fail(line[0] ?? '', 'R1');
    expect(mill.codes(firm, mill.ship(lot, '1'))).to.deep.equal(['LINEAGE_STOPPED']);
    expect(world.batches).to.have.lengthOf(2 + 20);
    expect(mill.codes(firm, mill.ship(lot, '1'), { lots: line })).to.deep.equal(['LINEAGE_STOPPED']);
    expect(world.batches).to.have.lengthOf(2);
  });

  it('a clearance is refused where there is nothing to clear', () => {
    const { world, firm } = mill;
    const lot = mill.make([[mill.bought('10'), '10']], '10');
    const clearance = world.document(firm, 'clearance', [{ lot: `https://id.gs1.org/${lot}` }]);
    expect(world.codes(clearance)).to.deep.equal(['STATUS_UNCHANGED']);
  });
});
