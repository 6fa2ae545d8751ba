import {
  byUtf8,
  VALIDATION,
  type NamespaceSet,
  type RangeRead,
  type Read,
  type Update,
  type Version,
} from '@suyuan/block';

import type { View } from '../store/view.js';

type Sets = readonly Omit<NamespaceSet, 'other'>[];

/**
 * Multi-version concurrency control of one block: a transaction takes effect only if every key that it read has still
 * the version that it saw, before the block and after the valid transactions ahead of it in the block.
 */
export class BlockUpdates {
  readonly #view: View;
  readonly #block: number;
  /** By namespace, then key: the last write of the block. */
  readonly #updates = new Map<string, Map<string, Update>>();
  /** Versions before the block, of all keys that it reads. */
  readonly #committed = new Map<string, Map<string, Version | undefined>>();

  constructor(view: View, block: number) {
    this.#view = view;
    this.#block = block;
  }

  get all(): Update[] {
    return [...this.#updates.values()].flatMap((keys) => [...keys.values()]);
  }

  /** Fetches in one round what the block's transactions read. */
  async load(transactions: readonly Sets[]): Promise<void> {
    const wanted = new Map<string, Set<string>>();
    for (const { namespace, reads } of transactions.flat()) {
      let keys = wanted.get(namespace);
      if (!keys) wanted.set(namespace, (keys = new Set()));
      for (const { key } of reads) keys.add(key);
    }
    for (const [namespace, keys] of wanted) {
      const list = [...keys];
      const found = await this.#view.getMany(namespace, list);
      this.#committed.set(namespace, new Map(list.map((key, i) => [key, found[i]?.version])));
    }
  }

  /** Judges the next transaction of the block and, if it is valid, takes its writes. Returns a `TxValidationCode`. */
  async apply(index: number, sets: Sets): Promise<number> {
    for (const { namespace, reads, ranges } of sets) {
      if (!reads.every((read) => this.#isCurrent(namespace, read))) return VALIDATION.MVCC_READ_CONFLICT;
      for (const range of ranges) {
        if (!(await this.#isSame(namespace, range))) return VALIDATION.PHANTOM_READ_CONFLICT;
      }
    }
    const version = { block: this.#block, tx: index };
    for (const { namespace, writes } of sets) {
      for (const { key, value } of writes) {
        this.#of(namespace).set(key, value ? { namespace, key, value, version } : { namespace, key, version });
      }
    }
    return VALIDATION.VALID;
  }

  #of(namespace: string): Map<string, Update> {
    let keys = this.#updates.get(namespace);
    if (!keys) this.#updates.set(namespace, (keys = new Map<string, Update>()));
    return keys;
  }

  #isCurrent(namespace: string, { key, version }: Read): boolean {
    if (this.#updates.get(namespace)?.has(key)) return false;
    return areSame(this.#committed.get(namespace)?.get(key), version);
  }

  /** Walks the range again, over the state and the block's writes so far. Hashed results are none that we endorse. */
  async #isSame(namespace: string, range: RangeRead): Promise<boolean> {
    if (range.hashed) return false;
    const inside = (key: string) =>
      byUtf8(key, range.start) >= 0 &&
      (range.end === '' || byUtf8(key, range.end) < 0 || (!range.exhausted && key === range.end));
    const written = this.#updates.get(namespace) ?? new Map<string, Update>();
    const now: Read[] = [];
    // The last key seen is inclusive: \0 after it is the least key that follows.
    const end = range.exhausted ? range.end : `${range.end}\0`;
    for await (const { key, version } of this.#view.range(namespace, range.start, end)) {
      if (!written.has(key)) now.push({ key, version });
    }
    for (const { key, value, version } of written.values()) if (value && inside(key)) now.push({ key, version });
    now.sort((a, b) => byUtf8(a.key, b.key));
    const { reads } = range;
    return now.length === reads.length && reads.every((read, i) => isSame(read, now[i]));
  }
}

function isSame(a: Read, b: Read | undefined): boolean {
  return a.key === b?.key && areSame(a.version, b.version);
}

function areSame(a: Version | undefined, b: Version | undefined): boolean {
  return a?.block === b?.block && a?.tx === b?.tx;
}
