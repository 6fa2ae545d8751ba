import { mkdir, writeFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import {
  describeNetwork,
  identityFolders,
  nodeNames,
  placesOnOneMachine,
  type NetworkDescription,
  type Ordering,
  type Organisation,
  type OrganisationName,
  type Places,
} from '@suyuan/network-config';
import { NetworkError } from './failure.js';

export { nodeName } from './nodes.js';

/** The one file of a version of the contracts. */
export const BUNDLE_NAME = 'contracts.cjs';

/** Where everything of a network lies. */
export class NetworkFolder {
  readonly root: string;

  constructor(data: string) {
    this.root = resolve(data);
  }

  get settled(): string {
    return join(this.root, 'network.json');
  }
  get crypto(): string {
    return join(this.root, 'crypto');
  }
  get config(): string {
    return join(this.root, 'config');
  }
  get genesis(): string {
    return join(this.config, 'genesis.block');
  }
  get builder(): string {
    return join(this.root, 'builder');
  }
  /** Everything that making a network leaves, but `network.json`. What else lies in the folder is not ours. */
  get made(): string[] {
    return ['crypto', 'config', 'builder', 'nodes', 'packages', 'contracts', 'connections'].map((name) =>
      join(this.root, name),
    );
  }
  get lock(): string {
    return join(this.root, 'lock');
  }
  /** A folder a version: the bundle that contract processes run. */
  get contracts(): string {
    return join(this.root, 'contracts');
  }
  bundle(version: string): string {
    return join(this.contracts, version, BUNDLE_NAME);
  }
  /** A folder a version: what each organisation's peer installs. */
  get packages(): string {
    return join(this.root, 'packages');
  }
  package(version: string, name: OrganisationName): string {
    return join(this.packages, version, `${name}.tar.gz`);
  }
  node(name: string): string {
    return join(this.root, 'nodes', name);
  }
  /** What a gateway of the organisation is started with. */
  connection(name: OrganisationName): string {
    return join(this.root, 'connections', `${name}.json`);
  }
}

/** A network's description, the places of its nodes, and its files. */
export interface Network {
  readonly description: NetworkDescription;
  readonly places: Places;
  readonly folder: NetworkFolder;
}

export function networkAt(folder: NetworkFolder, ordering: Ordering, portsFrom: number): Network {
  const description = describeNetwork(ordering);
  try {
    return { description, places: placesOnOneMachine(description, portsFrom), folder };
  } catch (error) {
    if (error instanceof RangeError) throw new NetworkError(error.message);
    throw error;
  }
}

/** One `connection.json` an organisation, of the form that an embedded ledger leaves. Paths are relative to the file. */
export async function writeConnections({ description, places, folder }: Network, genesis: string): Promise<void> {
  const { channel, chaincode, organisations, ordering } = description;
  await mkdir(join(folder.root, 'connections'), { recursive: true });
  const crypto = relative(join(folder.root, 'connections'), folder.crypto);
  for (const organisation of organisations) {
    const { name, mspid } = organisation;
    const { peer } = places[name];
    const { tlsCa, client, clientCertificate } = identityFolders(organisation);
    const connection = {
      ...{ v: 1, network: 'native', ordering, endpoint: `${peer.host}:${peer.port}` },
      ...{ hostAlias: nodeNames(organisation).peer, channel, chaincode, genesis, mspid },
      tlsCa: `${crypto}/${tlsCa}`,
      certificate: `${crypto}/${clientCertificate}`,
      privateKey: `${crypto}/${client}/msp/keystore/priv_sk`,
    };
    await writeFile(folder.connection(name), `${JSON.stringify(connection, null, 2)}\n`);
  }
}

export function organisationOf({ description }: Network, name: OrganisationName): Organisation {
  const found = description.organisations.find((each) => each.name === name);
  if (found === undefined) throw new NetworkError(`no organisation ${name}`);
  return found;
}
