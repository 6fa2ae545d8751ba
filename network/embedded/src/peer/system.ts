import { readBlock, Writer, type Response } from '@suyuan/block';

import type { Store } from '../store/store.js';
import type { UnpackedProposal } from './proposal.js';
import { ProposalRefused } from './refusal.js';

/** The peer's own chaincode that answers questions about its blocks. */
export const QSCC = 'qscc';

/** As much of `qscc` as is asked here: `GetChainInfo`, a `common.BlockchainInfo`. Throws ProposalRefused. */
export async function answerSystem({ args }: UnpackedProposal, channel: string, store: Store): Promise<Response> {
  const [name = '', asked = ''] = args.map(String);
  if (name !== 'GetChainInfo') refuse(`Requested function ${name} not found.`);
  if (asked !== channel) refuse(`Invalid chain ID, ${asked}`);
  const { height, headerHash } = store.tip;
  const newest = await store.block(height - 1);
  const { previousHash } = readBlock(newest ?? Buffer.alloc(0));
  const payload = new Writer().uint(1, height).bytes(2, headerHash).bytes(3, previousHash).finish();
  return { status: 200, message: '', payload };
}

function refuse(reason: string): never {
  throw new ProposalRefused('chaincode', `chaincode response 500, ${reason}`);
}
