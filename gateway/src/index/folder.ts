import { mkdir, open, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ClassicLevel } from 'classic-level';
import { TraceError } from '@suyuan/domain';

export type Database = ClassicLevel;

const POINTER = 'current';
const FIRST = '1';

/**
 * The folder of an index: databases named by numbers, and a file `current` that names the one in force, so that a
 * rebuilt one comes into force by one rename. LevelDB's own lock on the current database guards the whole folder:
 * nothing in it is changed by whoever does not hold that.
 */
export class IndexFolder {
  constructor(readonly path: string) {}

  /** Opens the current database, and clears away what a crash has left beside it. Throws DATA_IN_USE. */
  async open(): Promise<{ readonly db: Database; readonly name: string }> {
    await mkdir(this.path, { recursive: true });
    const name = await this.current();
    const db = await this.database(name);
    if ((await this.current()) !== name) {
      // Somebody swapped while this process was waiting for the lock.
      await db.close();
      return this.open();
    }
    await this.#removeOthers(name);
    return { db, name };
  }

  async current(): Promise<string> {
    const text = await readFile(join(this.path, POINTER), 'utf8').catch((error: unknown) => {
      if (isMissing(error)) return FIRST;
      throw error;
    });
    if (!/^[1-9][0-9]{0,8}$/.test(text.trim())) {
      throw new TraceError('DATA_CORRUPT', { what: join(this.path, POINTER), reason: 'it names no database' });
    }
    return text.trim();
  }

  async database(name: string): Promise<Database> {
    const path = join(this.path, name);
    await mkdir(path, { recursive: true });
    const db: Database = new ClassicLevel(path, { valueEncoding: 'utf8', cacheSize: 64 * 1024 * 1024 });
    try {
      await db.open();
    } catch (error) {
      const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
      const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
      if (code === 'LEVEL_LOCKED') throw new TraceError('DATA_IN_USE', { data: this.path });
      throw new TraceError('DATA_CORRUPT', { what: path, reason: String(cause) });
    }
    return db;
  }

  /**
   * Puts another database into force. Dying before the rename leaves the old one in force and this one to be cleared
   * away; dying after it leaves this one in force and the old one to be cleared away. There is nothing between.
   */
  async swap(to: string): Promise<void> {
    const next = join(this.path, `${POINTER}.next`);
    await writeFile(next, `${to}\n`);
    await syncPath(next);
    await rename(next, join(this.path, POINTER));
    await syncPath(this.path);
  }

  async remove(name: string): Promise<void> {
    await rm(join(this.path, name), { recursive: true, force: true });
  }

  async #removeOthers(name: string): Promise<void> {
    for (const other of await readdir(this.path)) {
      if (/^[0-9]+$/.test(other) && other !== name) await this.remove(other);
    }
  }
}

async function syncPath(path: string): Promise<void> {
  const handle = await open(path, 'r');
  await handle.sync().finally(() => handle.close());
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
