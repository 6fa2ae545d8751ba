import { link, mkdir, open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { TraceError } from '@suyuan/domain';

/** Throws FILE_UNREADABLE. */
export async function readText(path: string): Promise<string> {
  return (await readBytes(path)).toString('utf8');
}

/** Throws FILE_UNREADABLE. */
export async function readBytes(path: string): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch (error) {
    throw new TraceError('FILE_UNREADABLE', { file: path, reason: reasonOf(error) });
  }
}

/** Replaces what is there, completely or not at all. Throws FILE_UNWRITABLE. */
export async function writeOver(path: string, text: string): Promise<void> {
  await guarded(path, async () => {
    const temporary = `${path}.${process.pid}.new`;
    await writeFile(temporary, text);
    await rename(temporary, path);
  });
}

/**
 * Never over another file, and complete or not at all: the text is on disk under another name before it gets its own,
 * and `link` (unlike `rename`) never replaces. If we die in between, a `.new` file is left. Throws FILE_EXISTS,
 * FILE_UNWRITABLE.
 */
export async function writeNew(path: string, text: string, mode = 0o644): Promise<void> {
  await guarded(path, async () => {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    const temporary = `${path}.${process.pid}.new`;
    const file = await open(temporary, 'wx', mode);
    try {
      await file.writeFile(text);
      await file.sync();
      await link(temporary, path).catch((error: unknown) => {
        throw reasonOf(error) === 'EEXIST' ? new TraceError('FILE_EXISTS', { file: path }) : error;
      });
    } finally {
      await file.close();
      await rm(temporary, { force: true });
    }
  });
}

async function guarded(path: string, write: () => Promise<void>): Promise<void> {
  try {
    await write();
  } catch (error) {
    throw error instanceof TraceError
      ? error
      : new TraceError('FILE_UNWRITABLE', { file: path, reason: reasonOf(error) });
  }
}

/** Node's code (`ENOENT`), else what it says. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return 'code' in error && typeof error.code === 'string' ? error.code : error.message;
}
