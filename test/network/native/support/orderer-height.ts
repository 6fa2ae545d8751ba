import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { request } from 'node:https';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import type { Network } from '@suyuan/native';
import { identityFolders, type OrganisationName } from '@suyuan/network-config';

/** Blocks that an organisation's orderer has of the channel, as its administrator is told; 0 while it does not answer. */
export async function ordererHeight({ description, folder, places }: Network, name: OrganisationName): Promise<number> {
  const organisation = description.organisations.find((each) => each.name === name);
  if (organisation === undefined) throw new Error(`no organisation ${name}`);
  const { admin, orderer } = identityFolders(organisation);
  const read = (...path: string[]) => readFile(join(folder.crypto, ...path));
  const [ca, cert, key] = await Promise.all([
    read(orderer, 'tls', 'ca.crt'),
    read(admin, 'tls', 'client.crt'),
    read(admin, 'tls', 'client.key'),
  ]);
  const { host, port } = places[name].ordererAdmin;
  const path = `/participation/v1/channels/${description.channel}`;
  const call = request({ ...{ host, port, path, ca, cert, key }, agent: false, timeout: 2000 }).end();
  try {
    const [answer] = (await once(call, 'response')) as [IncomingMessage];
    const { height } = (await json(answer)) as { height?: number };
    return height ?? 0;
  } catch {
    return 0;
  }
}
