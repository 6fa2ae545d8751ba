import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { readBlock } from '@suyuan/block';
import { IndexStore } from '@suyuan/gateway';
import { Chain, makeDocument } from './blocks.js';

describe('index: a block that does not follow', () => {
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
  const apply = (chain: Chain) => store.apply(chain.blocks.slice(store.height).map((block) => readBlock(block)));
  const refusal = async (block: Buffer): Promise<unknown> => {
    const height = store.height;
    const error: unknown = await store.apply([readBlock(block)]).then(
      () => undefined,
      (caught: unknown) => caught,
    );
    expect(store.height).to.equal(height);
    return error;
  };

  it('is refused for its number', async () => {
    const chain = new Chain();
    chain.add({ documents: [] });
    await apply(chain);
    expect(await refusal(chain.blocks[1] as Buffer)).to.include({ code: 'DATA_CORRUPT' });
    chain.add({ documents: [] });
    expect(await refusal(chain.add({ documents: [] }))).to.include({ code: 'DATA_CORRUPT' });
  });

  it('is refused for the block that it names before it', async () => {
    await apply(new Chain('one'));
    const error = await refusal(new Chain('another').add({ documents: [] }));
    expect(error).to.include({ code: 'DATA_CORRUPT' });
  });

  it('is refused for data that its header does not cover', async () => {
    const chain = new Chain();
    await apply(chain);
    const block = Buffer.from(chain.add({ documents: [makeDocument('events', [{}])] }));
    const at = block.indexOf('capture');
    block.write('captura', at);
    expect(await refusal(block)).to.include({ code: 'DATA_CORRUPT' });
  });
});
