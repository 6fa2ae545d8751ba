import { join } from 'node:path';
import { at, identityFolders, type OrganisationName } from '@suyuan/network-config';
import { organisationOf, type Network } from '../network.js';
import { nodeName, slotFolder, type NetworkNode } from '../nodes.js';
import type { ContractSet, Settled } from '../settled.js';
import type { Programs } from '../programs/find.js';
import type { NodeSpec } from './node-process.js';

/** What a node is told by the environment, beside its files: as little of ours as it needs. */
function baseEnv(): NodeJS.ProcessEnv {
  const { PATH, HOME, TMPDIR, LANG } = process.env;
  return { PATH, HOME, TMPDIR, LANG };
}

/** Nothing is written for every transaction, and nothing in colours. */
const LOGGING = {
  FABRIC_LOGGING_SPEC: 'warning',
  FABRIC_LOGGING_FORMAT: '%{time:2006-01-02T15:04:05.000Z07:00} %{level:.4s} [%{module}] %{message}',
};

export function ordererSpec(network: Network, name: OrganisationName, programs: Programs): NodeSpec {
  const folder = network.folder.node(nodeName(name, 'orderer'));
  return {
    ...{ name: nodeName(name, 'orderer'), folder, place: network.places[name].orderer },
    command: [programs.path('orderer')],
    env: { ...baseEnv(), FABRIC_CFG_PATH: folder, ...LOGGING },
  };
}

export function peerSpec(network: Network, name: OrganisationName, programs: Programs): NodeSpec {
  const folder = network.folder.node(nodeName(name, 'peer'));
  return {
    ...{ name: nodeName(name, 'peer'), folder, place: network.places[name].peer },
    command: [programs.path('peer'), 'node', 'start'],
    env: { ...baseEnv(), FABRIC_CFG_PATH: folder, ...LOGGING },
  };
}

/** Starts what it is given again whenever it ends, until the group is told to end. */
const KEEPER = `trap 'exit 0' TERM INT; while :; do "$@"; echo "ended with $?: started again" >&2; sleep 0.2; done`;

/** What of the settled facts every contract process must be told. */
export type ContractFacts = Pick<Settled, 'regulator' | 'genesis'>;

export function contractsSpec(
  network: Network,
  name: OrganisationName,
  contracts: ContractSet,
  facts: ContractFacts,
): NodeSpec {
  const { version, slot, packages } = contracts;
  const place = network.places[name][slot];
  const tls = join(network.folder.crypto, identityFolders(organisationOf(network, name)).contracts, 'tls');
  return {
    ...{ name: nodeName(name, 'contracts'), folder: network.folder.node(slotFolder(name, slot)), place },
    command: ['/bin/sh', '-c', KEEPER, 'keep', process.execPath, network.folder.bundle(version)],
    env: {
      ...baseEnv(),
      NODE_OPTIONS: '--disable-warning=DeprecationWarning',
      CHAINCODE_SERVER_ADDRESS: at(place),
      CORE_CHAINCODE_ID_NAME: packages[name],
      CHAINCODE_TLS_KEY: join(tls, 'server.key'),
      CHAINCODE_TLS_CERT: join(tls, 'server.crt'),
      SUYUAN_REGULATOR: facts.regulator,
      SUYUAN_GENESIS: facts.genesis,
    },
  };
}

export function nodeSpec(network: Network, node: NetworkNode, programs: Programs, settled: Settled): NodeSpec {
  const { name, organisation, role, contracts = settled } = node;
  if (role === 'peer') return peerSpec(network, organisation, programs);
  if (role === 'orderer') return ordererSpec(network, organisation, programs);
  return { ...contractsSpec(network, organisation, contracts, settled), name };
}
