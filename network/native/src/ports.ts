import { listenersOf } from '@suyuan/network-config';
import { NetworkError } from './failure.js';
import type { Network } from './network.js';
import { listens } from './processes/node-process.js';

/** Before anything is started: a port that is taken is said in a sentence. */
export async function checkPorts({ places }: Network): Promise<void> {
  const all = listenersOf(places);
  const taken = await Promise.all(all.map(({ place }) => listens(place)));
  const first = all.find((_, i) => taken[i]);
  if (first === undefined) return;
  const { owner, what, place } = first;
  throw new NetworkError(`Port ${place.port}, for ${owner}'s ${what}, is in use: give others with --ports-from.`);
}
