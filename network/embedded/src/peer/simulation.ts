import {
  byUtf8,
  sortUtf8,
  type NamespaceSet,
  type RangeRead,
  type Read,
  type Version,
  type Write,
} from '@suyuan/block';

import type { Versioned } from '../store/records.js';
import type { View } from '../store/view.js';

/** Most keys that a peer takes in one batched message (core.yaml, chaincode.runtimeParams). */
export const BATCH_LIMIT = 1000;

/**
 * One run of a contract over committed state: what it reads is noted with its version, what it writes is kept apart and
 * not seen by its own reads, as on a peer.
 */
export class Simulation {
  readonly #view: View;
  readonly #reads = new Map<string, Versioned | undefined>();
  readonly #writes = new Map<string, Buffer | undefined>();
  readonly #ranges: RangeRead[] = [];

  constructor(
    view: View,
    readonly namespace: string,
  ) {
    this.#view = view;
  }

  async getMany(keys: readonly string[]): Promise<(Buffer | undefined)[]> {
    keys.forEach(checkKey);
    const fresh = [...new Set(keys)].filter((key) => !this.#reads.has(key));
    const found = await this.#view.getMany(this.namespace, fresh);
    fresh.forEach((key, i) => this.#reads.set(key, found[i]));
    return keys.map((key) => this.#reads.get(key)?.value);
  }

  /** An empty value is a deletion, as it is for a peer: protobuf does not tell them apart. */
  put(key: string, value: Uint8Array | undefined): void {
    checkKey(key);
    this.#writes.set(key, value && value.length > 0 ? Buffer.from(value) : undefined);
  }

  /** Walks committed keys; `done` is to be called with what was seen when the walk ends. */
  range(start: string, end: string): AsyncGenerator<{ key: string } & Versioned> {
    return this.#view.range(this.namespace, start, end);
  }

  walked(start: string, end: string, exhausted: boolean, reads: readonly { key: string; version: Version }[]): void {
    const last = reads.at(-1)?.key ?? start;
    this.#ranges.push({ start, end: exhausted ? end : last, exhausted, reads, hashed: false });
  }

  /** The sets as an endorser lays them out, with the read of the chaincode's definition that every transaction has. */
  sets(definition: { readonly namespace: string; readonly read: Read }): Omit<NamespaceSet, 'other'>[] {
    const sets = [{ namespace: definition.namespace, reads: [definition.read], ranges: [], writes: [] as Write[] }];
    if (this.#reads.size + this.#writes.size + this.#ranges.length > 0) sets.push(this.#own());
    return sets.sort((a, b) => byUtf8(a.namespace, b.namespace));
  }

  #own() {
    const reads = sorted(this.#reads).map(([key, found]) => (found ? { key, version: found.version } : { key }));
    const writes = sorted(this.#writes).map(([key, value]) => (value ? { key, value } : { key }));
    return { namespace: this.namespace, reads, ranges: this.#ranges as never[], writes };
  }
}

function sorted<T>(map: ReadonlyMap<string, T>): [string, T][] {
  return sortUtf8([...map.keys()]).map((key) => [key, map.get(key) as T]);
}

/** Composite keys begin with \0 and end with it; no other key may, or the two kinds could meet. */
export function checkKey(key: string): void {
  if (key === '') throw new Error('key must not be an empty string');
  if (/[\ud800-\udfff]/.test(key) && /\p{Surrogate}/u.test(key)) throw new Error(`not a valid utf8 string: [${key}]`);
  if (key.startsWith('\0') && !(key.length > 2 && key.endsWith('\0'))) {
    throw new Error(`first character of the key [${key}] contains a null character which is not allowed`);
  }
}
