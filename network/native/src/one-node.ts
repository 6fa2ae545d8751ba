import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { ORGANISATION_NAMES } from '@suyuan/network-config';
import { down } from './down.js';
import { NetworkError } from './failure.js';
import { withLock } from './lock.js';
import { networkAt, NetworkFolder, NODE_NAMES, nodeName, readSettled, ROLES } from './network.js';
import { logOf, runningPid, startNode, stopNode, waitForNode } from './processes/node-process.js';
import { nodeSpec } from './processes/specs.js';
import type { Programs } from './programs/find.js';

/** False where it was not running. */
export async function stopOne(data: string, name: string): Promise<boolean> {
  return stopNode(folderOf(data, name));
}

/** False where it ran already. */
export async function startOne(data: string, name: string, programs: Programs): Promise<boolean> {
  const own = folderOf(data, name);
  const folder = new NetworkFolder(data);
  return withLock(folder, async () => {
    const settled = await readSettled(folder);
    if (settled === undefined) throw new NetworkError('There is no network here: npm run network -- up');
    if ((await runningPid(own)) !== undefined) return false;
    const network = networkAt(folder, settled.ordering, settled.portsFrom);
    const parts = ORGANISATION_NAMES.flatMap((organisation) => ROLES.map((role) => ({ organisation, role })));
    const part = parts.find(({ organisation, role }) => nodeName(organisation, role) === name);
    if (part === undefined) throw unknownNode(name);
    const spec = nodeSpec(network, part.organisation, part.role, programs, settled);
    await startNode(spec);
    await waitForNode(spec);
    return true;
  });
}

/** The file that a node logs to. */
export function logFile(data: string, name: string): string {
  const file = logOf(folderOf(data, name));
  if (!existsSync(file)) throw new NetworkError(`${name} has not written anything yet.`);
  return file;
}

/** Stops everything and forgets it. */
export async function clean(data: string): Promise<void> {
  const folder = new NetworkFolder(data);
  if (!existsSync(folder.root)) return;
  await withLock(folder, async () => {
    await down(data);
    // First what says that there is a network: dying here leaves none that is half of one.
    await rm(folder.settled, { force: true });
    await Promise.all(folder.made.map((path) => rm(path, { recursive: true, force: true })));
  });
}

function folderOf(data: string, name: string): string {
  if (!NODE_NAMES.includes(name)) throw unknownNode(name);
  return new NetworkFolder(data).node(name);
}

function unknownNode(name: string): NetworkError {
  return new NetworkError(`There is no node ${name}; there are ${NODE_NAMES.join(', ')}.`);
}
