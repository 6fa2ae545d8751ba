import type { Block } from '@suyuan/block';
import { keys, type KeyRecord, type RecordPosition } from '@suyuan/domain';
import { applyBlock } from './apply-block.js';
import { checkSame, type Cursor, type LedgerInfo } from './cursor.js';
import { Deeds } from './deeds.js';
import { IndexFolder, type Database } from './folder.js';
import { IndexView, readRecord } from './index-view.js';
import { CommonParts } from './snapshot-reader.js';
import { at, COMMON, FORMAT } from './layout.js';
import type { Operation } from './operation.js';
import { Stock } from './stock.js';
import { Waiters } from './waiters.js';

/** The read model of one gateway: LevelDB, made of the ledger's blocks and of nothing else. */
export class IndexStore {
  readonly #waiters = new Waiters();
  readonly #db: Database;
  #cursor: Cursor | undefined;
  #info: LedgerInfo | undefined;
  /** While a batch is being written a snapshot may stand before it or after it. */
  #writing = false;
  #common = new CommonParts();

  private constructor(
    db: Database,
    readonly chaincode: string,
  ) {
    this.#db = db;
  }

  /** Opens `folder`. An index of another format is thrown away: following the ledger builds it again. Throws DATA_IN_USE. */
  static async open(folder: string, chaincode = 'suyuan'): Promise<IndexStore> {
    const place = new IndexFolder(folder);
    const { db, name } = await place.open();
    const format = await db.get(at.format);
    if (format === undefined || format === String(FORMAT)) return this.over(db, chaincode);
    await place.swap(String(Number(name) + 1));
    await db.close();
    return this.over((await place.open()).db, chaincode);
  }

  /** Over a database that is open: an empty one becomes an index of this format. */
  static async over(db: Database, chaincode = 'suyuan'): Promise<IndexStore> {
    const store = new IndexStore(db, chaincode);
    const [cursor, info] = await db.getMany([at.cursor, at.ledger]);
    if (cursor === undefined) await db.put(at.format, String(FORMAT), { sync: true });
    else store.#cursor = JSON.parse(cursor) as Cursor;
    if (info !== undefined) store.#info = JSON.parse(info) as LedgerInfo;
    return store;
  }

  /** Undefined until block 0 is in. */
  get cursor(): Cursor | undefined {
    return this.#cursor;
  }

  get info(): LedgerInfo | undefined {
    return this.#info;
  }

  get height(): number {
    return this.#cursor === undefined ? 0 : this.#cursor.block + 1;
  }

  /**
   * Takes in the blocks that come next. All that they change and the cursor are one LevelDB batch with `sync`: if we
   * die before it is on disk none of these blocks is in the index and the cursor still stands before them; if we die
   * after it, all of them are. There is no state between, so nothing is ever repaired: one follows from the cursor.
   * Throws DATA_CORRUPT, having changed nothing.
   */
  async apply(blocks: readonly Block[], sync = true): Promise<void> {
    let cursor = this.#cursor;
    const operations: Operation[] = [];
    const stored = (key: string): string | undefined => this.#db.getSync(key);
    const before = { stock: new Stock(stored), deeds: new Deeds(stored) };
    for (const block of blocks) {
      const applied = applyBlock(cursor, block, this.chaincode, before);
      cursor = applied.cursor;
      for (const operation of applied.operations) operations.push(operation);
    }
    if (cursor === undefined || operations.length === 0) return;
    for (const operation of before.stock.operations()) operations.push(operation);
    const common = operations.some(({ key }) => COMMON.test(key)) ? new CommonParts() : this.#common;
    this.#writing = true;
    try {
      await write(this.#db, operations, sync);
      this.#cursor = cursor;
      this.#common = common;
    } finally {
      this.#writing = false;
    }
    this.#info ??= JSON.parse(this.#db.getSync(at.ledger) ?? 'null') as LedgerInfo;
    this.#waiters.reached(cursor.block);
  }

  /** Throws DATA_CORRUPT where the ledger's block at the cursor is not the one that was taken in. */
  confirm(block: Block): void {
    if (this.#cursor !== undefined) checkSame(this.#cursor, block);
  }

  /** One document's record, as of now. */
  record(document: string): RecordPosition | undefined {
    return readRecord(this.#db.getSync(at.cover(document)));
  }

  /** A registered key, as of now. */
  key(participant: string, thumbprint: string): KeyRecord | undefined {
    const text = this.#db.getSync(at.state(keys.key(participant, thumbprint)));
    return text === undefined ? undefined : (JSON.parse(text) as KeyRecord);
  }

  /** Whether the block is in, at the latest after so many milliseconds. */
  waitFor(block: number, ms: number): Promise<boolean> {
    return this.height > block ? Promise.resolve(true) : this.#waiters.wait(block, ms);
  }

  /** Reads as of one block, however many blocks come in meanwhile. */
  async read<T>(query: (view: IndexView) => T | Promise<T>): Promise<T> {
    const snapshot = this.#db.snapshot();
    try {
      if (!this.#writing) return await query(new IndexView(this.#db, snapshot, this.#cursor, this.#common));
      const cursor = JSON.parse(this.#db.getSync(at.cursor, { snapshot }) ?? 'null') as Cursor | null;
      return await query(new IndexView(this.#db, snapshot, cursor ?? undefined, new CommonParts()));
    } finally {
      await snapshot.close();
    }
  }

  /** Every key and value, for comparing two indexes. */
  async *everything(): AsyncGenerator<readonly [string, string]> {
    yield* this.#db.iterator();
  }

  /** Puts on disk what was applied without `sync`. */
  async flush(): Promise<void> {
    await this.#db.put(at.format, String(FORMAT), { sync: true });
  }

  async close(): Promise<void> {
    this.#waiters.stop();
    await this.#db.close();
  }
}

async function write(db: Database, operations: readonly Operation[], sync: boolean): Promise<void> {
  const batch = db.batch();
  for (const operation of operations) {
    if (operation.type === 'del') batch.del(operation.key);
    else if (typeof operation.value === 'string') batch.put(operation.key, operation.value);
    else batch.put<string, Buffer>(operation.key, operation.value, { valueEncoding: 'buffer' });
  }
  await batch.write({ sync });
}
