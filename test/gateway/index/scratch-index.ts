import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readBlock } from '@suyuan/block';
import { IndexStore } from '@suyuan/gateway';
import type { Chain } from './blocks.js';

export interface ScratchIndex {
  readonly store: IndexStore;
  /** Applies what blocks the chain has beyond the index. */
  readonly apply: (chain: Chain) => Promise<void>;
}

/** An index of a suite's tests, empty at each test's beginning. */
export function scratchIndex(): ScratchIndex {
  let folder: string;
  let store: IndexStore;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'suyuan-index-'));
    store = await IndexStore.open(folder);
  });
  afterEach(async () => {
    await store.close();
    await rm(folder, { recursive: true, force: true });
  });
  return {
    get store() {
      return store;
    },
    apply: (chain) => store.apply(chain.blocks.slice(store.height).map((block) => readBlock(block))),
  };
}
