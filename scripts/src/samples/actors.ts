import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { GatewayClient, type Fetch, type Signer } from '@suyuan/client';
import { createKeyFile, fileSigner, readKeyFile } from '@suyuan/client/node';
import type { Chain, SampleParticipant } from './chain.js';

/** A participant of the chain with its key and its own view of the gateway. */
export interface Actor {
  readonly participant: SampleParticipant;
  readonly signer: Signer;
  readonly client: GatewayClient;
}

/** Each participant's key lies in `<keys>/<name>.json`: made at the first run, used again at every other. */
export async function openActors(
  chain: Chain,
  gateway: string,
  keys: string,
  fetch?: Fetch,
): Promise<ReadonlyMap<string, Actor>> {
  const actors = new Map<string, Actor>();
  for (const [name, participant] of Object.entries(chain.participants)) {
    const signer = await openKey(join(keys, `${name}.json`), participant.id, participant.label);
    actors.set(name, { participant, signer, client: new GatewayClient(gateway, { signer, ...(fetch && { fetch }) }) });
  }
  return actors;
}

/** The key in this file, made where there is none. Throws what readKeyFile throws. */
export async function openKey(path: string, participant: string, label: string): Promise<Signer> {
  const exists = await access(path).then(
    () => true,
    () => false,
  );
  return fileSigner(await (exists ? readKeyFile(path) : createKeyFile(path, participant, label)));
}

export function requireActor(actors: ReadonlyMap<string, Actor>, name: string): Actor {
  const actor = actors.get(name);
  if (actor === undefined) throw new Error(`the chain has no participant ${name}`);
  return actor;
}
