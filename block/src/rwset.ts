import { bytesSize, elementSize, FlatWriter, uintSize } from './flat.js';
import { Reader, Writer } from './wire.js';

/** Where a key was written last: block and position in it. Fabric's `Version`. */
export interface Version {
  readonly block: number;
  readonly tx: number;
}

export interface Read {
  readonly key: string;
  /** Absent where the key was. */
  readonly version?: Version;
}

export interface Write {
  readonly key: string;
  /** Absent for a deletion. */
  readonly value?: Buffer;
}

/** A range that was walked, and what was found in it: nothing may have come into it since. */
export interface RangeRead {
  readonly start: string;
  /** Exclusive where the range was walked to its end (`exhausted`), else the last key seen. */
  readonly end: string;
  readonly exhausted: boolean;
  readonly reads: readonly Read[];
  /** Large results are given by Merkle hashes instead; such ranges cannot be compared by their reads. */
  readonly hashed: boolean;
}

/** What a transaction read and wrote in one namespace. */
export interface NamespaceSet {
  readonly namespace: string;
  readonly reads: readonly Read[];
  readonly ranges: readonly RangeRead[];
  readonly writes: readonly Write[];
  /** Metadata of keys or private collections are written too: nothing of ours does. */
  readonly other: boolean;
}

/** `rwset.TxReadWriteSet` of public state. */
export function readWriteSets(bytes: Uint8Array): NamespaceSet[] {
  const reader = new Reader(bytes, 'rwset.TxReadWriteSet');
  const sets: NamespaceSet[] = [];
  while (reader.next()) if (reader.field === 2) sets.push(readNamespace(reader.bytes()));
  return sets;
}

function readNamespace(bytes: Buffer): NamespaceSet {
  const reader = new Reader(bytes, 'rwset.NsReadWriteSet');
  let namespace = '';
  let collections = false;
  const reads: Read[] = [];
  const ranges: RangeRead[] = [];
  const writes: Write[] = [];
  let metadata = false;
  while (reader.next()) {
    if (reader.field === 1) namespace = reader.string();
    else if (reader.field === 3) collections = true;
    else if (reader.field === 2) {
      const set = new Reader(reader.bytes(), 'kvrwset.KVRWSet');
      while (set.next()) {
        if (set.field === 1) reads.push(readRead(set.bytes()));
        else if (set.field === 2) ranges.push(readRange(set.bytes()));
        else if (set.field === 3) writes.push(readWrite(set.bytes()));
        else if (set.field === 4) metadata = true;
      }
    }
  }
  return { namespace, reads, ranges, writes, other: collections || metadata };
}

function readRead(bytes: Buffer): Read {
  const reader = new Reader(bytes, 'kvrwset.KVRead');
  let key = '';
  let version: Version | undefined;
  while (reader.next()) {
    if (reader.field === 1) key = reader.string();
    else if (reader.field === 2) version = readVersion(reader.bytes());
  }
  return version ? { key, version } : { key };
}

function readVersion(bytes: Buffer): Version {
  const reader = new Reader(bytes, 'kvrwset.Version');
  const found = { block: 0, tx: 0 };
  while (reader.next()) {
    if (reader.field === 1) found.block = reader.uint();
    else if (reader.field === 2) found.tx = reader.uint();
  }
  return found;
}

function readWrite(bytes: Buffer): Write {
  const reader = new Reader(bytes, 'kvrwset.KVWrite');
  let key = '';
  let deleted = false;
  let value: Buffer | undefined;
  while (reader.next()) {
    if (reader.field === 1) key = reader.string();
    else if (reader.field === 2) deleted = reader.bool();
    else if (reader.field === 3) value = reader.bytes();
  }
  return deleted || value === undefined || value.length === 0 ? { key } : { key, value };
}

