import { existsSync } from 'node:fs';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { describeNetwork, IN_CONTAINERS, placesInContainers, type Ordering } from '@suyuan/network-config';
import { NetworkFolder, type ContractSet, type Network } from '@suyuan/native';

/** Where the volumes are mounted; a test has them elsewhere. */
export interface Mounts {
  readonly network: string;
  readonly crypto: string;
}

/** As of a native network, but for identities, which lie in one volume an organisation. */
class ContainerFolder extends NetworkFolder {
  readonly #crypto: string;

  constructor({ network, crypto }: Mounts) {
    super(network);
    this.#crypto = crypto;
  }

  override get crypto(): string {
    return this.#crypto;
  }
}

/** What is settled: `network.json` in the shared volume, written when all that it names is there. */
export interface ContainerFacts extends ContractSet {
  readonly v: 1;
  readonly ordering: Ordering;
  /** Thumbprint of the first regulator's key. */
  readonly regulator: string;
  /** Hash of the genesis block's header, hex. */
  readonly genesis: string;
}

export function containerNetwork(ordering: Ordering, mounts: Mounts = IN_CONTAINERS): Network {
  const description = describeNetwork(ordering);
  return { description, places: placesInContainers(description), folder: new ContainerFolder(mounts) };
}

/** Undefined where nothing is made yet, or not to its end. */
export async function readFacts({ folder }: Network): Promise<ContainerFacts | undefined> {
  if (!existsSync(folder.settled)) return undefined;
  return JSON.parse(await readFile(folder.settled, 'utf8')) as ContainerFacts;
}

export async function writeFacts({ folder }: Network, facts: ContainerFacts): Promise<void> {
  const draft = `${folder.settled}.draft`;
  await writeFile(draft, `${JSON.stringify(facts, null, 2)}\n`);
  await rename(draft, folder.settled);
}
