import { rm } from 'node:fs/promises';
import { DEFAULT_PORTS_FROM, type Ordering } from '@suyuan/network-config';
import { Commands } from './chain/commands.js';
import { commitDefinition, installAndApprove, joinAll } from './chain/lifecycle.js';
import { makeGenesis, makeIdentities, writeNodeFiles } from './chain/make.js';
import { waitForEndorsement } from './chain/probe.js';
import { bundleContracts, keepBundle } from './contracts/bundle.js';
import { makePackages } from './contracts/packages.js';
import { stopAll } from './down.js';
import { NetworkError, type Say } from './failure.js';
import { withLock } from './lock.js';
import { networkAt, NetworkFolder, writeConnections, type Network } from './network.js';
import { neededNodes, type NetworkNode } from './nodes.js';
import { checkPorts } from './ports.js';
import { runningPid, startNode, waitForNode } from './processes/node-process.js';
import { contractsSpec, nodeSpec, ordererSpec, peerSpec } from './processes/specs.js';
import type { Programs } from './programs/find.js';
import { readSettled, writeSettled, type ContractSet, type Settled } from './settled.js';
import { tidy } from './tidy.js';

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
    if (settled !== undefined) {
      refuseOthers(options, settled);
      await tidy(folder, settled);
      const network = networkAt(folder, settled.ordering, settled.portsFrom);
      const missing = await missingNodes(folder, settled);
      if (missing.length === 0) return { already: true, made: false, network, settled };
      try {
        await startMissing(network, settled, missing, options);
        return { already: false, made: false, network, settled };
      } catch (error) {
        await stopAll(folder);
        throw error;
      }
    }
    try {
      // What still runs of one that was never finished is no ground to build on.
      await stopAll(folder);
      return { already: false, made: true, ...(await make(folder, options)) };
    } catch (error) {
      await stopAll(folder);
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
  const { version } = bundle;
  await keepBundle(bundle, folder.bundle(version));
  const packages = await makePackages(network, version, 'contracts');
  const set: ContractSet = { version, sequence: 1, slot: 'contracts', packages };
  const contracts = names.map((name) => contractsSpec(network, name, set, { regulator, genesis }));
  await Promise.all(contracts.map(startNode));
  await Promise.all(nodes.map((spec) => waitForNode(spec, signal)));

  say('Joining the channel … / 正在加入通道 …');
  const commands = new Commands(network, programs, signal);
  await joinAll(commands);
  say(`Installing, approving and committing the contracts ${version} … / 正在部署合约 …`);
  await installAndApprove(commands, set);
  await Promise.all(contracts.map((spec) => waitForNode(spec, signal)));
  await commitDefinition(commands, set);
  await writeConnections(network, genesis);
  await ready(network, options);
  const settled = await writeSettled(folder, { v: 1, ordering, portsFrom, regulator, genesis, ...set });
  return { network, settled };
}

async function missingNodes(folder: NetworkFolder, settled: Settled): Promise<NetworkNode[]> {
  const nodes = neededNodes(settled);
  const running = await Promise.all(nodes.map((node) => runningPid(folder.node(node.folder))));
  return nodes.filter((_, i) => running[i] === undefined);
}

async function startMissing(
  network: Network,
  settled: Settled,
  missing: readonly NetworkNode[],
  options: UpOptions,
): Promise<void> {
  const { programs, say = () => undefined, signal } = options;
  const specs = missing.map((node) => nodeSpec(network, node, programs, settled));
  if (missing.length === neededNodes(settled).length) await checkPorts(network);
  say(`Starting ${missing.length} processes … / 正在启动节点与合约 …`);
  await Promise.all(specs.map(startNode));
  await Promise.all(specs.map((spec) => waitForNode(spec, signal)));
  await ready(network, options);
}

async function ready(network: Network, { say = () => undefined, signal }: UpOptions): Promise<void> {
  say('Waiting until every organisation gets endorsements … / 正在等待背书就绪 …');
  await Promise.all(network.description.organisations.map(({ name }) => waitForEndorsement(network, name, signal)));
}
