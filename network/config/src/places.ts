import {
  ORGANISATION_NAMES,
  type NetworkDescription,
  type Organisation,
  type OrganisationName,
} from './description.js';

/** Where a listener is. */
export interface Place {
  readonly host: string;
  readonly port: number;
}

/** Every listener of an organisation's. */
export interface OrganisationPlaces {
  readonly peer: Place;
  /** Where the peer would wait for chaincodes that call it; ours are called. */
  readonly peerChaincode: Place;
  readonly peerOperations: Place;
  readonly orderer: Place;
  readonly ordererOperations: Place;
  readonly ordererAdmin: Place;
  /** Where the contract process listens, or the next one: an upgrade raises the new one beside the old, and so in turns. */
  readonly contracts: Place;
  readonly nextContracts: Place;
}

export type Places = Readonly<Record<OrganisationName, OrganisationPlaces>>;

const LISTENERS: readonly (keyof OrganisationPlaces)[] = [
  'orderer',
  'peer',
  'peerChaincode',
  'peerOperations',
  'ordererOperations',
  'ordererAdmin',
  'contracts',
  'nextContracts',
];

/** Ports of one organisation, a round number. */
const STRIDE = 10;
export const DEFAULT_PORTS_FROM = 7100;
const HIGHEST_PORT = 65_535;

/** All on one machine: ten ports an organisation, one after another. Throws a RangeError where they do not fit. */
export function placesOnOneMachine(
  { organisations }: NetworkDescription,
  portsFrom = DEFAULT_PORTS_FROM,
  host = '127.0.0.1',
): Places {
  const last = portsFrom + organisations.length * STRIDE;
  if (!Number.isInteger(portsFrom) || portsFrom < 1024 || last > HIGHEST_PORT) {
    throw new RangeError(`ports from ${portsFrom}: a whole number from 1024 to ${HIGHEST_PORT - last + portsFrom}`);
  }
  const all = organisations.map(({ name }, i) => {
    const place = (listener: keyof OrganisationPlaces): [keyof OrganisationPlaces, Place] => [
      listener,
      { host, port: portsFrom + i * STRIDE + LISTENERS.indexOf(listener) },
    ];
    return [name, Object.fromEntries(LISTENERS.map(place))] as const;
  });
  return Object.fromEntries(all) as unknown as Places;
}

/** All listeners of the nodes in these places. */
export function listenersOf(
  places: Places,
): { readonly owner: OrganisationName; readonly what: string; readonly place: Place }[] {
  return ORGANISATION_NAMES.flatMap((owner) => LISTENERS.map((what) => ({ owner, what, place: places[owner][what] })));
}

export function at({ host, port }: Place): string {
  return `${host}:${port}`;
}

/** Names of an organisation's nodes within its domain, as `cryptogen` is told. */
export function nodeNames({ domain }: Organisation) {
  return { peer: `peer.${domain}`, orderer: `orderer.${domain}`, contracts: `contracts.${domain}` } as const;
}

/** Folders of identities below the one that `cryptogen` fills. */
export function identityFolders(organisation: Organisation) {
  const { domain } = organisation;
  const { peer, orderer, contracts } = nodeNames(organisation);
  const root = `peerOrganizations/${domain}`;
  return {
    root,
    msp: `${root}/msp`,
    tlsCa: `${root}/tlsca/tlsca.${domain}-cert.pem`,
    peer: `${root}/peers/${peer}`,
    contracts: `${root}/peers/${contracts}`,
    orderer: `${root}/orderers/${orderer}`,
    admin: `${root}/users/Admin@${domain}`,
    client: `${root}/users/User1@${domain}`,
    ordererCertificate: `${root}/orderers/${orderer}/msp/signcerts/${orderer}-cert.pem`,
    clientCertificate: `${root}/users/User1@${domain}/msp/signcerts/User1@${domain}-cert.pem`,
  } as const;
}
