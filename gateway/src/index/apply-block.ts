import { capturesOf, FormatError, readConfig, validationName, type Block, type Capture } from '@suyuan/block';
import { entryRef, TraceError, type RecordPosition, type SignedDocument } from '@suyuan/domain';
import { checkFollows, readGenesis, type Cursor } from './cursor.js';
import type { Deeds, EventParts } from './deeds.js';
import { at, place } from './layout.js';
import type { Operation } from './operation.js';
import { entryPaths } from './entry-paths.js';
import { readCapture, readEntryValue, readHead } from './signed-text.js';
import type { Stock } from './stock.js';
import { applyWrites, WrittenState } from './state-writes.js';
import { subjectsOf } from './subjects.js';

/** What follows from the blocks before too. */
export interface Before {
  readonly stock: Stock;
  readonly deeds: Deeds;
}

export interface Applied {
  readonly cursor: Cursor;
  /** All of the block's writes and the cursor: to be written in one batch with what the stock changes, or not at all. */
  readonly operations: Operation[];
}

/**
 * What a block changes in the index: a function of the block and of what was before it, so that start-up, live
 * following and rebuilding are one thing. No rule is computed again: records come from the documents and the write sets of valid
 * transactions. Throws DATA_CORRUPT where the block is not the next one or is malformed; nothing is changed then.
 */
export function applyBlock(cursor: Cursor | undefined, block: Block, chaincode: string, before: Before): Applied {
  try {
    return apply(cursor, block, chaincode, before);
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    throw new TraceError('DATA_CORRUPT', { what: `block ${block.number}`, reason: error.message });
  }
}

function apply(cursor: Cursor | undefined, block: Block, chaincode: string, before: Before): Applied {
  checkFollows(cursor, block);
  const operations: Operation[] = [];
  const put = (key: string, value: string | Buffer) => operations.push({ type: 'put', key, value });
  if (cursor === undefined) put(at.ledger, JSON.stringify(readGenesis(block)));

  const captures = new Map<number, Capture>();
  for (const capture of capturesOf(block, chaincode)) captures.set(capture.transaction, capture);
  const count = { documents: cursor?.documents ?? 0, entries: cursor?.entries ?? 0 };
  const invalid: Record<string, number> = { ...cursor?.invalid };
  block.transactions.forEach((tx, index) => {
    if (tx?.valid !== true) {
      const reason = validationName(block.validationCodes[index] ?? 254);
      invalid[reason] = (invalid[reason] ?? 0) + 1;
      put(at.invalid(block.number, index), JSON.stringify({ txId: tx?.txId ?? '', reason }));
      return;
    }
    const written = tx.isEndorser ? applyWrites(tx, chaincode, operations) : undefined;
    if (written !== undefined) for (const each of [before.stock, before.deeds]) each.follow(written.values);
    const capture = captures.get(index);
    if (written === undefined || capture === undefined) return;
    readCapture(capture.json).forEach((document, position) => {
      applyDocument(document, position, { capture, written, deeds: before.deeds }, put);
      count.documents++;
      count.entries += document.entries.length;
    });
  });

  const organisations = readConfig(block)?.applicationOrganisations.map(({ mspid }) => mspid);
  const time = lastTime(block) ?? cursor?.time;
  const next: Cursor = {
    block: block.number,
    hash: block.headerHash.toString('hex'),
    ...(time === undefined ? undefined : { time }),
    ...count,
    invalid,
    organisations: organisations ?? cursor?.organisations ?? [],
    transactions: (cursor?.transactions ?? 0) + block.envelopes.length,
  };
  put(at.cursor, JSON.stringify(next));
  return { cursor: next, operations };
}

function applyDocument(
  document: SignedDocument,
  position: number,
  { capture, written, deeds }: { readonly capture: Capture; readonly written: WrittenState; readonly deeds: Deeds },
  put: (key: string, value: string) => unknown,
): void {
  const head = readHead(document.jws);
  const { block, transaction, txId } = capture;
  const record: RecordPosition = {
    document: head.id,
    kind: head.kind,
    block,
    transaction,
    position,
    txId,
    time: capture.timestamp.seconds,
  };
  put(at.cover(head.id), `${JSON.stringify(record)}\n${document.jws}`);
  const paths = entryPaths(document.entries);
  document.entries.forEach((entry, index) => {
    const ref = entryRef(head.id, index);
    const value = readEntryValue(entry);
    const { items, participant, key, product } = subjectsOf(head, { entry, value }, ref, written);
    const where = place(block, transaction, position, index);
    put(at.entry(head.id, index), [entry, ...(paths[index] ?? [])].join(' '));
    const deed = head.kind === 'events' ? deeds.read(value as EventParts, items) : undefined;
    if (deed !== undefined) put(at.deed(head.kid.participant, deed.category, deed.happened, ref), deed.step);
    for (const item of items) put(at.journey(item, where), [ref, ...written.made(ref, item)].join('|'));
    if (participant !== undefined) put(at.participantAct(participant, where), ref);
    if (key !== undefined) put(at.keyAct(key, where), ref);
    if (product !== undefined) put(at.productAct(product, where), ref);
  });
}

function lastTime(block: Block): number | undefined {
  let last: number | undefined;
  for (const tx of block.transactions) if (tx !== undefined && tx.timestamp.seconds > 0) last = tx.timestamp.seconds;
  return last;
}
