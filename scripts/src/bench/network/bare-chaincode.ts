import { fileURLToPath } from 'node:url';
import {
  Commands,
  commitDefinition,
  contractsSpec,
  installAndApprove,
  makePackages,
  NetworkFolder,
  startNode,
  stopNode,
  waitForNode,
  type ContractSet,
  type Network,
  type Programs,
  type Settled,
} from '@suyuan/native';

/** Of the bare contract, on the product's channel. */
export const BARE = 'bare';

const VERSION = 'bare';
/** It listens where an upgrade of the product's contracts would. */
const SLOT = 'nextContracts';
const MAIN = fileURLToPath(new URL('bare-main.js', import.meta.url));

/** A network's folder, where the contracts are the bare ones. */
class BareFolder extends NetworkFolder {
  override bundle(): string {
    return MAIN;
  }
}

export interface BareChaincode {
  /** Folders of its processes, one an organisation. */
  readonly folders: readonly string[];
  stop(): Promise<void>;
}

/**
 * A second chaincode on the channel, by the lifecycle that the product's own goes through: each organisation packages,
 * installs and approves it, and runs a process of its own.
 */
export async function deployBare(network: Network, settled: Settled, programs: Programs): Promise<BareChaincode> {
  const description = { ...network.description, chaincode: BARE };
  const bare: Network = { ...network, description, folder: new BareFolder(network.folder.root) };
  const packages = await makePackages(bare, VERSION, SLOT);
  const contracts: ContractSet = { version: VERSION, sequence: 1, slot: SLOT, packages };
  const specs = description.organisations.map(({ name }) => contractsSpec(bare, name, contracts, settled));
  const stop = async (): Promise<void> => {
    await Promise.all(specs.map(({ folder }) => stopNode(folder)));
  };
  try {
    await Promise.all(specs.map(startNode));
    await Promise.all(specs.map((spec) => waitForNode(spec)));
    const commands = new Commands(bare, programs);
    await installAndApprove(commands, contracts);
    await commitDefinition(commands, contracts);
  } catch (error) {
    await stop();
    throw error;
  }
  return { folders: specs.map(({ folder }) => folder), stop };
}
