/** How blocks are agreed on: by SmartBFT (one of four may fail or lie), or by Raft (one of four may fail). */
export type Ordering = 'BFT' | 'etcdraft';

export const ORGANISATION_NAMES = ['producer', 'distributor', 'lab', 'regulator'] as const;
export type OrganisationName = (typeof ORGANISATION_NAMES)[number];

/** A member of the consortium: it has one peer, one orderer, one contract process and one gateway. */
export interface Organisation {
  readonly name: OrganisationName;
  readonly mspid: string;
  readonly domain: string;
  /** The number of its orderer among the consenters, from 1; it signs blocks by it (BFT). */
  readonly consenter: number;
}

/** What a consortium agrees on; all configuration files, native or in containers, are made from it. */
export interface NetworkDescription {
  readonly channel: string;
  readonly chaincode: string;
  readonly organisations: readonly Organisation[];
  readonly ordering: Ordering;
  readonly capabilities: { readonly channel: string; readonly orderer: string; readonly application: string };
  /** Implicit meta policies over the organisations' own. */
  readonly policies: { readonly endorsement: string; readonly lifecycleEndorsement: string };
  readonly block: {
    readonly timeout: string;
    readonly messages: number;
    readonly absoluteMaxBytes: string;
    readonly preferredMaxBytes: string;
  };
  /** How far a proposal's time may be from a peer's (docs/ledger.md, Time). */
  readonly timeWindow: string;
}

/** `.internal` is reserved for names that nobody resolves (ICANN, 2024). */
const DOMAIN = 'suyuan.internal';

const MSPIDS: Readonly<Record<OrganisationName, string>> = {
  producer: 'ProducerMSP',
  distributor: 'DistributorMSP',
  lab: 'LabMSP',
  regulator: 'RegulatorMSP',
};

export function describeNetwork(ordering: Ordering = 'BFT'): NetworkDescription {
  return {
    channel: 'suyuan',
    chaincode: 'suyuan',
    organisations: ORGANISATION_NAMES.map((name, i) => ({
      name,
      mspid: MSPIDS[name],
      domain: `${name}.${DOMAIN}`,
      consenter: i + 1,
    })),
    ordering,
    capabilities: { channel: 'V3_0', orderer: 'V2_0', application: 'V2_5' },
    policies: { endorsement: 'MAJORITY Endorsement', lifecycleEndorsement: 'MAJORITY Endorsement' },
    // How long a block waits for more: a lone document, and a bundle, wait for it on top of everything else. The price is
    // blocks: one document a transaction, which no gateway sends under load, is slower for it (docs/network.md).
    block: { timeout: '20ms', messages: 500, absoluteMaxBytes: '10 MB', preferredMaxBytes: '2 MB' },
    timeWindow: '2m',
  };
}
