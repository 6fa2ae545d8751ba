import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { NetworkError } from './failure.js';
import type { NetworkFolder } from './network.js';
import { processToken } from './processes/token.js';

/** One command at a time changes a network. The lock of one that died is taken over. */
export async function withLock<T>(folder: NetworkFolder, work: () => Promise<T>): Promise<T> {
  await mkdir(folder.root, { recursive: true, mode: 0o700 });
  const mine = `${process.pid} ${(await processToken(process.pid)) ?? ''}`;
  await take(folder.lock, mine);
  try {
    return await work();
  } finally {
    await rm(folder.lock, { force: true });
  }
}

async function take(file: string, mine: string): Promise<void> {
  try {
    await writeFile(file, mine, { flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    const [pid = '', ...token] = (await readFile(file, 'utf8').catch(() => '')).split(' ');
    if ((await processToken(Number(pid))) === token.join(' ')) {
      throw new NetworkError(`Another command (process ${pid}) is at work on this network.`);
    }
    await rm(file, { force: true });
    await writeFile(file, mine, { flag: 'wx' });
  }
}
