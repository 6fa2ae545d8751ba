import { ledgerAudience } from '@suyuan/domain';

/** What each organisation tells its own contract process. All must agree, or their endorsements differ. */
export interface ContractConfig {
  /** Thumbprint (RFC 7638) of the first regulator's key: who may bootstrap. */
  readonly regulator: string;
  /** Hash of the genesis block's header, hex: what documents name as their ledger, with the channel. */
  readonly genesis: string;
}

/** Read at each call: a process may learn its ledger's genesis after it has loaded the contract. */
export function configFromEnvironment(): ContractConfig {
  const { SUYUAN_REGULATOR: regulator, SUYUAN_GENESIS: genesis } = process.env;
  if (regulator === undefined || genesis === undefined) {
    throw new Error('SUYUAN_REGULATOR and SUYUAN_GENESIS must be set for the contract process');
  }
  return { regulator, genesis };
}

export function audience(config: ContractConfig, channel: string): string {
  return ledgerAudience(channel, config.genesis);
}
