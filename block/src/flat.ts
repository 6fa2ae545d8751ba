/**
 * Writes lists of many small messages into one buffer whose size was reckoned before: where thousands of keys are written,
 * a Writer's parts (wire.ts) cost several times what they hold. Field numbers are below 16; as proto3 does, what equals
 * its default is left out.
 */
export class FlatWriter {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(size: number) {
    this.#bytes = Buffer.allocUnsafe(size);
  }

  uint(field: number, value: number): this {
    if (value === 0) return this;
    this.#bytes[this.#at++] = field * 8;
    return this.#varint(value);
  }

  bool(field: number, value: boolean): this {
    return this.uint(field, value ? 1 : 0);
  }

  /** `size`: its bytes in UTF-8. */
  string(field: number, value: string, size: number): this {
    if (size === 0) return this;
    this.element(field, size);
    this.#at += this.#bytes.write(value, this.#at);
    return this;
  }

  bytes(field: number, value: Uint8Array): this {
    return value.length === 0 ? this : this.element(field, value.length).raw(value);
  }

  /** The beginning of a message of so many bytes; they follow. */
  element(field: number, size: number): this {
    this.#bytes[this.#at++] = field * 8 + 2;
    return this.#varint(size);
  }

  raw(bytes: Uint8Array): this {
    this.#bytes.set(bytes, this.#at);
    this.#at += bytes.length;
    return this;
  }

  finish(): Buffer {
    if (this.#at !== this.#bytes.length) throw new RangeError(`reckoned ${this.#bytes.length}, wrote ${this.#at}`);
    return this.#bytes;
  }

  #varint(value: number): this {
    let rest = value;
    for (; rest > 0x7f; rest = Math.floor(rest / 0x80)) this.#bytes[this.#at++] = (rest % 0x80) | 0x80;
    this.#bytes[this.#at++] = rest;
    return this;
  }
}

/** What `uint` writes, in bytes. */
export function uintSize(value: number): number {
  return value === 0 ? 0 : 1 + varintSize(value);
}

/** What `string` and `bytes` write for so many bytes. */
export function bytesSize(size: number): number {
  return size === 0 ? 0 : elementSize(size);
}

/** What `element` and the message behind it take. */
export function elementSize(size: number): number {
  return 1 + varintSize(size) + size;
}

function varintSize(value: number): number {
  let size = 1;
  for (let rest = value; rest > 0x7f; rest = Math.floor(rest / 0x80)) size++;
  return size;
}
