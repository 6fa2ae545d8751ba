import { NetworkFolder, NODE_NAMES } from './network.js';
import { stopNode } from './processes/node-process.js';

/** Stops every node that runs; returns their names. Data stays. */
export async function down(data: string): Promise<string[]> {
  const folder = new NetworkFolder(data);
  const stopped = await Promise.all(NODE_NAMES.map((name) => stopNode(folder.node(name))));
  return NODE_NAMES.filter((_, i) => stopped[i]);
}
