import type { Key } from '../state/keys.js';
import type { Json } from '../json/json.js';
import { stringifySorted } from '../json/stringify.js';
import { readRecord } from '../state/read-record.js';

/** Keys that the rules asked for and nobody had read: read them and judge again. Never reaches a user. */
export class KeysNotRead extends Error {
  constructor(readonly keys: readonly string[]) {
    super(`state not read: ${keys.join(', ')}`);
  }
}

/**
 * The state that a capture works on: what was read from the ledger, and over it what the documents judged so far have
 * written. Values are records (state/records.ts), held as objects and never changed in place.
 */
export class WorkingState {
  readonly #read = new Map<string, object | undefined>();
  readonly #written = new Map<string, object>();
  /** Undo log since the last `keep`: the value that stood there, undefined where none was written. */
  #undo: [key: string, before: object | undefined][] = [];

  load(key: string, json: string | undefined): void {
    this.#read.set(key, json === undefined || json === '' ? undefined : readRecord(key, json));
  }

  has(key: string): boolean {
    return this.#read.has(key);
  }

  /** The record under a key, undefined where there is none. Throws KeysNotRead. */
  get<T extends object>(key: Key<T>): T | undefined {
    const written = this.#written.get(key);
    if (written !== undefined) return written as T;
    const read = this.#read.get(key);
    if (read === undefined && !this.#read.has(key)) throw new KeysNotRead([key]);
    return read as T | undefined;
  }

  put<T extends object>(key: Key<T>, record: T): void {
    this.#undo.push([key, this.#written.get(key)]);
    this.#written.set(key, record);
  }

  /** What was put since the last `keep` stands. */
  keep(): void {
    this.#undo = [];
  }

  /** A point to come back to, good until the next `keep`. */
  mark(): number {
    return this.#undo.length;
  }

  /** What was put since that point (or the last `keep`) never was. */
  undo(mark = 0): void {
    for (const [key, before] of this.#undo.splice(mark).reverse()) {
      if (before === undefined) this.#written.delete(key);
      else this.#written.set(key, before);
    }
  }

  /** Forgets all that was put, for judging again from the start. */
  reset(): void {
    this.#written.clear();
    this.#undo = [];
  }

  /** In key order: every endorser writes the same. */
  writes(): [key: string, json: string][] {
    const entries = [...this.#written].map(([key, record]): [string, string] => [key, stringifySorted(record as Json)]);
    return entries.sort(([a], [b]) => (a < b ? -1 : 1));
  }
}
