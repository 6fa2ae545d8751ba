import { readBlock } from '@suyuan/block';
import type { SignedDocument } from '@suyuan/domain';
import type { Ledger } from '@suyuan/gateway';

/** State keys that a recorded document's transaction read and wrote, as its block has them. */
export interface Cost {
  readonly reads: readonly string[];
  readonly writes: readonly string[];
}

/** Sends a document by itself, and reads what it cost. Throws where it is not taken. */
export async function costOf(ledger: Ledger, chaincode: string, document: SignedDocument): Promise<Cost> {
  const outcome = await ledger.submit(document);
  if (outcome.status !== 'committed') throw new Error(`not committed: ${JSON.stringify(outcome)}`);
  const stop = new AbortController();
  for await (const bytes of ledger.blocks(outcome.block, stop.signal)) {
    const found = [...readBlock(bytes).valid].find(({ txId }) => txId === outcome.txId);
    const set = found?.sets.find(({ namespace }) => namespace === chaincode);
    stop.abort();
    if (set === undefined) break;
    return { reads: set.reads.map(({ key }) => key), writes: set.writes.map(({ key }) => key) };
  }
  throw new Error(`transaction ${outcome.txId} is not in block ${outcome.block}`);
}

/** What every event costs, whatever it is about: its document's signer, its own mark, the rules and the papers. */
const OF_EVERY_EVENT = [
  ...['ledger', 'participant/', 'key/', 'event/', 'category/', 'extensions/', 'stops/'],
  ...['certificate/', 'licence/', 'product/', 'prefix/', 'shipment/'],
];

export function ownOf(keys: readonly string[]): readonly string[] {
  return keys.filter((key) => !OF_EVERY_EVENT.some((start) => key.startsWith(start)));
}
