import { readBlock, type Block } from '@suyuan/block';

import type { LedgerClient } from './ledger-client.js';

/** The first `count` blocks from `start` on, as Deliver gives them. */
export async function blocksFrom(
  { network }: Pick<LedgerClient, 'network'>,
  start: number,
  count: number,
): Promise<Block[]> {
  const events = await network.getBlockEvents({ startBlock: BigInt(start) });
  const blocks: Block[] = [];
  try {
    if (count === 0) return [];
    for await (const block of events) {
      blocks.push(readBlock(block.serializeBinary()));
      if (blocks.length === count) break;
    }
  } finally {
    events.close();
  }
  return blocks;
}
