import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ORGANISATION_NAMES } from '@suyuan/network-config';
import type { NetworkFolder } from './network.js';
import { otherSlot, slotFolder } from './nodes.js';
import { stopNode } from './processes/node-process.js';
import type { Settled } from './settled.js';

/** A process that is asked to end answers the calls that it has first: a peer waits this long for them (ms), and a little. */
const DRAIN_PATIENCE = 35_000;

/**
 * Stops the contract processes that nothing settled speaks of, and removes what they ran from: contracts that were
 * replaced, or withdrawn. May be done at any time, any number of times. What peers installed stays theirs (a few KB):
 * Fabric takes nothing back.
 */
export async function tidy(folder: NetworkFolder, { version, slot, next }: Settled): Promise<void> {
  if (next === undefined) {
    await stopSlot(folder, otherSlot(slot));
    const folders = ORGANISATION_NAMES.map((name) => folder.node(slotFolder(name, otherSlot(slot))));
    await Promise.all(folders.map((path) => rm(path, { recursive: true, force: true })));
  }
  const kept = [version, next?.version];
  for (const root of [folder.contracts, folder.packages]) {
    const others = (await readdir(root).catch(() => [])).filter((name) => !kept.includes(name));
    await Promise.all(others.map((name) => rm(join(root, name), { recursive: true, force: true })));
  }
}

export async function stopSlot(folder: NetworkFolder, slot: Settled['slot']): Promise<void> {
  await Promise.all(ORGANISATION_NAMES.map((name) => stopNode(folder.node(slotFolder(name, slot)), DRAIN_PATIENCE)));
}
