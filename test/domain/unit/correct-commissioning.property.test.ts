import { expect } from 'chai';
import fc from 'fast-check';
import { packing, scrapping } from '@suyuan/client';
import { eachOf, keys, unitSetKey, type SignedDocument } from '@suyuan/domain';
import { Desk, idOf } from '../../support/desk.js';
import { driven, type History } from '../../support/history.js';
import { sscc, unit } from '../../support/unit-world.js';
import { GTIN } from '../../support/world.js';

interface Attempt {
  readonly act: 'range' | 'list' | 'pack' | 'scrap' | 'regret' | 'regret packing';
  readonly which: number;
  readonly from: number;
  readonly count: number;
  readonly batch: number;
}

const attempt: fc.Arbitrary<Attempt> = fc.record({
  act: fc.constantFrom(
    ...(['range', 'range', 'list', 'list', 'pack', 'scrap', 'regret', 'regret', 'regret', 'regret packing'] as const),
  ),
  which: fc.nat(30),
  from: fc.nat(60),
  count: fc.integer({ min: 1, max: 12 }),
  batch: fc.nat(1),
});

describe('commissionings of units, declared wrong in whatever order', () => {
  it('leave the serials, batches and counts of those that stand, and free all others', function () {
    this.timeout(120_000);
    driven(attempt, () => new Maker(), 30, 30_000);
  });
});

/** A commissioning, by a second account that knows nothing of directories and bits. */
interface Born {
  readonly document: SignedDocument;
  readonly batch: string;
  readonly serials: readonly string[];
  /** Units that have left loose stock for good, and those that a packing holds. */
  readonly gone: Set<string>;
  readonly packed: Set<string>;
  stands: boolean;
}

class Maker implements History<Attempt> {
  readonly desk = new Desk();
  readonly born: Born[] = [];
  readonly packings: {
    readonly document: SignedDocument;
    readonly born: Born;
    readonly serial: string;
    stands: boolean;
  }[] = [];
  /** Of each batch the commissioning on whose word the others stand. */
  readonly founders = new Map<string, Born>();
  #cartons = 10;

  constructor() {
    for (const batch of ['B2', 'B3']) this.desk.units.release(batch);
  }

  attempt({ act, which, from, count, batch: b }: Attempt): boolean {
    const { units } = this.desk;
    const { maker, now: at } = units;
    if (act === 'range') {
      const serials = Array.from({ length: count }, (_, i) => `R${String(from + i).padStart(2, '0')}`);
      return this.#commission(serials, ['B2', 'B3'][b] ?? 'B2');
    }
    if (act === 'list') {
      // More neighbours apart than are kept as ranges; some lie within ranges' reach.
      const serials = Array.from(
        { length: 20 + count },
        (_, i) => `R${String(((from % 3) + i * 2) % 80).padStart(2, '0')}`,
      );
      return this.#commission([...new Set(serials)], ['B2', 'B3'][b] ?? 'B2');
    }
    if (act === 'regret packing') {
      const packed = this.packings[which % Math.max(1, this.packings.length)];
      if (packed === undefined) return false;
      const codes = this.desk.wrong(maker, packed.document);
      expect(codes).to.deep.equal(packed.stands ? [] : ['DUPLICATE_EVENT']);
      if (!packed.stands) return false;
      packed.stands = false;
      packed.born.packed.delete(packed.serial);
      return true;
    }
    const born = this.born[which % Math.max(1, this.born.length)];
    if (born === undefined) return false;
    if (act === 'regret') return this.#regret(born);
    const serial = born.serials[from % born.serials.length] ?? '';
    const loose = born.stands && !born.gone.has(serial) && !born.packed.has(serial);
    // Its serial may be another's by now.
    if (!born.stands && this.born.some(({ stands, serials }) => stands && serials.includes(serial))) return false;
    const event =
      act === 'pack'
        ? packing({ at, container: sscc(this.#cartons++), items: [unit(serial)] })
        : scrapping({ at, units: [unit(serial)] });
    const document = this.desk.try(maker, event);
    expect(document !== undefined, `${act} ${serial}`).to.equal(loose);
    if (document === undefined) return false;
    if (act === 'scrap') born.gone.add(serial);
    else {
      born.packed.add(serial);
      this.packings.push({ document, born, serial, stands: true });
    }
    return true;
  }

  #commission(serials: readonly string[], batch: string): boolean {
    const { maker } = this.desk.units;
    const isNew = !this.born.some(
      ({ stands, serials: known }) => stands && known.some((each) => serials.includes(each)),
    );
    const document = this.desk.try(maker, this.desk.units.birth(serials, batch));
    expect(document !== undefined, serials.join()).to.equal(isNew);
    if (document === undefined) return false;
    const born: Born = { document, batch, serials, gone: new Set(), packed: new Set(), stands: true };
    this.born.push(born);
    if (!this.founders.has(batch)) this.founders.set(batch, born);
    return true;
  }

  #regret(born: Born): boolean {
    const { maker } = this.desk.units;
    const others = this.born.filter((each) => each !== born && each.stands && each.batch === born.batch);
    const founds = this.founders.get(born.batch) === born;
    const built = born.gone.size + born.packed.size > 0 || (founds && others.length > 0);
    const codes = this.desk.wrong(maker, born.document);
    if (!born.stands) {
      expect(codes).to.deep.equal(['DUPLICATE_EVENT']);
      return false;
    }
    expect(codes).to.deep.equal(built ? ['BUILT_UPON'] : []);
    if (built) return false;
    born.stands = false;
    if (founds) this.founders.delete(born.batch);
    return true;
  }

  check(): void {
    const { world } = this.desk.units;
    const standing = this.born.filter(({ stands }) => stands);
    const { runs = [], lists = [] } = world.record(keys.serials(`01/${GTIN}`)) ?? {};
    const listed = lists.flatMap(({ set }) => {
      const { serials, undone } = world.record(unitSetKey(set)) ?? expect.fail('a list of no set');
      expect(undone).to.equal(undefined);
      return [...eachOf(serials)];
    });
    const own = ['A01', 'A02', 'A03', 'A04'];
    const expected = [...own, ...standing.flatMap(({ serials }) => serials)].sort();
    expect([...eachOf({ runs }), ...listed].sort()).to.deep.equal(expected);
    for (const batch of ['B2', 'B3']) {
      const of = standing.filter((each) => each.batch === batch);
      const count = of.reduce((sum, { serials }) => sum + serials.length, 0);
      const lot = `01/${GTIN}/10/${batch}`;
      const record = world.record(keys.batch(lot));
      expect([record?.count ?? 0, record?.sets ?? 0], batch).to.deep.equal([count, of.length]);
      const founder = this.founders.get(batch);
      const known = world.record(keys.lot(lot));
      if (founder === undefined) expect(known?.unmade !== undefined || known === undefined, batch).to.equal(true);
      else
        expect(known)
          .to.deep.include({ by: `${idOf(founder.document)}#0` })
          .and.not.to.have.property('unmade');
    }
  }
}
