import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { contractVersion } from '@suyuan/chaincode/server';
import {
  CONTRACTS_ENVIRONMENT,
  coreYaml,
  identityFolders,
  IN_CONTAINERS,
  ordererYaml,
  toYaml,
  type Ordering,
} from '@suyuan/network-config';
import {
  makeGenesis,
  makeIdentities,
  makePackages,
  nodeName,
  writeConnections,
  type Network,
  type Programs,
  type Say,
} from '@suyuan/native';
import { containerNetwork, readFacts, writeFacts, type ContainerFacts, type Mounts } from './network.js';

export interface MakeOptions {
  readonly programs: Programs;
  /** The contracts that this image's processes run. */
  readonly bundle: Uint8Array;
  readonly ordering: Ordering;
  /** Thumbprint of the key that may bootstrap; asked for only where a network is made. */
  readonly regulator: () => Promise<string>;
  readonly mounts?: Mounts;
  readonly say?: Say;
}

/**
 * Makes everything that nodes start with, where it is not there; other contracts than before get packages of their own,
 * for `openChannel` to agree on. Dying on the way leaves no `network.json`: the next run begins anew.
 */
export async function makeFiles(options: MakeOptions): Promise<ContainerFacts> {
  const { programs, bundle, ordering, mounts, say = () => undefined } = options;
  const network = containerNetwork(ordering, mounts);
  const version = contractVersion(bundle);
  const before = await readFacts(network);
  if (before?.version === version) {
    say(`Made before: ordering ${before.ordering}, contracts ${version} / 此前已生成。`);
    return before;
  }
  if (before !== undefined) {
    say(`Packaging contracts ${version}, after ${before.version} … / 正在打包新合约 …`);
    return settleContracts(network, version, before);
  }
  await empty(network);
  say('Making identities, the channel and the contracts … / 正在生成身份、通道与合约 …');
  await makeIdentities(network, programs);
  const genesis = await makeGenesis(network, programs);
  await writeNodeFiles(network);
  await writeConnections(network, genesis);
  return settleContracts(network, version, { regulator: await options.regulator(), genesis, ordering });
}

/** The volumes themselves stay: what an attempt that failed has left in them goes. */
async function empty({ description, folder }: Network): Promise<void> {
  const own = description.organisations.map((each) => join(folder.crypto, identityFolders(each).root));
  for (const path of [folder.root, ...own]) {
    await mkdir(path, { recursive: true });
    const names = await readdir(path);
    await Promise.all(names.map((name) => rm(join(path, name), { recursive: true, force: true })));
  }
  await rm(join(folder.crypto, 'ordererOrganizations'), { force: true });
}

async function writeNodeFiles({ description, places, folder }: Network): Promise<void> {
  const { data, builder, listenOn } = IN_CONTAINERS;
  const folders = { crypto: folder.crypto, data, builder, listenOn, localOperations: true };
  for (const organisation of description.organisations) {
    const files = {
      peer: ['core.yaml', coreYaml(description, organisation, places, folders)],
      orderer: ['orderer.yaml', ordererYaml(organisation, places, folders)],
    } as const;
    for (const role of ['peer', 'orderer'] as const) {
      const node = folder.node(nodeName(organisation.name, role));
      const [name, settings] = files[role];
      await mkdir(node, { recursive: true });
      await writeFile(join(node, name), toYaml(settings));
    }
  }
}

type Settling = Pick<ContainerFacts, 'regulator' | 'genesis' | 'ordering'>;

/** Packages, and what contract processes are told; then the facts, for all that they name is there. */
async function settleContracts(network: Network, version: string, facts: Settling): Promise<ContainerFacts> {
  const slot = 'contracts';
  const packages = await makePackages(network, version, slot);
  const { description, folder, places } = network;
  const { regulator, genesis, ordering } = facts;
  for (const organisation of description.organisations) {
    const { name } = organisation;
    const tls = join(folder.crypto, identityFolders(organisation).contracts, 'tls');
    const environment = {
      CHAINCODE_SERVER_ADDRESS: `${IN_CONTAINERS.listenOn}:${places[name][slot].port}`,
      CORE_CHAINCODE_ID_NAME: packages[name],
      CHAINCODE_TLS_KEY: join(tls, 'server.key'),
      CHAINCODE_TLS_CERT: join(tls, 'server.crt'),
      SUYUAN_REGULATOR: regulator,
      SUYUAN_GENESIS: genesis,
    };
    const lines = Object.entries(environment).map(([key, value]) => `${key}=${value}\n`);
    const node = folder.node(nodeName(name, 'contracts'));
    await mkdir(node, { recursive: true });
    await writeFile(join(node, CONTRACTS_ENVIRONMENT), lines.join(''));
  }
  // The channel knows its number: `openChannel` asks there.
  const settled: ContainerFacts = { v: 1, ordering, regulator, genesis, version, sequence: 1, slot, packages };
  await writeFacts(network, settled);
  return settled;
}
