import fabric from 'fabric-contract-api';
import type { Context } from 'fabric-contract-api';
import { contracts as product } from '@suyuan/chaincode';

/** What the ledger can do at most: the same call with the same argument, one put, nothing judged. */
class BareContract extends fabric.Contract {
  constructor() {
    super('bare');
  }

  async capture({ stub }: Context, json: string): Promise<string> {
    await stub.putState(`bare/${stub.getTxID()}`, Buffer.from(String(json.length)));
    return '';
  }
}

/** For a ledger process: the product's contracts, and beside them the bare one as `bare:capture`. */
export const contracts: readonly (typeof fabric.Contract)[] = [...product, BareContract];
