import { existsSync } from 'node:fs';
import { readFile, rename, writeFile } from 'node:fs/promises';
import type { Ordering, OrganisationName, OrganisationPlaces } from '@suyuan/network-config';
import type { NetworkFolder } from './network.js';

/** Where an organisation's contract process listens. Upgrades alternate: the new one is raised beside the old one. */
export type Slot = Extract<keyof OrganisationPlaces, 'contracts' | 'nextContracts'>;

/** Contracts that organisations agreed on, or are about to, and how each organisation's process serves them. */
export interface ContractSet {
  readonly version: string;
  /** Of their definition on the channel: an upgrade adds one. */
  readonly sequence: number;
  readonly slot: Slot;
  /** Ids of the packages that the peers know, by organisation. */
  readonly packages: Readonly<Record<OrganisationName, string>>;
}

/** Contracts on their way in. */
export interface NextContracts extends ContractSet {
  /** Set before the commit is sent: from then on the channel may have them, and there is no way but on. */
  readonly committing: boolean;
}

/** What is settled of a network: `network.json` in its data folder, written first when it is whole. */
export interface Settled extends ContractSet {
  readonly v: 1;
  readonly ordering: Ordering;
  readonly portsFrom: number;
  /** Thumbprint of the first regulator's key. */
  readonly regulator: string;
  /** Hash of the genesis block's header, hex. */
  readonly genesis: string;
  /** An upgrade that is under way, or was interrupted. Its bundle and packages are whole. */
  readonly next?: NextContracts;
}

/** Networks made before there were upgrades say neither. */
const FIRST: Pick<ContractSet, 'sequence' | 'slot'> = { sequence: 1, slot: 'contracts' };

/** Undefined where no network was made, or its making did not come to an end. */
export async function readSettled(folder: NetworkFolder): Promise<Settled | undefined> {
  if (!existsSync(folder.settled)) return undefined;
  return { ...FIRST, ...(JSON.parse(await readFile(folder.settled, 'utf8')) as Settled) };
}

/** Renamed into place: it is there when all that it names is. */
export async function writeSettled(folder: NetworkFolder, settled: Settled): Promise<Settled> {
  const draft = `${folder.settled}.draft`;
  await writeFile(draft, `${JSON.stringify(settled, null, 2)}\n`);
  await rename(draft, folder.settled);
  return settled;
}
