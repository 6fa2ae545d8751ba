import type { Versioned } from './records.js';

interface Entry {
  /** Height at which this became the key's newest value; `undefined` in `item` is the key's absence. */
  readonly since: number;
  readonly item: Versioned | undefined;
}

const OVERHEAD = 200;

/**
 * The newest values of keys used lately: registers and goods that move are read again and again, and every read is
 * looked at a second time when its transaction is validated. Two generations: what was not used while one filled up
 * falls out with the next.
 */
export class StateCache {
  #young = new Map<string, Entry>();
  #old = new Map<string, Entry>();
  #bytes = 0;
  readonly #limit: number;

  constructor(limitBytes: number) {
    this.#limit = limitBytes / 2;
  }

  /** The value at this height; undefined where the cache does not know. */
  get(key: string, height: number): { item: Versioned | undefined } | undefined {
    let entry = this.#young.get(key);
    if (!entry) {
      entry = this.#old.get(key);
      if (entry) this.#put(key, entry);
    }
    return entry && entry.since <= height ? entry : undefined;
  }

  /** What was read at a height that is still the newest. Never replaces anything: a write is newer. */
  fill(key: string, height: number, item: Versioned | undefined): void {
    if (!this.#young.has(key) && !this.#old.has(key)) this.#put(key, { since: height, item });
  }

  /** What a block wrote. */
  write(key: string, height: number, item: Versioned | undefined): void {
    this.#put(key, { since: height, item });
  }

  #put(key: string, entry: Entry): void {
    this.#young.set(key, entry);
    this.#bytes += key.length + (entry.item?.value.length ?? 0) + OVERHEAD;
    if (this.#bytes < this.#limit) return;
    this.#old = this.#young;
    this.#young = new Map();
    this.#bytes = 0;
  }
}
