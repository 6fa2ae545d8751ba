import { expect } from 'chai';
import {
  certificate,
  packing,
  sampling,
  scrapping,
  shipping,
  unitCommissioning,
  type UnitCommissioning,
} from '@suyuan/client';
import { gs1CheckDigit, keys, type JsonObject } from '@suyuan/domain';
import { Desk, idOf } from '../../support/desk.js';
import { sets, sscc, unit } from '../../support/unit-world.js';
import { GTIN } from '../../support/world.js';

const lotOf = (batch: string): string => `01/${GTIN}/10/${batch}`;
/** Serials too far apart to be ranges. */
const scattered = (count: number, seed = 0): string[] => Array.from({ length: count }, (_, i) => `Z${i * 7 + seed}X`);

describe('corrections of a commissioning of units', () => {
  let desk: Desk;
  beforeEach(() => {
    desk = new Desk();
    for (const batch of ['B2', 'B3']) desk.units.release(batch);
  });
  const at = () => desk.units.now;
  const directory = () => {
    const { runs, lists } = desk.units.world.record(keys.serials(`01/${GTIN}`)) ?? { runs: [], lists: [] };
    return { runs, lists };
  };
  const birth = (serials: readonly string[], batch: string) => desk.units.birth(serials, batch);
  const counted = (batch: string) => {
    const { count, sets: number } = desk.units.world.record(keys.batch(lotOf(batch))) ?? { count: 0, sets: 0 };
    return [count, number];
  };

  for (const [name, serials] of [
    ['in a range', ['A10', 'A11', 'A12']],
    ['that meets others', ['A05', 'A06']],
    ['of random serials', scattered(40)],
  ] as const) {
    it(`free serials ${name}, and the batch that came with them; both stay to be seen`, () => {
      const { maker, world } = desk.units;
      const before = directory();
      const document = desk.send(maker, birth(serials, 'B2'));
      expect(directory()).not.to.deep.equal(before);
      expect(desk.wrong(maker, document)).to.deep.equal([]);
      expect(directory()).to.deep.equal(before);
      expect(counted('B2')).to.deep.equal([0, 0]);
      const { undone = '#0' } = world.record(keys.unitSet(idOf(document), 0)) ?? {};
      expect(world.record(keys.lot(lotOf('B2')))?.unmade).to.equal(undone);
      expect(desk.mark(document)[1].declared).to.equal(undone);
      expect(desk.wrong(maker, document)).to.deep.equal(['DUPLICATE_EVENT']);
      // Nothing can be done to what never was; said rightly, it comes into being.
      const [first = ''] = serials;
      const send = shipping({ at: at(), from: maker.id, to: desk.units.shop.id, goods: [unit(first)] });
      expect(desk.units.codes(maker, [send], desk.witness())).to.deep.equal(['UNIT_UNKNOWN']);
      desk.send(maker, birth(serials, 'B3'));
      desk.send(maker, send);
      expect(world.record(keys.unit(unit(first)))?.batch).to.equal(lotOf('B3'));
    });
  }

  it('split a range that others continue on either side', () => {
    const { maker } = desk.units;
    desk.send(maker, birth(['A09'], 'B2'));
    const document = desk.send(maker, birth(['A05', 'A06', 'A07', 'A08'], 'B2'));
    expect(directory().runs).to.deep.equal([['A', '01', '09']]);
    expect(desk.wrong(maker, document)).to.deep.equal([]);
    expect(directory().runs).to.deep.equal([
      ['A', '01', '04'],
      ['A', '09', '09'],
    ]);
    expect(desk.units.codes(maker, [birth(['A08', 'A09'], 'B2')])).to.deep.equal(['UNIT_EXISTS']);
    expect(counted('B2')).to.deep.equal([1, 1]);
  });

  it('let a batch be commissioned anew, and say something else of it', () => {
    const { maker, world } = desk.units;
    const document = desk.send(maker, birth(['C1'], 'B2'));
    const right = { ...birth(['C1'], 'B2') };
    const ilmd = { ...(right['ilmd'] as JsonObject), 'cbvmda:itemExpirationDate': '2029-01-31' };
    const facts = () => world.record(keys.lot(lotOf('B2')))?.facts?.['expiry'];
    const before = facts();
    expect(desk.units.codes(maker, [{ ...right, ilmd }])).to.deep.equal(['LOT_EXISTS']);
    expect(desk.wrong(maker, document)).to.deep.equal([]);
    desk.send(maker, { ...right, ilmd });
    expect(facts()).to.be.a('number').and.not.to.equal(before);
    expect(world.record(keys.lot(lotOf('B2')))?.unmade).to.equal(undefined);
  });

  it('come to nothing once any of them has left loose stock: nothing of it may be built upon', () => {
    const { maker } = desk.units;
    const acts: Record<string, JsonObject> = {
      packed: packing({ at: at(), container: sscc(1), items: [unit('P1')] }),
      sent: shipping({ at: at(), from: maker.id, to: desk.units.shop.id, goods: [unit('S1')] }),
      scrapped: scrapping({ at: at(), units: [unit('X1')] }),
    };
    for (const [name, act] of Object.entries(acts)) {
      const serial = name === 'packed' ? 'P1' : name === 'sent' ? 'S1' : 'X1';
      const document = desk.send(maker, birth([serial, `${serial}0`], 'B2'));
      const since = idOf(desk.send(maker, act));
      const errors = desk.declare(maker, document);
      expect(errors, name).to.have.length(1);
      expect(errors[0], name).to.deep.include({
        code: 'BUILT_UPON',
        facts: { what: lotOf('B2'), document: since, index: 0 },
      });
    }
  });

  it('go back past a packing that was itself taken back', () => {
    const { maker } = desk.units;
    const document = desk.send(maker, birth(['C1', 'C2'], 'B2'));
    const packed = desk.send(maker, packing({ at: at(), container: sscc(1), items: [unit('C1')] }));
    expect(desk.wrong(maker, document)).to.deep.equal(['BUILT_UPON']);
    expect(desk.wrong(maker, packed)).to.deep.equal([]);
    expect(desk.wrong(maker, document)).to.deep.equal([]);
    desk.send(maker, birth(['C1', 'C2'], 'B3'));
    desk.send(maker, packing({ at: at(), container: sscc(1), items: [unit('C1')] }));
  });

  it('leave a batch whose first event says what it is, as long as others were commissioned on its word', () => {
    const { maker, world } = desk.units;
    const first = desk.send(maker, birth(['C1'], 'B2'));
    const second = desk.send(maker, birth(['C2'], 'B2'));
    expect(desk.wrong(maker, first)).to.deep.equal(['BUILT_UPON']);
    expect(desk.wrong(maker, second)).to.deep.equal([]);
    expect(world.record(keys.lot(lotOf('B2')))?.unmade).to.equal(undefined);
    expect(desk.wrong(maker, first)).to.deep.equal([]);
    expect(world.record(keys.lot(lotOf('B2')))?.unmade).to.be.a('string');
  });

  it('are for its signer alone', () => {
    const { maker, world } = desk.units;
    const document = desk.send(maker, birth(['C1'], 'B2'));
    expect(desk.wrong(world.rival, document)).to.deep.equal(['ORIGINAL_UNKNOWN']);
  });

  it('are read in the rounds that all events take, and foretold', () => {
    const { maker } = desk.units;
    const document = desk.send(maker, birth(scattered(30), 'B2'));
    expect(desk.wrong(maker, document)).to.deep.equal([]);
    const { rounds, writes } = desk.units.cost;
    expect(rounds).to.have.length.at.most(2);
    expect(rounds[0]).to.include.members([...writes]);
    const id = idOf(document);
    expect(rounds[0]).to.include(keys.taken(id, 0));
    expect(writes).to.have.members([
      desk.mark(document)[0],
      keys.unitSet(id, 0),
      keys.serials(`01/${GTIN}`),
      keys.batch(lotOf('B2')),
      keys.lot(lotOf('B2')),
    ]);
  });

  it('give a national code’s product back to whoever has it', () => {
    const { maker, world } = desk.units;
    const event = (by: Partial<UnitCommissioning>): JsonObject =>
      unitCommissioning({
        ...{ at: at(), category: 'drug', product: { zh: '阿莫西林胶囊' } },
        units: ['code/drug-trace-code/81234567890123456789'],
        ilmd: { 'cbvmda:itemExpirationDate': '2028-11-01' },
        ...by,
      });
    const document = desk.send(maker, event({ batchLot: lotOf('N1') }));
    const other = `0690987654321${gs1CheckDigit('0690987654321')}`;
    const theirs = event({ batchLot: `01/${other}/10/N1` });
    expect(desk.units.codes(world.rival, [theirs])).to.deep.equal(['PREFIX_NOT_OWNED']);
    expect(desk.wrong(maker, document)).to.deep.equal([]);
    desk.send(world.rival, theirs);
    expect(desk.units.codes(maker, [event({ batchLot: lotOf('N1') })])).to.deep.equal(['PREFIX_NOT_OWNED']);
  });

  it('take back a single thing that is a batch of its own', () => {
    const { maker, world } = desk.units;
    const lift = '8004/6901234LIFT1';
    const event = (): JsonObject =>
      unitCommissioning({
        ...{ at: at(), category: 'drug', product: { zh: '设备' }, units: [lift] },
        ilmd: { 'cbvmda:itemExpirationDate': '2028-11-01' },
      });
    const document = desk.send(maker, event());
    expect(desk.wrong(maker, document)).to.deep.equal([]);
    expect(world.record(keys.lot(lift))?.unmade).to.be.a('string');
    desk.send(maker, event());
    expect(world.record(keys.lot(lift))?.unmade).to.equal(undefined);
  });

  it('do not get goods out of a stop: what failed its inspection stays', () => {
    const { maker, world } = desk.units;
    const { laboratory, regulator } = world;
    const document = desk.send(maker, birth(['C1'], 'B2'));
    const official = { at: at(), from: maker.id, to: laboratory.id, units: [unit('C1')] };
    desk.units.must(regulator, [sampling(official)], sets(idOf(document)));
    const about = { type: 'inspection', category: 'drug', lots: [lotOf('B2')], issued: '2026-11-19' } as const;
    world.must(laboratory, 'certificate', [certificate({ ...about, number: 'J1', result: 'fail' })]);
    expect(desk.wrong(maker, document)).to.deep.equal(['CERTIFICATE_FAILED']);
  });

  it('nor those of a lot by weight', () => {
    const { maker, world } = desk.units;
    const made = world.birth(lotOf('Q2'), '10', 'Q2');
    const ilmd = { ...(made['ilmd'] as JsonObject), 'suyuan:category': 'drug' };
    desk.units.release('Q2');
    const document = desk.send(maker, { ...made, ilmd: { ...ilmd, 'cbvmda:itemExpirationDate': '2028-11-01' } });
    desk.units.must(world.regulator, [world.sampling(lotOf('Q2'))]);
    const about = { type: 'inspection', category: 'drug', lots: [lotOf('Q2')], issued: '2026-11-19' } as const;
    world.must(world.laboratory, 'certificate', [certificate({ ...about, number: 'J2', result: 'fail' })]);
    expect(desk.wrong(maker, document)).to.deep.equal(['CERTIFICATE_FAILED']);
    expect(world.record(keys.lot(lotOf('Q2')))?.unmade).to.equal(undefined);
  });
});
