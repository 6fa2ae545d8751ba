import { FormatError } from './format-error.js';
import { dataHash, headerBytes, headerHash } from './hash.js';
import { SLOT } from './metadata.js';
import { Transaction } from './transaction.js';
import { VALIDATION } from './validation-code.js';
import { Reader, Writer } from './wire.js';

const NONE: Buffer = Buffer.alloc(0);

/** `common.Block`, read. Transactions that are no well-formed envelopes are undefined: orderers let them pass. */
export class Block {
  #transactions?: readonly (Transaction | undefined)[];

  constructor(
    readonly number: number,
    readonly previousHash: Buffer,
    /** As the header states it; `dataHash(envelopes)` is what it ought to be. */
    readonly dataHash: Buffer,
    readonly envelopes: readonly Buffer[],
    /** By slot (`SLOT`). */
    readonly metadata: readonly Buffer[],
  ) {}

  /** DER of the header: what is hashed and what orderers sign. */
  get headerBytes(): Buffer {
    return headerBytes(this.number, this.previousHash, this.dataHash);
  }

  get headerHash(): Buffer {
    return headerHash(this.number, this.previousHash, this.dataHash);
  }

  slot(index: number): Buffer {
    return this.metadata[index] ?? NONE;
  }

  /** A validation code for each transaction: written by the committer and not covered by the orderers' signatures. */
  get validationCodes(): Buffer {
    return this.slot(SLOT.TRANSACTIONS_FILTER);
  }

  get transactions(): readonly (Transaction | undefined)[] {
    const codes = this.validationCodes;
    return (this.#transactions ??= this.envelopes.map((envelope, index) =>
      readTransaction(index, envelope, codes[index] ?? VALIDATION.NOT_VALIDATED),
    ));
  }

  /** Those that took effect, in order. */
  get valid(): Transaction[] {
    return this.transactions.filter((tx): tx is Transaction => tx?.valid === true);
  }
}

function readTransaction(index: number, envelope: Buffer, code: number): Transaction | undefined {
  try {
    return new Transaction(index, envelope, code);
  } catch (error) {
    if (error instanceof FormatError) return undefined;
    throw error;
  }
}

/** Reads a `common.Block`; its parts are views of the bytes given. Throws FormatError. */
export function readBlock(bytes: Uint8Array): Block {
  const reader = new Reader(bytes, 'common.Block');
  let header: Buffer | undefined;
  let envelopes: Buffer[] = [];
  let metadata: Buffer[] = [];
  while (reader.next()) {
    if (reader.field === 1) header = reader.bytes();
    else if (reader.field === 2) envelopes = readList(reader.bytes(), 'common.BlockData');
    else if (reader.field === 3) metadata = readList(reader.bytes(), 'common.BlockMetadata');
  }
  if (!header) throw new FormatError('common.Block', 'has no header');
  const fields = new Reader(header, 'common.BlockHeader');
  const found = { number: 0, previousHash: NONE, dataHash: NONE };
  while (fields.next()) {
    if (fields.field === 1) found.number = fields.uint();
    else if (fields.field === 2) found.previousHash = fields.bytes();
    else if (fields.field === 3) found.dataHash = fields.bytes();
  }
  return new Block(found.number, found.previousHash, found.dataHash, envelopes, metadata);
}

function readList(bytes: Buffer, what: string): Buffer[] {
  const reader = new Reader(bytes, what);
  const list: Buffer[] = [];
  while (reader.next()) if (reader.field === 1) list.push(reader.bytes());
  return list;
}

export interface BlockParts {
  readonly number: number;
  readonly previousHash: Uint8Array;
  /** What the envelopes hash to, where it is known already. */
  readonly dataHash?: Uint8Array;
  readonly envelopes: readonly Uint8Array[];
  readonly metadata: readonly Uint8Array[];
}

/** The block as a message: written once, its envelopes copied once. */
export function writeBlock(block: BlockParts): Buffer {
  const header = new Writer()
    .uint(1, block.number)
    .bytes(2, block.previousHash)
    .bytes(3, block.dataHash ?? dataHash(block.envelopes));
  const data = new Writer();
  for (const envelope of block.envelopes) data.element(1, envelope);
  const metadata = new Writer();
  for (const slot of block.metadata) metadata.element(1, slot);
  return new Writer().element(1, header).element(2, data).element(3, metadata).finish();
}

/** Slots of a block that nobody signed or validated yet. */
export function emptyMetadata(): Buffer[] {
  return Object.values(SLOT).map(() => Buffer.alloc(0));
}
