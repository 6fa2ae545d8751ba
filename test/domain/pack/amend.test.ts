import { expect } from 'chai';
import { amendment, publication } from '@suyuan/client';
import { parseHead, type CategoryPack } from '@suyuan/domain';
import { sha256 } from '../../support/firm.js';
import { PACK, World } from '../../support/world.js';

describe('a pack that is published again', () => {
  const changed: CategoryPack = { ...PACK, late: PACK.late + 1, names: { ...PACK.names, en: 'Other words' } };
  const told = (world: World, entry: object) =>
    world.capture(world.document(world.regulator, 'category', [entry])).map(({ code, facts }) => ({ code, facts }));

  it('under its version must have the text that it had: what differs is named, and where it was published', () => {
    const world = World.empty();
    const first = world.document(world.regulator, 'category', [publication(PACK)]);
    expect(world.codes(first)).to.deep.equal([]);
    const facts = { category: PACK.id, version: PACK.version, differs: ['late', 'names'] };
    const { id: document } = parseHead(first.jws, sha256);
    for (const entry of [publication(changed), amendment(PACK.version, changed)]) {
      expect(told(world, entry)).to.deep.equal([{ code: 'CATEGORY_DIFFERS', facts: { ...facts, document } }]);
    }
    expect(told(world, publication(PACK)).map(({ code }) => code)).to.deep.equal(['CATEGORY_VERSION']);
  });

  it('is said of an earlier version too, and is put right by a higher one', () => {
    const world = World.empty();
    world.must(world.regulator, 'category', [publication(PACK)]);
    world.must(world.regulator, 'category', [amendment(PACK.version, { ...changed, version: '1.1.0' })]);
    expect(told(world, publication(changed)).map(({ code }) => code)).to.deep.equal(['CATEGORY_DIFFERS']);
    expect(told(world, publication(PACK)).map(({ code }) => code)).to.deep.equal(['CATEGORY_VERSION']);
    world.must(world.regulator, 'category', [amendment('1.1.0', { ...PACK, version: '1.2.0' })]);
  });
});
