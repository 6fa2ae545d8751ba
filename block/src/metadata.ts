import { Reader, Writer } from './wire.js';

/** Slots of a block's metadata (common.BlockMetadataIndex). */
export const SLOT = { SIGNATURES: 0, LAST_CONFIG: 1, TRANSACTIONS_FILTER: 2, ORDERER: 3, COMMIT_HASH: 4 } as const;

export interface BlockSignature {
  /** Bytes of the `common.SignatureHeader`: signed, and naming who signed. */
  readonly header: Buffer;
  readonly signature: Buffer;
  /** BFT orderers name themselves by number instead (`common.IdentifierHeader`). */
  readonly identifierHeader: Buffer;
}

/** `common.Metadata`: a value and who signed it. */
export interface Metadata {
  readonly value: Buffer;
  readonly signatures: readonly BlockSignature[];
}

const NONE: Buffer = Buffer.alloc(0);

export function readMetadata(bytes: Uint8Array): Metadata {
  const reader = new Reader(bytes, 'common.Metadata');
  let value = NONE;
  const signatures: BlockSignature[] = [];
  while (reader.next()) {
    if (reader.field === 1) value = reader.bytes();
    else if (reader.field === 2) signatures.push(readSignature(reader.bytes()));
  }
  return { value, signatures };
}

function readSignature(bytes: Uint8Array): BlockSignature {
  const reader = new Reader(bytes, 'common.MetadataSignature');
  const found = { header: NONE, signature: NONE, identifierHeader: NONE };
  while (reader.next()) {
    if (reader.field === 1) found.header = reader.bytes();
    else if (reader.field === 2) found.signature = reader.bytes();
    else if (reader.field === 3) found.identifierHeader = reader.bytes();
  }
  return found;
}

export function writeMetadata(value: Uint8Array, signatures: readonly Omit<BlockSignature, 'identifierHeader'>[] = []) {
  const writer = new Writer().bytes(1, value);
  for (const { header, signature } of signatures) {
    writer.element(2, new Writer().bytes(1, header).bytes(2, signature));
  }
  return writer.finish();
}

/** `common.LastConfig`: the newest configuration block at or before this one. A zero is present as an empty message. */
export function lastConfig(block: number): Buffer {
  return new Writer().uint(1, block).finish();
}

export function readLastConfig(slot: Uint8Array): number {
  const reader = new Reader(readMetadata(slot).value, 'common.LastConfig');
  let index = 0;
  while (reader.next()) if (reader.field === 1) index = reader.uint();
  return index;
}

/** `common.OrdererBlockMetadata`, the value that orderers sign. Consenters' own metadata is left out where none is given. */
export function ordererMetadata(lastConfigBlock: number, consenter?: Uint8Array): Buffer {
  const writer = new Writer().element(1, lastConfig(lastConfigBlock));
  if (consenter) writer.element(2, consenter);
  return writer.finish();
}

/** What an orderer signs for a block: metadata value ‖ signature header ‖ DER of the block header. */
export function blockSigned(value: Uint8Array, header: Uint8Array, headerDer: Uint8Array): Buffer {
  return Buffer.concat([value, header, headerDer]);
}
