import type { AbstractSnapshot } from 'abstract-level';
import type { ClassicLevel } from 'classic-level';

import { getFew } from './get-few.js';
import { keyOf, stateKey, stateRange } from './keys.js';
import { decodeVersioned, type Versioned } from './records.js';
import type { StateCache } from './state-cache.js';

/** State as of one height, for as long as somebody looks at it. Shared by all who begin at that height. */
export class SharedSnapshot {
  #users = 1;

  constructor(
    readonly height: number,
    readonly snapshot: AbstractSnapshot,
  ) {}

  use(): this {
    this.#users++;
    return this;
  }

  release(): void {
    if (--this.#users === 0) void this.snapshot.close();
  }
}

/** Committed state as of one height. */
export class View {
  readonly #db: ClassicLevel<string, Buffer>;
  readonly #cache: StateCache;
  readonly #shared: SharedSnapshot;
  readonly #isNewest: () => boolean;
  #open = true;

  constructor(db: ClassicLevel<string, Buffer>, cache: StateCache, shared: SharedSnapshot, isNewest: () => boolean) {
    this.#db = db;
    this.#cache = cache;
    this.#shared = shared.use();
    this.#isNewest = isNewest;
  }

  /** Number of blocks whose effects are seen. */
  get height(): number {
    return this.#shared.height;
  }

  async getMany(namespace: string, keys: readonly string[]): Promise<(Versioned | undefined)[]> {
    const found: (Versioned | undefined)[] = new Array<Versioned | undefined>(keys.length);
    const missing: number[] = [];
    const stored: string[] = [];
    keys.forEach((key, i) => {
      const full = stateKey(namespace, key);
      const known = this.#cache.get(full, this.height);
      if (known) found[i] = known.item;
      else {
        missing.push(i);
        stored.push(full);
      }
    });
    if (missing.length === 0) return found;
    const values = await getFew(this.#db, stored, this.#shared.snapshot);
    // Only what is still the newest may be remembered; a block that came in meanwhile has written its own.
    const remember = this.#isNewest();
    values.forEach((bytes, j) => {
      const item = bytes && decodeVersioned(bytes);
      found[missing[j] ?? 0] = item;
      if (remember) this.#cache.fill(stored[j] ?? '', this.height, item);
    });
    return found;
  }

  /** Keys from `start` (inclusive) to `end` (exclusive; '' for all that follow), in order of their bytes. */
  async *range(namespace: string, start: string, end: string): AsyncGenerator<{ key: string } & Versioned> {
    const bounds = stateRange(namespace, start, end);
    for await (const [key, bytes] of this.#db.iterator({ ...bounds, snapshot: this.#shared.snapshot })) {
      yield { key: keyOf(key, namespace), ...decodeVersioned(bytes) };
    }
  }

  close(): void {
    if (this.#open) this.#shared.release();
    this.#open = false;
  }
}