function readRange(bytes: Buffer): RangeRead {
  const reader = new Reader(bytes, 'kvrwset.RangeQueryInfo');
  const found = { start: '', end: '', exhausted: false, hashed: false };
  const reads: Read[] = [];
  while (reader.next()) {
    if (reader.field === 1) found.start = reader.string();
    else if (reader.field === 2) found.end = reader.string();
    else if (reader.field === 3) found.exhausted = reader.bool();
    else if (reader.field === 5) found.hashed = true;
    else if (reader.field === 4) {
      const list = new Reader(reader.bytes(), 'kvrwset.QueryReads');
      while (list.next()) if (list.field === 1) reads.push(readRead(list.bytes()));
    }
  }
  return { ...found, reads };
}

/** One read or write of a key, reckoned: `inner` is the size of its message. */
interface Sized {
  readonly keySize: number;
  readonly inner: number;
}

/** Namespaces, and keys in each, must come sorted by their UTF-8 bytes, as an endorser's builder leaves them. */
export function writeWriteSets(sets: readonly Omit<NamespaceSet, 'other'>[]): Buffer {
  const all = new Writer();
  for (const set of sets) all.element(2, new Writer().string(1, set.namespace).bytes(2, writeKeys(set)));
  return all.finish();
}

/** `kvrwset.KVRWSet`. */
function writeKeys({ reads, ranges, writes }: Omit<NamespaceSet, 'other'>): Buffer {
  const readSizes = reads.map(readSize);
  const walked = ranges.map((range) => writeRange(range).finish());
  const writeSizes = writes.map(({ key, value }): Sized => {
    const keySize = Buffer.byteLength(key);
    return { keySize, inner: bytesSize(keySize) + (value ? bytesSize(value.length) : uintSize(1)) };
  });
  let size = 0;
  for (const { inner } of readSizes) size += elementSize(inner);
  for (const { length } of walked) size += elementSize(length);
  for (const { inner } of writeSizes) size += elementSize(inner);

  const flat = new FlatWriter(size);
  reads.forEach((read, i) => {
    writeRead(flat, 1, read, readSizes[i]);
  });
  for (const range of walked) flat.element(2, range.length).raw(range);
  writes.forEach(({ key, value }, i) => {
    const { keySize, inner } = writeSizes[i] ?? NOTHING;
    flat.element(3, inner).string(1, key, keySize);
    if (value) flat.bytes(3, value);
    else flat.bool(2, true);
  });
  return flat.finish();
}

const NOTHING: Sized = { keySize: 0, inner: 0 };

function readSize({ key, version }: Read): Sized {
  const keySize = Buffer.byteLength(key);
  return { keySize, inner: bytesSize(keySize) + (version ? elementSize(versionSize(version)) : 0) };
}

function versionSize({ block, tx }: Version): number {
  return uintSize(block) + uintSize(tx);
}

function writeRead(flat: FlatWriter, field: number, { key, version }: Read, { keySize, inner } = NOTHING): void {
  flat.element(field, inner).string(1, key, keySize);
  if (version) flat.element(2, versionSize(version)).uint(1, version.block).uint(2, version.tx);
}

function writeRange(range: RangeRead): Writer {
  const sizes = range.reads.map(readSize);
  const reads = new FlatWriter(sizes.reduce((sum, { inner }) => sum + elementSize(inner), 0));
  range.reads.forEach((read, i) => {
    writeRead(reads, 1, read, sizes[i]);
  });
  return new Writer().string(1, range.start).string(2, range.end).bool(3, range.exhausted).element(4, reads.finish());
}

const HIGH = /[\ud800-\uffff]/;

/** Order of Go's strings: by UTF-8 bytes. JavaScript's own order differs from U+E000 on, where surrogates come in. */
export function byUtf8(a: string, b: string): number {
  if (a === b) return 0;
  if (HIGH.test(a) || HIGH.test(b)) return Buffer.compare(Buffer.from(a), Buffer.from(b));
  return a < b ? -1 : 1;
}

/** The texts in that order, sorted in place: in JavaScript's own where that is the same. */
export function sortUtf8(texts: string[]): string[] {
  return texts.some((text) => HIGH.test(text)) ? texts.sort(byUtf8) : texts.sort();
}
