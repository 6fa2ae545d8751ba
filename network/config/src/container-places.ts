import type { NetworkDescription } from './description.js';
import { nodeNames, type OrganisationPlaces, type Places } from './places.js';

/** Within a container nobody else listens: every node of a kind has the same ports. */
const PORTS = {
  orderer: 7050,
  peer: 7051,
  peerChaincode: 7052,
  ordererAdmin: 7053,
  peerOperations: 9443,
  ordererOperations: 9443,
  contracts: 9999,
  nextContracts: 9998,
} as const satisfies Readonly<Record<keyof OrganisationPlaces, number>>;

/** One container a node: each has its name in its organisation's domain, by which all others reach it. */
export function placesInContainers({ organisations }: NetworkDescription): Places {
  const all = organisations.map((organisation) => {
    const hosts = nodeNames(organisation);
    const place = (listener: keyof typeof PORTS, host: string) => ({ [listener]: { host, port: PORTS[listener] } });
    return [
      organisation.name,
      {
        ...place('peer', hosts.peer),
        ...place('peerChaincode', hosts.peer),
        ...place('peerOperations', hosts.peer),
        ...place('orderer', hosts.orderer),
        ...place('ordererOperations', hosts.orderer),
        ...place('ordererAdmin', hosts.orderer),
        ...place('contracts', hosts.contracts),
        ...place('nextContracts', hosts.contracts),
      },
    ] as const;
  });
  return Object.fromEntries(all) as unknown as Places;
}

/** Where things are in every container; volumes are mounted there. */
export const IN_CONTAINERS = {
  /** What all may know: the channel's first block, configuration files, packages, connections. */
  network: '/network',
  /** Identities as `cryptogen` lays them out. A container has its own organisation's alone. */
  crypto: '/crypto',
  /** What a node keeps. */
  data: '/data',
  /** Keys of people, made for development: the first regulator's, the samples'. */
  keys: '/keys',
  /** The bundle that contract processes run. */
  contracts: '/suyuan/contracts.cjs',
  /** Of the official image of peers: its own builder for chaincode as a service. */
  builder: '/opt/hyperledger/ccaas_builder',
  /** All listeners; a container has but one address that others reach. */
  listenOn: '0.0.0.0',
} as const;

/** The file of a contract process's environment, in its node's folder. */
export const CONTRACTS_ENVIRONMENT = 'contracts.env';
