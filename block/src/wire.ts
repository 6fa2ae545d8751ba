import { FormatError } from './format-error.js';

/** How a field is laid out. */
const VARINT = 0;
const FIXED64 = 1;
const BYTES = 2;
const FIXED32 = 5;

/** A view, never a copy. */
export function view(bytes: Uint8Array): Buffer {
  return Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/**
 * Reads one protobuf message without copying: `while (reader.next()) switch (reader.field) …`. What is not read is
 * skipped, so unknown fields pass. Fabric's messages are bytes within bytes within bytes; generated code copies and
 * builds an object at each level, where most readers want one leaf of it (three times slower over a block).
 */
export class Reader {
  field = 0;
  #wire = 0;
  #at = 0;
  #unread = false;
  readonly #bytes: Buffer;
  readonly #what: string;

  constructor(bytes: Uint8Array, what: string) {
    this.#bytes = view(bytes);
    this.#what = what;
  }

  next(): boolean {
    if (this.#unread) this.#skip();
    if (this.#at === this.#bytes.length) return false;
    const tag = this.#varint();
    this.field = Math.floor(tag / 8);
    this.#wire = tag % 8;
    this.#unread = true;
    if (this.field === 0) this.#fail('field number 0');
    return true;
  }

  bytes(): Buffer {
    this.#expect(BYTES);
    const length = this.#varint();
    const start = this.#at;
    if (length > this.#bytes.length - start) this.#fail('cut short');
    this.#at = start + length;
    return this.#bytes.subarray(start, this.#at);
  }

  /** UTF-8; what is malformed becomes U+FFFD, as everywhere in Node. */
  string(): string {
    this.#expect(BYTES);
    const length = this.#varint();
    const start = this.#at;
    if (length > this.#bytes.length - start) this.#fail('cut short');
    this.#at = start + length;
    return this.#bytes.toString('utf8', start, this.#at);
  }

  /** An unsigned integer; above 2^53 − 1 (no block number nor count is) it is that. */
  uint(): number {
    this.#expect(VARINT);
    return this.#varint();
  }

  /** An int32 or an enum: negative ones are ten bytes on the wire. */
  int32(): number {
    return Number(BigInt.asIntN(32, this.int64()));
  }

  int64(): bigint {
    this.#expect(VARINT);
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = this.#byte();
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return BigInt.asIntN(64, value);
    }
    return this.#fail('varint too long');
  }

  bool(): boolean {
    return this.uint() !== 0;
  }

  #expect(wire: number): void {
    if (!this.#unread || this.#wire !== wire) this.#fail(`field ${this.field} has wire type ${this.#wire}`);
    this.#unread = false;
  }

  #skip(): void {
    this.#unread = false;
    if (this.#wire === VARINT) this.#varint();
    else if (this.#wire === BYTES) {
      const length = this.#varint();
      this.#at += length;
    } else if (this.#wire === FIXED64) this.#at += 8;
    else if (this.#wire === FIXED32) this.#at += 4;
    else this.#fail(`wire type ${this.#wire}`);
    if (this.#at > this.#bytes.length) this.#fail('cut short');
  }

  #varint(): number {
    let byte = this.#byte();
    let value = byte & 0x7f;
    let scale = 0x80;
    for (let i = 1; byte >= 0x80; i++) {
      if (i === 10) this.#fail('varint too long');
      byte = this.#byte();
      value += (byte & 0x7f) * scale;
      scale *= 0x80;
    }
    return Math.min(value, Number.MAX_SAFE_INTEGER);
  }

  #byte(): number {
    const byte = this.#bytes[this.#at++];
    return byte ?? this.#fail('cut short');
  }

  #fail(reason: string): never {
    throw new FormatError(this.#what, reason);
  }
}

/**
 * Writes one protobuf message in field order. As proto3 does, what equals its default is left out; `element` is for
 * repeated fields and for messages that are present though empty. Parts are kept by reference and copied once, in
 * `finish`, however deep they are nested.
 */
export class Writer {
  readonly #parts: Uint8Array[] = [];
  #length = 0;

  get length(): number {
    return this.#length;
  }

  uint(field: number, value: number): this {
    return value === 0 ? this : this.#push(varints(field * 8 + VARINT, value));
  }

  /** Negative numbers take ten bytes, as Fabric's int32 and int64 fields do. */
  int(field: number, value: number): this {
    if (value >= 0) return this.uint(field, value);
    let rest = BigInt.asUintN(64, BigInt(value));
    const bytes = [...varints(field * 8 + VARINT)];
    for (; rest > 0x7fn; rest >>= 7n) bytes.push(Number(rest & 0x7fn) | 0x80);
    return this.#push(Buffer.from([...bytes, Number(rest)]));
  }

  bool(field: number, value: boolean): this {
    return this.uint(field, value ? 1 : 0);
  }

  bytes(field: number, value: Uint8Array): this {
    return value.length === 0 ? this : this.element(field, value);
  }

  string(field: number, value: string): this {
    return value === '' ? this : this.element(field, Buffer.from(value));
  }

  element(field: number, value: Uint8Array | Writer): this {
    this.#push(varints(field * 8 + BYTES, value.length));
    if (!(value instanceof Writer)) return this.#push(value);
    for (const part of value.#parts) this.#parts.push(part);
    this.#length += value.#length;
    return this;
  }

  /** Bytes that are a message's, or the beginning of one, already. */
  raw(bytes: Uint8Array): this {
    return this.#push(bytes);
  }

  finish(): Buffer {
    const all = Buffer.allocUnsafe(this.#length);
    let at = 0;
    for (const part of this.#parts) {
      all.set(part, at);
      at += part.length;
    }
    return all;
  }

  #push(part: Uint8Array): this {
    this.#parts.push(part);
    this.#length += part.length;
    return this;
  }
}

/** Base-128 numbers, one after the other. */
export function varints(...values: readonly number[]): Buffer {
  const bytes = Buffer.allocUnsafe(10 * values.length);
  let at = 0;
  for (let value of values) {
    for (; value > 0x7f; value = Math.floor(value / 0x80)) bytes[at++] = (value % 0x80) | 0x80;
    bytes[at++] = value;
  }
  return bytes.subarray(0, at);
}
