import { TraceError } from '../error/trace-error.js';
import { JsonNumber, type Json, type JsonObject } from './json.js';

/** Deeper than any EPCIS event; shallow enough that no stack is in danger. */
export const MAX_DEPTH = 32;

const NUMBER = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
const ESCAPES: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
};

/**
 * JSON (RFC 8259) read without loss: numbers keep their text, a name that stands twice in an object and the name
 * `__proto__` are refused, as are unpaired surrogates, which have no UTF-8.
 * Throws JSON_INVALID with the position, JSON_TOO_DEEP, JSON_DUPLICATE_NAME, JSON_FORBIDDEN_NAME.
 */
export function parseJson(text: string): Json {
  return read(text, (number) => new JsonNumber(number));
}

/** The same of records of our own, whose numbers are small whole ones: they come as plain numbers. */
export function parseRecord(text: string): Json {
  return read(text, Number);
}

function read(text: string, number: (text: string) => Json): Json {
  const reader = new Reader(text, number);
  const value = reader.value(0);
  reader.end();
  return value;
}

/**
 * Objects without inherited names, made by a constructor: engines lay these out like any others, while those of
 * `Object.create(null)` are hash tables, twice as slow to fill and to read.
 */
const Bare = function () {
  // Nothing of its own, and nothing inherited.
} as unknown as new () => Record<string, Json>;
Bare.prototype = Object.create(null) as object;

const NAMES = 512;
const names: string[] = [];

class Reader {
  #at = 0;
  /** All characters of the string at hand, or-ed: less than a surrogate, and there is none among them. */
  #seen = 0;

  constructor(
    readonly text: string,
    readonly number: (text: string) => Json,
  ) {}

  value(depth: number): Json {
    if (depth > MAX_DEPTH) throw new TraceError('JSON_TOO_DEEP', { most: MAX_DEPTH });
    this.#space();
    switch (this.text.charCodeAt(this.#at)) {
      case 0x7b:
        return this.#object(depth);
      case 0x5b:
        return this.#array(depth);
      case 0x22:
        return this.#string();
      case 0x74:
        return this.#word('true', true);
      case 0x66:
        return this.#word('false', false);
      case 0x6e:
        return this.#word('null', null);
      default:
        return this.#number();
    }
  }

  end(): void {
    this.#space();
    if (this.#at !== this.text.length) this.#fail();
  }

  #object(depth: number): JsonObject {
    const object = new Bare();
    this.#at++;
    if (this.#closes(0x7d)) return object;
    do {
      this.#space();
      if (this.text.charCodeAt(this.#at) !== 0x22) this.#fail();
      const name = this.#name();
      if (name === '__proto__') throw new TraceError('JSON_FORBIDDEN_NAME', { name });
      if (name in object) throw new TraceError('JSON_DUPLICATE_NAME', { name: name.slice(0, 80) });
      this.#space();
      this.#expect(0x3a);
      object[name] = this.value(depth + 1);
    } while (this.#continues(0x7d));
    return object;
  }

  #array(depth: number): Json[] {
    const items: Json[] = [];
    this.#at++;
    if (this.#closes(0x5d)) return items;
    do items.push(this.value(depth + 1));
    while (this.#continues(0x5d));
    return items;
  }

  /**
   * A member's name. The same few stand in every event: one seen before is found by its ends and its length, and
   * compared where it stands, which spares cutting it out and hashing it again.
   */
  #name(): string {
    const { text } = this;
    const start = this.#at + 1;
    let end = start;
    let code = text.charCodeAt(end);
    while (code >= 0x20 && code !== 0x22 && code !== 0x5c && code < 0x80) code = text.charCodeAt(++end);
    if (code !== 0x22) return this.#string();
    const slot = ((end - start) * 31 + text.charCodeAt(start) * 7 + text.charCodeAt(end - 1)) % NAMES;
    const known = names[slot];
    this.#at = end + 1;
    if (known?.length === end - start && text.startsWith(known, start)) return known;
    return (names[slot] = text.slice(start, end));
  }

  #string(): string {
    this.#at++;
    this.#seen = 0;
    let value = this.#plain();
    while (this.text.charCodeAt(this.#at) === 0x5c) value += this.#escape() + this.#plain();
    this.#expect(0x22);
    if (this.#seen >= 0xd800 && !isWellFormed(value)) this.#fail();
    return value;
  }

  /** What RFC 8259 §7 lets stand unescaped: all but the quote, the backslash and control characters. */
  #plain(): string {
    const { text } = this;
    let at = this.#at;
    let seen = this.#seen;
    let code = text.charCodeAt(at);
    while (code >= 0x20 && code !== 0x22 && code !== 0x5c) {
      seen |= code;
      code = text.charCodeAt(++at);
    }
    const plain = text.slice(this.#at, at);
    this.#at = at;
    this.#seen = seen;
    return plain;
  }

  #escape(): string {
    const kind = this.text.charAt(this.#at + 1);
    if (kind === 'u') {
      const digits = this.text.slice(this.#at + 2, this.#at + 6);
      if (!/^[0-9a-fA-F]{4}$/.test(digits)) this.#fail();
      this.#at += 6;
      const code = Number.parseInt(digits, 16);
      this.#seen |= code;
      return String.fromCharCode(code);
    }
    const value = ESCAPES[kind];
    if (value === undefined) return this.#fail();
    this.#at += 2;
    return value;
  }

  #number(): Json {
    NUMBER.lastIndex = this.#at;
    const text = NUMBER.exec(this.text)?.[0];
    if (text === undefined) return this.#fail();
    this.#at += text.length;
    return this.number(text);
  }

  #word<T>(word: string, value: T): T {
    if (!this.text.startsWith(word, this.#at)) this.#fail();
    this.#at += word.length;
    return value;
  }

  #closes(bracket: number): boolean {
    this.#space();
    if (this.text.charCodeAt(this.#at) !== bracket) return false;
    this.#at++;
    return true;
  }

  #continues(bracket: number): boolean {
    if (this.#closes(bracket)) return false;
    this.#expect(0x2c);
    return true;
  }

  #expect(code: number): void {
    if (this.text.charCodeAt(this.#at) !== code) this.#fail();
    this.#at++;
  }

  #space(): void {
    for (;;) {
      const code = this.text.charCodeAt(this.#at);
      if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return;
      this.#at++;
    }
  }

  #fail(): never {
    throw new TraceError('JSON_INVALID', { position: this.#at });
  }
}

/** No surrogate without its partner (String.prototype.isWellFormed, which older engines lack). */
function isWellFormed(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < 0xd800 || code > 0xdfff) continue;
    const next = text.charCodeAt(i + 1);
    if (code > 0xdbff || !(next >= 0xdc00 && next <= 0xdfff)) return false;
    i++;
  }
  return true;
}
