import type { Version } from '@suyuan/block';

/** A value of state and where it was written last. */
export interface Versioned {
  readonly version: Version;
  readonly value: Buffer;
}

/** What became of a transaction, and where it stands. */
export interface TransactionPlace {
  readonly block: number;
  readonly index: number;
  /** A `TxValidationCode`. */
  readonly code: number;
}

/** The newest block: what the next one continues. */
export interface Tip {
  /** Number of blocks. */
  readonly height: number;
  readonly headerHash: Buffer;
  /** Empty until block 1. */
  readonly commitHash: Buffer;
}

const PLACE = 10;

/** Block in 6 bytes, position in 4, then the value. */
export function encodeVersioned(version: Version, value: Uint8Array): Buffer {
  const bytes = Buffer.allocUnsafe(PLACE + value.length);
  bytes.writeUIntBE(version.block, 0, 6);
  bytes.writeUInt32BE(version.tx, 6);
  bytes.set(value, PLACE);
  return bytes;
}

export function decodeVersioned(bytes: Buffer): Versioned {
  return { version: { block: bytes.readUIntBE(0, 6), tx: bytes.readUInt32BE(6) }, value: bytes.subarray(PLACE) };
}

export function encodePlace({ block, index, code }: TransactionPlace): Buffer {
  const bytes = Buffer.allocUnsafe(PLACE + 1);
  bytes.writeUIntBE(block, 0, 6);
  bytes.writeUInt32BE(index, 6);
  bytes.writeUInt8(code, PLACE);
  return bytes;
}

export function decodePlace(bytes: Buffer): TransactionPlace {
  return { block: bytes.readUIntBE(0, 6), index: bytes.readUInt32BE(6), code: bytes.readUInt8(PLACE) };
}

export function encodeTip({ height, headerHash, commitHash }: Tip): Buffer {
  const text = { v: 1, height, headerHash: headerHash.toString('hex'), commitHash: commitHash.toString('hex') };
  return Buffer.from(JSON.stringify(text));
}

export function decodeTip(bytes: Buffer | undefined): Tip {
  if (!bytes) return { height: 0, headerHash: Buffer.alloc(0), commitHash: Buffer.alloc(0) };
  const tip = JSON.parse(bytes.toString()) as { height: number; headerHash: string; commitHash: string };
  const { height, headerHash, commitHash } = tip;
  return { height, headerHash: Buffer.from(headerHash, 'hex'), commitHash: Buffer.from(commitHash, 'hex') };
}
