import { expect } from 'chai';
import fc from 'fast-check';
import { hex, inclusionPath, leafHash, treeHead, utf8, verifyInclusion } from '@suyuan/domain';
import { sha256 } from '../../support/firm.js';

const leaves = (count: number): Uint8Array[] =>
  Array.from({ length: count }, (_, i) => leafHash(utf8(`entry ${i}`), sha256));

describe('the tree over entries', () => {
  it('has the heads that RFC 9162 §2.1.5 draws', () => {
    expect(hex(treeHead([], sha256))).to.equal('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
    // d(0), of an empty leaf: SHA-256(0x00).
    expect(hex(treeHead([leafHash(new Uint8Array(), sha256)], sha256))).to.equal(
      '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
    );
  });

  it('proves every entry at its place, and at no other', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 300 }), fc.nat(), fc.nat(), (size, pick, other) => {
        const all = leaves(size);
        const root = treeHead(all, sha256);
        const index = pick % size;
        const path = inclusionPath(all, index, sha256);
        const leaf = all[index] ?? new Uint8Array();
        expect(path.length).to.be.at.most(Math.ceil(Math.log2(size)) + 1);
        expect(verifyInclusion(leaf, index, size, path, root, sha256)).to.equal(true);
        const wrong = other % size;
        if (wrong !== index) expect(verifyInclusion(leaf, wrong, size, path, root, sha256)).to.equal(false);
        expect(verifyInclusion(leaf, index, size, [...path, root], root, sha256)).to.equal(false);
        if (path.length > 0) {
          expect(verifyInclusion(leaf, index, size, path.slice(1), root, sha256)).to.equal(false);
          const flipped = path.map((hash, i) =>
            i === 0 ? hash.map((byte, at) => (at === 0 ? byte ^ 1 : byte)) : hash,
          );
          expect(verifyInclusion(leaf, index, size, flipped, root, sha256)).to.equal(false);
        }
        expect(verifyInclusion(leaf, index + size, size, path, root, sha256)).to.equal(false);
      }),
    );
  });

  it('keeps leaves and nodes apart: a node is no entry', () => {
    const [a = new Uint8Array(), b = new Uint8Array()] = leaves(2);
    const root = treeHead([a, b], sha256);
    const forged = leafHash(Buffer.concat([a, b]), sha256);
    expect(verifyInclusion(forged, 0, 1, [], root, sha256)).to.equal(false);
  });
});
