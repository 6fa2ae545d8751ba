import { readBlock, readMetadata, Reader, SLOT } from '@suyuan/block';
import type { Ledger } from '@suyuan/gateway';
import type { NetworkDescription, OrganisationName } from '@suyuan/network-config';

/** Who leads BFT ordering when this block is the last: consenters take turns by their numbers, a view each. */
export async function leaderAt(
  ledger: Ledger,
  block: number,
  { organisations }: NetworkDescription,
): Promise<OrganisationName> {
  const done = new AbortController();
  for await (const bytes of ledger.blocks(block, done.signal)) {
    const inOrder = [...organisations].sort((a, b) => a.consenter - b.consenter);
    const leader = inOrder[viewOf(bytes) % inOrder.length];
    if (leader === undefined) break;
    return leader.name;
  }
  throw new Error(`block ${block} cannot be had`);
}

/** `view_id` of SmartBFT's ViewMetadata, which is the consenter's part of `common.OrdererBlockMetadata`. */
function viewOf(block: Uint8Array): number {
  const { value } = readMetadata(readBlock(block).slot(SLOT.SIGNATURES));
  const orderer = new Reader(value, 'common.OrdererBlockMetadata');
  while (orderer.next()) {
    if (orderer.field !== 2) continue;
    const view = new Reader(orderer.bytes(), 'smartbftprotos.ViewMetadata');
    while (view.next()) if (view.field === 1) return view.uint();
  }
  return 0;
}
