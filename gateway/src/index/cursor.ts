import type { Block } from '@suyuan/block';
import { dataHash, readConfig } from '@suyuan/block';
import { ledgerAudience, TraceError } from '@suyuan/domain';

/** How far the index has come, and what was counted on the way. */
export interface Cursor {
  /** The last block taken in. */
  readonly block: number;
  /** Of its header, hex: what the next block must name. */
  readonly hash: string;
  /** Of the last transaction, seconds. */
  readonly time?: number;
  readonly documents: number;
  readonly entries: number;
  readonly transactions: number;
  /** MSP ids of those who have peers, by the newest configuration. */
  readonly organisations: readonly string[];
  /** Transactions that did not take effect, by validation code. */
  readonly invalid: Readonly<Record<string, number>>;
}

/** What the genesis block alone says of a ledger. */
export interface LedgerInfo {
  readonly channel: string;
  /** Header hash of block 0, hex. */
  readonly genesis: string;
  readonly aud: string;
  readonly network: 'embedded' | 'fabric';
}

/** Throws DATA_CORRUPT where the block is not the one that comes next, or its data not what its header says. */
export function checkFollows(cursor: Cursor | undefined, block: Block): void {
  const expected = cursor === undefined ? 0 : cursor.block + 1;
  if (block.number !== expected) corrupt(block, `block ${expected} was expected`);
  if (cursor !== undefined && block.previousHash.toString('hex') !== cursor.hash) {
    corrupt(block, `it does not follow the block ${cursor.block} that the index knows: this is another ledger`);
  }
  if (!dataHash(block.envelopes).equals(block.dataHash)) corrupt(block, 'its data is not what its header says');
}

/** Throws DATA_CORRUPT where the ledger's block of the cursor's number is another one than the index has taken in. */
export function checkSame(cursor: Cursor, block: Block): void {
  if (block.number !== cursor.block) corrupt(block, `block ${cursor.block} was expected`);
  if (block.headerHash.toString('hex') !== cursor.hash) {
    corrupt(block, 'it is not the block that the index has taken in: this is another ledger, rebuild the index');
  }
}

/** Reads the genesis block. Throws DATA_CORRUPT where it configures no channel. */
export function readGenesis(block: Block): LedgerInfo {
  const config = readConfig(block);
  if (config === undefined) return corrupt(block, 'it configures no channel');
  const genesis = block.headerHash.toString('hex');
  // The embedded ledger orders by itself, and says so in its genesis block.
  const network = config.consensus === 'solo' ? 'embedded' : 'fabric';
  return { channel: config.channel, genesis, aud: ledgerAudience(config.channel, genesis), network };
}

function corrupt(block: Block, reason: string): never {
  throw new TraceError('DATA_CORRUPT', { what: `block ${block.number}`, reason });
}
