import { expect } from 'chai';
import fc from 'fast-check';
import { Claims, halves, isolate, nextBundle, type Waiting } from '@suyuan/gateway';

const LIMITS = { documents: 5, bytes: 100 };

/** Few keys, so that documents get in each other's way. */
const key = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f');
const item: fc.Arbitrary<Waiting> = fc.record({
  reads: fc.uniqueArray(key, { maxLength: 2 }),
  writes: fc.uniqueArray(key, { maxLength: 2 }),
  bytes: fc.integer({ min: 1, max: 120 }),
});

function clash(a: Waiting, b: Waiting): boolean {
  const hits = (keys: readonly string[], other: Waiting): boolean =>
    keys.some((k) => other.writes.includes(k) || other.reads.includes(k));
  return hits(a.writes, b) || hits(b.writes, a);
}

function claimsOf(items: readonly Waiting[]): Claims {
  const claims = new Claims();
  for (const one of items) claims.add(one);
  return claims;
}

describe('gateway/ledger: which documents leave together', () => {
  it('never sends what is in the way of a bundle in flight, nor lets one overtake another that it clashes with', () => {
    fc.assert(
      fc.property(fc.array(item, { maxLength: 15 }), fc.array(item, { maxLength: 4 }), (waiting, inFlight) => {
        const bundle = nextBundle(waiting, claimsOf(inFlight), LIMITS);
        const chosen = new Set(bundle);
        for (const one of bundle) {
          expect(inFlight.some((other) => clash(one, other))).to.equal(false);
          const before = waiting.slice(0, waiting.indexOf(one));
          expect(before.some((earlier) => !chosen.has(earlier) && clash(one, earlier))).to.equal(false);
        }
        expect(bundle).to.deep.equal(waiting.filter((one) => chosen.has(one)));
      }),
    );
  });

  it('keeps within documents and bytes, one document larger than a bundle apart', () => {
    fc.assert(
      fc.property(fc.array(item, { maxLength: 15 }), (waiting) => {
        const bundle = nextBundle(waiting, new Claims(), LIMITS);
        expect(bundle.length).to.be.at.most(LIMITS.documents);
        const bytes = bundle.reduce((sum, one) => sum + one.bytes, 0);
        expect(bytes <= LIMITS.bytes || bundle.length === 1).to.equal(true);
        expect(bundle.length > 0).to.equal(waiting.length > 0);
      }),
    );
  });

  it('puts those that write the same key into one bundle, in order of arrival', () => {
    const ship = (bytes: number): Waiting => ({ reads: ['key'], writes: ['holding'], bytes });
    const waiting = [ship(1), ship(2), ship(3)];
    expect(nextBundle(waiting, new Claims(), LIMITS)).to.deep.equal(waiting);
  });

  it('lets any number read the same register while a bundle that reads it is in flight', () => {
    const read: Waiting = { reads: ['category/agri'], writes: ['x'], bytes: 1 };
    expect(nextBundle([{ ...read, writes: ['y'] }], claimsOf([read]), LIMITS)).to.have.length(1);
  });

  it('does not starve a writer of what all others read', () => {
    const reader = (n: number): Waiting => ({ reads: ['stops'], writes: [`holding/${n}`], bytes: 1 });
    const writer: Waiting = { reads: [], writes: ['stops'], bytes: 1 };
    expect(nextBundle([writer, reader(2), reader(3)], claimsOf([reader(1)]), LIMITS)).to.deep.equal([]);
    expect(nextBundle([writer, reader(2)], new Claims(), LIMITS)).to.have.length(2);
  });

  it('gives back what a bundle claimed', () => {
    fc.assert(
      fc.property(fc.array(item, { maxLength: 6 }), item, (items, probe) => {
        const claims = claimsOf(items);
        for (const one of items) claims.remove(one);
        expect(claims.blocks(probe)).to.equal(false);
      }),
    );
  });

  it('isolates what touches the winner, and all that depends on it', () => {
    fc.assert(
      fc.property(fc.array(item, { maxLength: 12 }), fc.uniqueArray(key, { maxLength: 2 }), (items, keys) => {
        const written = new Set<string>(keys);
        const { calm, contended } = isolate(items, written);
        expect([...calm, ...contended]).to.have.members([...items]);
        for (const one of calm) {
          expect([...one.reads, ...one.writes].some((k) => written.has(k))).to.equal(false);
          const before = items.slice(0, items.indexOf(one));
          expect(before.some((earlier) => contended.includes(earlier) && clash(one, earlier))).to.equal(false);
        }
      }),
    );
  });

  it('halves in order', () => {
    expect(halves([1, 2, 3])).to.deep.equal([[1, 2], [3]]);
  });
});
