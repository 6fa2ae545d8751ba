import { ClassicLevel } from 'classic-level';

import type { Update } from '@suyuan/block';
import { TraceError } from '@suyuan/domain';

import { blockKey, stateKey, TIP, transactionKey } from './keys.js';
import { decodePlace, decodeTip, encodePlace, encodeTip, encodeVersioned } from './records.js';
import type { Tip, TransactionPlace } from './records.js';
import { StateCache } from './state-cache.js';
import { SharedSnapshot, View } from './view.js';

const CACHE_BYTES = 64 * 1024 * 1024;
/** A block of full size several times over, so that a log file is not full with every other block. */
const WRITE_BUFFER = 32 * 1024 * 1024;

/** A block, ready to be kept, and all that follows from it. */
export interface Commit {
  readonly number: number;
  readonly block: Buffer;
  readonly headerHash: Buffer;
  readonly commitHash: Buffer;
  readonly updates: readonly Update[];
  /** First mention of each transaction id. */
  readonly places: readonly (readonly [txId: string, place: TransactionPlace])[];
}

/**
 * The ledger on disk. A block, the state that it leaves, the index of its transactions and the new tip go into one
 * LevelDB batch, synced: whoever dies before it has the ledger without the block, whoever dies after it has all of it.
 */
export class Store {
  readonly #db: ClassicLevel<string, Buffer>;
  readonly #cache = new StateCache(CACHE_BYTES);
  #tip: Tip;
  #newest: SharedSnapshot;

  private constructor(db: ClassicLevel<string, Buffer>, tip: Tip) {
    this.#db = db;
    this.#tip = tip;
    this.#newest = new SharedSnapshot(tip.height, db.snapshot());
  }

  /** Throws DATA_IN_USE where another process has it open. */
  static async open(path: string, data: string): Promise<Store> {
    const options = { valueEncoding: 'buffer', writeBufferSize: WRITE_BUFFER, cacheSize: WRITE_BUFFER } as const;
    const db = new ClassicLevel<string, Buffer>(path, options);
    try {
      await db.open();
    } catch (error) {
      const cause = error instanceof Error ? (error.cause as { code?: string } | undefined) : undefined;
      if (cause?.code === 'LEVEL_LOCKED') throw new TraceError('DATA_IN_USE', { data });
      throw error;
    }
    return new Store(db, decodeTip(await db.get(TIP)));
  }

  get tip(): Tip {
    return this.#tip;
  }

  block(number: number): Promise<Buffer | undefined> {
    return this.#db.get(blockKey(number));
  }

  /** At once: a name that is not there costs a look into a filter in memory, less than the way to another thread. */
  place(txId: string): TransactionPlace | undefined {
    const bytes = this.#db.getSync(transactionKey(txId));
    return bytes && decodePlace(bytes);
  }

  /** Must be closed by whoever asked for it. */
  view(): View {
    const shared = this.#newest;
    return new View(this.#db, this.#cache, shared, () => this.#newest === shared);
  }

  /** One at a time, in order. */
  async commit(commit: Commit): Promise<void> {
    const { number, headerHash, commitHash } = commit;
    const tip: Tip = { height: number + 1, headerHash, commitHash };
    // Written one by one into LevelDB's own batch: a list of operations is copied and looked through several times first.
    const batch = this.#db.batch();
    batch.put(blockKey(number), commit.block).put(TIP, encodeTip(tip));
    for (const [txId, place] of commit.places) batch.put(transactionKey(txId), encodePlace(place));
    for (const { namespace, key, value, version } of commit.updates) {
      if (value) batch.put(stateKey(namespace, key), encodeVersioned(version, value));
      else batch.del(stateKey(namespace, key));
    }
    // Dying before the end of this call: the block never was, nobody was told of it, its transactions may come again.
    await batch.write({ sync: true });
    // Dying from here on: the block is there, whole; who was not told asks again and is.
    this.#tip = tip;
    for (const { namespace, key, value, version } of commit.updates) {
      this.#cache.write(stateKey(namespace, key), tip.height, value && { version, value: Buffer.from(value) });
    }
    const before = this.#newest;
    this.#newest = new SharedSnapshot(tip.height, this.#db.snapshot());
    before.release();
  }

  close(): Promise<void> {
    this.#newest.release();
    return this.#db.close();
  }
}
