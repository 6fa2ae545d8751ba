import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import { readBlock } from '@suyuan/block';
import type { TraceError } from '@suyuan/domain';
import { Follower, IndexStore, rebuildIndex } from '@suyuan/gateway';
import { Chain, eventOf, LOT, makeDocument } from './blocks.js';

const log = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** Delivers a chain's blocks, those to come too, and breaks when it is told to. */
class Delivery {
  opened = 0;
  #broken = 0;

  constructor(public chain: Chain) {}

  break(): void {
    this.#broken++;
  }

  async *blocks(from: number, signal: AbortSignal): AsyncGenerator<Uint8Array> {
    this.opened++;
    const round = this.#broken;
    for (let next = from; !signal.aborted;) {
      if (this.#broken !== round) throw new Error('connection lost');
      const block = this.chain.blocks[next];
      if (block === undefined) await sleep(2);
      else {
        next++;
        yield block;
      }
    }
  }
}

function grow(chain: Chain, blocks: number): void {
  for (let i = 0; i < blocks; i++) {
    const holding = { v: 1, quantity: String(i), uom: 'KGM', last: `${'x'.repeat(43)}#0` };
    chain.add({
      documents: [makeDocument('events', [eventOf({ i })])],
      writes: { [`holding/P${i % 3}/${LOT}`]: holding },
    });
  }
}

async function dump(store: IndexStore): Promise<string[]> {
  const all: string[] = [];
  for await (const [key, value] of store.everything()) all.push(`${key}=${value}`);
  return all;
}

describe('index: following a ledger', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'suyuan-follow-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  async function follow(
    delivery: Delivery,
    use: (store: IndexStore, follower: Follower) => Promise<void>,
  ): Promise<void> {
    const store = await IndexStore.open(folder);
    const follower = new Follower(store, delivery, { log });
    follower.start();
    try {
      await use(store, follower);
    } finally {
      await follower.stop();
      await store.close();
    }
  }

  const until = async (condition: () => boolean) => {
    for (let i = 0; !condition(); i++) {
      if (i > 1000) throw new Error('not in time');
      await sleep(5);
    }
  };

  it('catches up, goes live, and tells those who wait', async () => {
    const chain = new Chain();
    grow(chain, 300);
    await follow(new Delivery(chain), async (store, follower) => {
      expect(follower.state).to.equal('behind');
      await until(() => follower.state === 'live');
      expect(store.height).to.equal(301);
      expect(await store.waitFor(301, 20)).to.equal(false);
      const waiting = store.waitFor(301, 2000);
      grow(chain, 1);
      expect(await waiting).to.equal(true);
      expect(await store.waitFor(5, 0)).to.equal(true);
    });
  });

  it('goes on where it was after the connection is lost, and after a start', async () => {
    const chain = new Chain();
    grow(chain, 10);
    const delivery = new Delivery(chain);
    await follow(delivery, async (store, follower) => {
      await until(() => follower.state === 'live');
      delivery.break();
      await until(() => follower.state === 'behind');
      grow(chain, 5);
      await until(() => store.height === 16);
      expect(delivery.opened).to.be.at.least(2);
    });
    grow(chain, 5);
    await follow(delivery, async (store) => {
      await until(() => store.height === 21);
      expect((await store.read((view) => view.journey(LOT, undefined, 100))).items).to.have.length(20);
    });
  });

  it('stops before the blocks of another ledger, said by its code', async () => {
    const chain = new Chain('one');
    grow(chain, 3);
    await follow(new Delivery(chain), (store) => until(() => store.height === 4));
    const other = new Chain('two');
    grow(other, 6);
    await follow(new Delivery(other), async (store, follower) => {
      await until(() => follower.state === 'failed');
      expect(follower.error?.code).to.equal('DATA_CORRUPT');
      expect(store.height).to.equal(4);
    });
  });

  it('stops at a block that is none', async () => {
    const chain = new Chain();
    grow(chain, 1);
    chain.blocks[1] = Buffer.from('not a block');
    await follow(new Delivery(chain), async (store, follower) => {
      await until(() => follower.state === 'failed');
      expect(follower.error?.code).to.equal('DATA_CORRUPT');
      expect(store.height).to.be.at.most(1);
    });
  });

  it('is the same however the blocks came, and wherever it was cut off', async () => {
    const chain = new Chain();
    grow(chain, 40);
    const blocks = chain.blocks.map((block) => readBlock(block));
    const whole = await IndexStore.open(folder);
    await whole.apply(blocks);
    const expected = await dump(whole);
    await whole.close();
    const other = join(folder, 'cut');
    // Closed between any two batches, as a crash leaves it: a batch is there whole or not at all.
    for (let at = 0; at < blocks.length;) {
      const store = await IndexStore.open(other);
      expect(store.height).to.equal(at);
      const next = at + 1 + (at % 7);
      await store.apply(blocks.slice(at, next));
      at = Math.min(next, blocks.length);
      await store.close();
    }
    const store = await IndexStore.open(other);
    expect(await dump(store)).to.deep.equal(expected);
    await store.close();
  });

  describe('rebuilt', () => {
    it('is what it was, key by key', async () => {
      const chain = new Chain();
      grow(chain, 200);
      let before: string[] = [];
      await follow(new Delivery(chain), async (store) => {
        await until(() => store.height === 201);
        before = await dump(store);
      });
      const seen: number[] = [];
      const progress = await rebuildIndex(folder, new Delivery(chain), {
        quietMs: 100,
        onProgress: ({ height }) => seen.push(height),
      });
      expect(progress).to.include({ height: 201, documents: 200 });
      expect(seen.at(-1)).to.equal(201);
      const store = await IndexStore.open(folder);
      expect(await dump(store)).to.deep.equal(before);
      await store.close();
      expect((await readdir(folder)).sort()).to.deep.equal(['2', 'current']);
    });

    it('says that it is in use', async () => {
      const store = await IndexStore.open(folder);
      const error = await rebuildIndex(folder, new Delivery(new Chain())).catch(
        (caught: unknown) => caught as TraceError,
      );
      expect(error).to.include({ code: 'DATA_IN_USE' });
      const second = await IndexStore.open(folder).catch((caught: unknown) => caught as TraceError);
      expect(second).to.include({ code: 'DATA_IN_USE' });
      await store.close();
    });

    it('leaves the old one when it is given up, and what is left over goes', async () => {
      const chain = new Chain();
      grow(chain, 5);
      await follow(new Delivery(chain), (store) => until(() => store.height === 6));
      const signal = AbortSignal.timeout(150);
      const empty = { blocks: silent };
      const error: unknown = await rebuildIndex(folder, empty, { signal }).catch((caught: unknown) => caught);
      expect(error).to.be.instanceOf(Error);
      const store = await IndexStore.open(folder);
      expect(store.height).to.equal(6);
      await store.close();
      expect((await readdir(folder)).sort()).to.deep.equal(['1']);
    });
  });
});

/** A ledger that says nothing until it is told to stop. */
async function* silent(_from: number, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  yield* [];
  await sleep(60_000, undefined, { signal });
}
