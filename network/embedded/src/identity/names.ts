/** Who an embedded ledger is: one organisation, named in its genesis block. */
export interface Names {
  readonly mspid: string;
  readonly domain: string;
}

/** `.internal` is reserved for names that nobody resolves (ICANN, 2024). */
export const NAMES: Names = { mspid: 'SuyuanMSP', domain: 'suyuan.internal' };

/** Roles of Fabric's NodeOUs: they stand in a certificate's subject as OU. */
export type Role = 'client' | 'peer' | 'orderer' | 'admin';

export const NODE_OUS: readonly Role[] = ['client', 'peer', 'admin', 'orderer'];
