import { TraceError } from '../error/trace-error.js';
import { JsonNumber, isArray, isObject, type Json, type JsonObject } from './json.js';

/** Reads the members of an object from outside, one by one; what is left over is refused by name. */
export class Shape {
  readonly #left: Set<string>;

  constructor(
    readonly object: JsonObject,
    readonly path = '',
  ) {
    this.#left = new Set(Object.keys(object));
  }

  static of(value: Json | undefined, path = ''): Shape {
    if (!isObject(value)) throw new TraceError('FIELD_TYPE', { path, expected: 'object' });
    return new Shape(value, path);
  }

  has(name: string): boolean {
    return this.object[name] !== undefined;
  }

  take(name: string): Json | undefined {
    this.#left.delete(name);
    return this.object[name];
  }

  text(name: string, most = 200): string {
    const value = this.take(name);
    if (value === undefined) throw new TraceError('FIELD_MISSING', { path: this.at(name) });
    if (typeof value !== 'string' || value.length === 0) this.#type(name, 'text');
    if (value.length > most) throw new TraceError('FIELD_TOO_LONG', { path: this.at(name), most });
    return value;
  }

  optionalText(name: string, most = 200): string | undefined {
    return this.has(name) ? this.text(name, most) : undefined;
  }

  /** One of a fixed set of words. */
  word<W extends string>(name: string, words: readonly W[]): W {
    const value = this.text(name);
    const word = words.find((candidate) => candidate === value);
    if (word === undefined) throw new TraceError('FIELD_VALUE', { path: this.at(name), value, allowed: words });
    return word;
  }

  /** A whole number from 0 to 2^53 − 1, written as digits. */
  integer(name: string): number {
    const value = this.take(name);
    if (value === undefined) throw new TraceError('FIELD_MISSING', { path: this.at(name) });
    const text = value instanceof JsonNumber ? value.text : '';
    const number = /^(0|[1-9][0-9]{0,15})$/.test(text) ? Number(text) : Number.NaN;
    if (!Number.isSafeInteger(number)) this.#type(name, 'whole number');
    return number;
  }

  list(name: string, most = 1000): readonly Json[] {
    const value = this.take(name);
    if (value === undefined) throw new TraceError('FIELD_MISSING', { path: this.at(name) });
    if (!isArray(value)) this.#type(name, 'list');
    if (value.length > most) throw new TraceError('FIELD_TOO_LONG', { path: this.at(name), most });
    return value;
  }

  texts(name: string, most = 100): readonly string[] {
    return this.list(name, most).map((item, i) => {
      if (typeof item !== 'string' || item.length === 0 || item.length > 200) this.#type(`${name}[${i}]`, 'text');
      return item;
    });
  }

  shape(name: string): Shape {
    return Shape.of(this.take(name), this.at(name));
  }

  /** Call it last: a member that nobody took is refused. */
  done(): void {
    const [name] = this.#left;
    if (name !== undefined) throw new TraceError('FIELD_UNKNOWN', { path: this.at(name.slice(0, 80)) });
  }

  at(name: string): string {
    return this.path === '' ? name : `${this.path}.${name}`;
  }

  #type(name: string, expected: string): never {
    throw new TraceError('FIELD_TYPE', { path: this.at(name), expected });
  }
}
