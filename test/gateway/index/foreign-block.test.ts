import { expect } from 'chai';
import { readBlock } from '@suyuan/block';
import { Chain, makeDocument } from './blocks.js';
import { scratchIndex } from './scratch-index.js';

describe('index: a block that does not follow', () => {
  const index = scratchIndex();
  const refusal = async (block: Buffer): Promise<unknown> => {
    const height = index.store.height;
    const error: unknown = await index.store.apply([readBlock(block)]).then(
      () => undefined,
      (caught: unknown) => caught,
    );
    expect(index.store.height).to.equal(height);
    return error;
  };

  it('is refused for its number', async () => {
    const chain = new Chain();
    chain.add({ documents: [] });
    await index.apply(chain);
    expect(await refusal(chain.blocks[1] as Buffer)).to.include({ code: 'DATA_CORRUPT' });
    chain.add({ documents: [] });
    expect(await refusal(chain.add({ documents: [] }))).to.include({ code: 'DATA_CORRUPT' });
  });

  it('is refused for the block that it names before it', async () => {
    await index.apply(new Chain('one'));
    const error = await refusal(new Chain('another').add({ documents: [] }));
    expect(error).to.include({ code: 'DATA_CORRUPT' });
  });

  it('is refused for data that its header does not cover', async () => {
    const chain = new Chain();
    await index.apply(chain);
    const block = Buffer.from(chain.add({ documents: [makeDocument('events', [{}])] }));
    const at = block.indexOf('capture');
    block.write('captura', at);
    expect(await refusal(block)).to.include({ code: 'DATA_CORRUPT' });
  });
});
