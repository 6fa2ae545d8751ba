import { existsSync } from 'node:fs';
import { withLock } from './lock.js';
import { NetworkFolder } from './network.js';
import { NODE_FOLDERS } from './nodes.js';
import { stopNode } from './processes/node-process.js';

/** Stops every node that runs; returns the names of their folders. Data stays. */
export async function down(data: string): Promise<string[]> {
  const folder = new NetworkFolder(data);
  return existsSync(folder.root) ? withLock(folder, () => stopAll(folder)) : [];
}

/** For who has the lock. */
export async function stopAll(folder: NetworkFolder): Promise<string[]> {
  const stopped = await Promise.all(NODE_FOLDERS.map((name) => stopNode(folder.node(name))));
  return NODE_FOLDERS.filter((_, i) => stopped[i]);
}
