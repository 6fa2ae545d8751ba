import { common, msp, orderer } from '@hyperledger/fabric-protos';

import type { Block } from './block.js';

export interface Organisation {
  readonly mspid: string;
  /** PEM certificates. */
  readonly roots: readonly Buffer[];
  readonly tlsRoots: readonly Buffer[];
}

/** What a configuration block says of a channel, as far as readers of blocks need it. */
export interface ChannelConfig {
  readonly channel: string;
  readonly sequence: number;
  readonly applicationOrganisations: readonly Organisation[];
  readonly ordererOrganisations: readonly Organisation[];
  /** `etcdraft`, `BFT`, or `solo` for the embedded ledger: one node, no consensus. */
  readonly consensus: string;
}

/** Reads a configuration block; undefined for a block of any other kind. */
export function readConfig(block: Block): ChannelConfig | undefined {
  const tx = block.transactions[0];
  if (block.transactions.length !== 1 || !tx?.isConfig) return undefined;
  const config = common.ConfigEnvelope.deserializeBinary(tx.data).getConfig();
  const groups = config?.getChannelGroup()?.getGroupsMap();
  const application = groups?.get('Application');
  const ordering = groups?.get('Orderer');
  const consensus = ordering?.getValuesMap().get('ConsensusType')?.getValue_asU8() ?? new Uint8Array();
  return {
    channel: tx.channel,
    sequence: config?.getSequence() ?? 0,
    applicationOrganisations: organisations(application),
    ordererOrganisations: organisations(ordering),
    consensus: orderer.ConsensusType.deserializeBinary(consensus).getType(),
  };
}

function organisations(group: common.ConfigGroup | undefined): Organisation[] {
  const found: Organisation[] = [];
  for (const [, organisation] of group?.getGroupsMap().entries() ?? []) {
    const value = organisation.getValuesMap().get('MSP')?.getValue_asU8() ?? new Uint8Array();
    const config = msp.FabricMSPConfig.deserializeBinary(msp.MSPConfig.deserializeBinary(value).getConfig_asU8());
    found.push({
      mspid: config.getName(),
      roots: config.getRootCertsList_asU8().map((pem) => Buffer.from(pem)),
      tlsRoots: config.getTlsRootCertsList_asU8().map((pem) => Buffer.from(pem)),
    });
  }
  return found.sort((a, b) => (a.mspid < b.mspid ? -1 : 1));
}
