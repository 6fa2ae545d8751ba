import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import {
  DEFAULT_PORTS_FROM,
  identityFolders,
  listenersOf,
  type OrganisationName,
  type Ordering,
} from '@suyuan/network-config';
import { Commands } from './chain/commands.js';
import { commitDefinition, installAndApprove, joinAll } from './chain/lifecycle.js';
import { makeGenesis, makeIdentities, writeNodeFiles } from './chain/make.js';
import { waitForEndorsement } from './chain/probe.js';
import { bundleContracts, keepBundle } from './contracts/bundle.js';
import { packageContracts } from './contracts/package.js';
import { down } from './down.js';
import { NetworkError, type Say } from './failure.js';
import { withLock } from './lock.js';
import {
  networkAt,
  NetworkFolder,
  NODE_NAMES,
  readSettled,
  ROLES,
  writeConnections,
  writeSettled,
  type Network,
  type Settled,
} from './network.js';
import { listens, runningPid, startNode, waitForNode } from './processes/node-process.js';
import { contractsSpec, nodeSpec, ordererSpec, peerSpec, type ContractFacts } from './processes/specs.js';
import type { Programs } from './programs/find.js';

export interface UpOptions {
  readonly data: string;
  readonly programs: Programs;
  /** Thumbprint of the key that may bootstrap; asked for only where a network is made. */
  readonly regulator: () => Promise<string>;
  /** A network that was made keeps to what it was made with. */
  readonly ordering?: Ordering;
  readonly portsFrom?: number;
  readonly say?: Say;
  /** Gives up, and stops what was started. */
  readonly signal?: AbortSignal;
}

export interface UpResult {
  /** Whether it was up already: nothing was done. */
  readonly already: boolean;
  readonly made: boolean;
  readonly network: Network;
  readonly settled: Settled;
}

/** Makes the network where there is none, and starts it. Whatever fails, nothing is left running. */
export async function up(options: UpOptions): Promise<UpResult> {
  const folder = new NetworkFolder(options.data);
  return withLock(folder, async () => {
    const settled = await readSettled(folder);
    const running = await Promise.all(NODE_NAMES.map((name) => runningPid(folder.node(name))));
    if (settled !== undefined) {
      refuseOthers(options, settled);
      const network = networkAt(folder, settled.ordering, settled.portsFrom);
      if (running.every((pid) => pid !== undefined)) return { already: true, made: false, network, settled };
    }
    try {
      if (settled === undefined) {
        // What still runs of one that was never finished is no ground to build on.
        await down(options.data);
        return { already: false, made: true, ...(await make(folder, options)) };
      }
      const network = networkAt(folder, settled.ordering, settled.portsFrom);
      await startMissing(network, settled, options);
      return { already: false, made: false, network, settled };
    } catch (error) {
      await down(options.data);
      throw error;
    }
  });
}

function refuseOthers({ ordering, portsFrom }: UpOptions, settled: Settled): void {
  const wrong =
    (ordering !== undefined && ordering !== settled.ordering && `ordering ${settled.ordering}`) ||
    (portsFrom !== undefined && portsFrom !== settled.portsFrom && `ports from ${settled.portsFrom}`);
  if (wrong)
    throw new NetworkError(`This network was made with ${wrong}, which stays: clean it, or name another --data.`);
}

async function make(folder: NetworkFolder, options: UpOptions) {
  const { programs, say = () => undefined, ordering = 'BFT', portsFrom = DEFAULT_PORTS_FROM, signal } = options;
  const network = networkAt(folder, ordering, portsFrom);
  await checkPorts(network);
  await Promise.all(folder.made.map((path) => rm(path, { recursive: true, force: true })));
  say('Making identities, the channel and the contracts … / 正在生成身份、通道与合约 …');
  const bundling = bundleContracts();
  // Its failure is met below: until then it must not count as nobody's.
  bundling.catch(() => undefined);
  await makeIdentities(network, programs);
  const genesis = await makeGenesis(network, programs);
  await writeNodeFiles(network);
  const regulator = await options.regulator();

  say(`Starting four peers and four orderers (${ordering}) … / 正在启动节点 …`);
  const names = network.description.organisations.map(({ name }) => name);
  const nodes = names.flatMap((name) => [ordererSpec(network, name, programs), peerSpec(network, name, programs)]);
  await Promise.all(nodes.map(startNode));
  const bundle = await bundling;
  await keepBundle(bundle, folder.bundle(bundle.version));
  const packages = await makePackages(network, bundle.version);
  const facts: ContractFacts = { regulator, genesis, version: bundle.version, packages };
  const contracts = names.map((name) => contractsSpec(network, name, facts));
  await Promise.all(contracts.map(startNode));
  await Promise.all(nodes.map((spec) => waitForNode(spec, signal)));

  say('Joining the channel … / 正在加入通道 …');
  const commands = new Commands(network, programs, signal);
  await joinAll(commands);
  say(`Installing, approving and committing the contracts ${bundle.version} … / 正在部署合约 …`);
  const definition = { version: bundle.version, sequence: 1 };
  await installAndApprove(commands, definition, packages);
  await Promise.all(contracts.map((spec) => waitForNode(spec, signal)));
  await commitDefinition(commands, definition);
  await writeConnections(network, genesis);
  await ready(network, options);
  const settled: Settled = { v: 1, ordering, portsFrom, ...facts };
  await writeSettled(folder, settled);
  return { network, settled };
}

async function startMissing(network: Network, settled: Settled, options: UpOptions): Promise<void> {
  const { programs, say = () => undefined, signal } = options;
  const specs = network.description.organisations.flatMap(({ name }) =>
    ROLES.map((role) => nodeSpec(network, name, role, programs, settled)),
  );
  const running = await Promise.all(specs.map(({ folder }) => runningPid(folder)));
  const missing = specs.filter((_, i) => running[i] === undefined);
  if (missing.length === specs.length) await checkPorts(network);
  say(`Starting ${missing.length} processes … / 正在启动节点与合约 …`);
  await Promise.all(missing.map(startNode));
  await Promise.all(specs.map((spec) => waitForNode(spec, signal)));
  await ready(network, options);
}

async function ready(network: Network, { say = () => undefined, signal }: UpOptions): Promise<void> {
  say('Waiting until every organisation gets endorsements … / 正在等待背书就绪 …');
  await Promise.all(network.description.organisations.map(({ name }) => waitForEndorsement(network, name, signal)));
}

/** Before anything is started: a port that is taken is said in a sentence. */
async function checkPorts({ places }: Network): Promise<void> {
  const all = listenersOf(places);
  const taken = await Promise.all(all.map(({ place }) => listens(place)));
  const first = all.find((_, i) => taken[i]);
  if (first === undefined) return;
  const { owner, what, place } = first;
  throw new NetworkError(`Port ${place.port}, for ${owner}'s ${what}, is in use: give others with --ports-from.`);
}

async function makePackages(network: Network, version: string): Promise<Record<OrganisationName, string>> {
  const { description, folder, places } = network;
  const ids: Partial<Record<OrganisationName, string>> = {};
  for (const organisation of description.organisations) {
    const { name } = organisation;
    const rootCert = await readFile(join(folder.crypto, identityFolders(organisation).tlsCa), 'utf8');
    const made = packageContracts(description.chaincode, version, places[name].contracts, rootCert);
    await mkdir(dirname(folder.package(name)), { recursive: true });
    await writeFile(folder.package(name), made.bytes);
    ids[name] = made.id;
  }
  return ids as Record<OrganisationName, string>;
}
