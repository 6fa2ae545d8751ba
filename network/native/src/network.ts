import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import {
  describeNetwork,
  identityFolders,
  nodeNames,
  ORGANISATION_NAMES,
  placesOnOneMachine,
  type NetworkDescription,
  type Ordering,
  type Organisation,
  type OrganisationName,
  type Places,
} from '@suyuan/network-config';
import { NetworkError } from './failure.js';

/** What was settled when a network was made, and stays: `network.json` in its data folder, written when it is whole. */
export interface Settled {
  readonly v: 1;
  readonly ordering: Ordering;
  readonly portsFrom: number;
  /** Thumbprint of the first regulator's key. */
  readonly regulator: string;
  /** Hash of the genesis block's header, hex. */
  readonly genesis: string;
  /** The contracts that each organisation's process runs. */
  readonly version: string;
  /** Ids of the packages that the peers know, by organisation. */
  readonly packages: Readonly<Record<OrganisationName, string>>;
}

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
  package(name: OrganisationName): string {
    return join(this.root, 'packages', `${name}.tar.gz`);
  }
  bundle(version: string): string {
    return join(this.root, 'contracts', version, 'contracts.cjs');
  }
  node(name: string): string {
    return join(this.root, 'nodes', name);
  }
  /** What a gateway of the organisation is started with. */
  connection(name: OrganisationName): string {
    return join(this.root, 'connections', `${name}.json`);
  }
}

export type Role = 'peer' | 'orderer' | 'contracts';
export const ROLES: readonly Role[] = ['orderer', 'contracts', 'peer'];

/** `producer-peer`, `lab-orderer`, `regulator-contracts` … */
export function nodeName(organisation: OrganisationName, role: Role): string {
  return `${organisation}-${role}`;
}

export const NODE_NAMES: readonly string[] = ORGANISATION_NAMES.flatMap((name) =>
  ROLES.map((role) => nodeName(name, role)),
);

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

/** Undefined where no network was made, or its making did not come to an end. */
export async function readSettled(folder: NetworkFolder): Promise<Settled | undefined> {
  if (!existsSync(folder.settled)) return undefined;
  return JSON.parse(await readFile(folder.settled, 'utf8')) as Settled;
}

/** Renamed into place: it is there when all that it names is. */
export async function writeSettled(folder: NetworkFolder, settled: Settled): Promise<void> {
  const draft = `${folder.settled}.draft`;
  await writeFile(draft, `${JSON.stringify(settled, null, 2)}\n`);
  await rename(draft, folder.settled);
}

/** One `connection.json` an organisation, of the form that an embedded ledger leaves. Paths are relative to the file. */
export async function writeConnections({ description, places, folder }: Network, genesis: string): Promise<void> {
  const { channel, chaincode, organisations, ordering } = description;
  await mkdir(join(folder.root, 'connections'), { recursive: true });
  for (const organisation of organisations) {
    const { name, mspid } = organisation;
    const { peer } = places[name];
    const { tlsCa, client, clientCertificate } = identityFolders(organisation);
    const connection = {
      ...{ v: 1, network: 'native', ordering, endpoint: `${peer.host}:${peer.port}` },
      ...{ hostAlias: nodeNames(organisation).peer, channel, chaincode, genesis, mspid },
      tlsCa: `../crypto/${tlsCa}`,
      certificate: `../crypto/${clientCertificate}`,
      privateKey: `../crypto/${client}/msp/keystore/priv_sk`,
    };
    await writeFile(folder.connection(name), `${JSON.stringify(connection, null, 2)}\n`);
  }
}

export function organisationOf({ description }: Network, name: OrganisationName): Organisation {
  const found = description.organisations.find((each) => each.name === name);
  if (found === undefined) throw new NetworkError(`no organisation ${name}`);
  return found;
}
