import { readBlock, Writer, type Transaction } from '@suyuan/block';

/** Makes a `protos.DeliverResponse` of a stored block: whole, filtered, or with private data, of which there is none. */
export type BlockResponse = (block: Buffer) => Buffer;

export const wholeBlock: BlockResponse = (block) => new Writer().element(2, block).finish();

export const blockAndPrivateData: BlockResponse = (block) =>
  new Writer().element(4, new Writer().element(1, block)).finish();

/** Ids, types, codes and events without their payloads (core/peer/deliverevents.go). */
export const filteredBlock: BlockResponse = (bytes) => {
  const block = readBlock(bytes);
  const transactions = block.transactions.filter((tx) => tx !== undefined);
  const filtered = new Writer().string(1, transactions[0]?.channel ?? '').uint(2, block.number);
  for (const tx of transactions) {
    const { txId, validationCode, channelHeader } = tx;
    const writer = new Writer().string(1, txId).int(2, channelHeader.type).uint(3, validationCode);
    if (tx.isEndorser) writer.element(4, actions(tx));
    filtered.element(4, writer);
  }
  return new Writer().element(3, filtered).finish();
};

function actions(tx: Transaction): Writer {
  const { event } = tx;
  if (!event) return new Writer();
  const { chaincode, txId, name } = event;
  const named = new Writer().string(1, chaincode).string(2, txId).string(3, name);
  return new Writer().element(1, new Writer().element(1, named));
}

export function statusResponse(status: number): Buffer {
  return new Writer().uint(1, status).finish();
}
