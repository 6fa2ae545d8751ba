import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { stopAll } from './down.js';
import { NetworkError } from './failure.js';
import { withLock } from './lock.js';
import { networkAt, NetworkFolder } from './network.js';
import { nodeCalled } from './nodes.js';
import { logOf, runningPid, startNode, stopNode, waitForNode } from './processes/node-process.js';
import { nodeSpec } from './processes/specs.js';
import type { Programs } from './programs/find.js';
import { readSettled, type Settled } from './settled.js';

/** Throws a NetworkError. */
export async function mustBeMade(folder: NetworkFolder): Promise<Settled> {
  const settled = await readSettled(folder);
  if (settled !== undefined) return settled;
  throw new NetworkError(`There is no network in ${folder.root}: npm run network -- up / 此处尚无网络。`);
}

/** False where it was not running. */
export async function stopOne(data: string, name: string): Promise<boolean> {
  return stopNode(await folderOf(data, name));
}

/** False where it ran already. */
export async function startOne(data: string, name: string, programs: Programs): Promise<boolean> {
  const folder = new NetworkFolder(data);
  nodeCalled(await mustBeMade(folder), name);
  return withLock(folder, async () => {
    const settled = await mustBeMade(folder);
    const node = nodeCalled(settled, name);
    if ((await runningPid(folder.node(node.folder))) !== undefined) return false;
    const network = networkAt(folder, settled.ordering, settled.portsFrom);
    const spec = nodeSpec(network, node, programs, settled);
    await startNode(spec);
    await waitForNode(spec);
    return true;
  });
}

/** The file that a node logs to. */
export async function logFile(data: string, name: string): Promise<string> {
  const file = logOf(await folderOf(data, name));
  if (!existsSync(file)) throw new NetworkError(`${name} has not written anything yet.`);
  return file;
}

/** Stops everything and forgets it. */
export async function clean(data: string): Promise<void> {
  const folder = new NetworkFolder(data);
  if (!existsSync(folder.root)) return;
  await withLock(folder, async () => {
    await stopAll(folder);
    // First what says that there is a network: dying here leaves none that is half of one.
    await rm(folder.settled, { force: true });
    await Promise.all(folder.made.map((path) => rm(path, { recursive: true, force: true })));
  });
}

async function folderOf(data: string, name: string): Promise<string> {
  const folder = new NetworkFolder(data);
  return folder.node(nodeCalled(await readSettled(folder), name).folder);
}
