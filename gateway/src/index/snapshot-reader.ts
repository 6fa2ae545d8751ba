import type { EntryRef, Key } from '@suyuan/domain';
import { BoundedCache } from './bounded-cache.js';
import type { Database } from './folder.js';
import { at, COMMON } from './layout.js';

export type Snapshot = ReturnType<Database['snapshot']>;
export interface Range {
  readonly gt: string;
  readonly lt: string;
  /** No end unless said: for lists that grow by a regulator's own hand alone. */
  readonly limit?: number;
  readonly reverse?: boolean;
}

/** One page of a list, and where the next one begins. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly next?: string;
}

/**
 * What answers about every item need again (`COMMON` in layout.ts), made once and kept as long as no block changes any
 * of it. One belongs to the state between two such blocks: a view never sees what is older or newer than itself.
 */
export class CommonParts extends BoundedCache<unknown> {
  constructor() {
    super(20_000);
  }
}

/** Reads the index as of one block: records of the contract's state, and keys in order. What is one key is read on this thread. */
export class SnapshotReader {
  readonly #db: Database;
  readonly #snapshot: Snapshot;
  readonly #common: CommonParts;

  constructor(db: Database, snapshot: Snapshot, common: CommonParts) {
    this.#db = db;
    this.#snapshot = snapshot;
    this.#common = common;
  }

  /** Something made of nothing but what is common to all items: made once, until a block changes any of that. */
  async common<T>(name: string, make: () => T | Promise<T>): Promise<T> {
    const known = this.#common.get(name) as { readonly value: T } | undefined;
    if (known !== undefined) return known.value;
    const value = await make();
    this.#common.set(name, { value });
    return value;
  }

  /** A record of the contract's state, by its key there (`keys` of the domain). */
  state<T extends object>(key: Key<T>): T | undefined {
    const name = at.state(key);
    if (!COMMON.test(name)) return parse(this.get(name)) as T | undefined;
    const known = this.#common.get(name);
    if (known !== undefined) return known as T;
    const record = parse(this.get(name)) as T | undefined;
    if (record !== undefined) this.#common.set(name, record);
    return record;
  }

  async states<T extends object>(list: readonly Key<T>[]): Promise<readonly (T | undefined)[]> {
    return (await this.texts(list)).map((value) => parse(value) as T | undefined);
  }

  /** Records as the contract wrote them. */
  texts(list: readonly string[]): Promise<readonly (string | undefined)[]> {
    return this.many(list.map(at.state));
  }

  protected async refs(range: Range): Promise<readonly EntryRef[]> {
    return (await this.page(range)).items.map(([, ref]) => ref as EntryRef);
  }

  /** One entry more than asked for is read, to know whether there are more. */
  protected async page({
    limit = Infinity,
    ...range
  }: Range): Promise<{ items: readonly [string, string][]; more: boolean }> {
    const bound = limit === Infinity ? undefined : { limit: limit + 1 };
    const items = await this.#db.iterator({ ...range, ...bound, snapshot: this.#snapshot }).all();
    return items.length > limit ? { items: items.slice(0, limit), more: true } : { items, more: false };
  }

  protected get(key: string): string | undefined {
    return this.#db.getSync(key, { snapshot: this.#snapshot });
  }

  protected async many(list: readonly string[]): Promise<(string | undefined)[]> {
    return list.length === 0 ? [] : this.#db.getMany([...list], { snapshot: this.#snapshot });
  }
}

function parse(text: string | undefined): unknown {
  return text === undefined ? undefined : JSON.parse(text);
}
