import type { Contract } from 'fabric-contract-api';
import { contracts as product } from '@suyuan/chaincode';
import { BareContract } from './bare-contract.js';

/** For a ledger process: the product's contracts, and beside them the bare one as `bare:capture`. */
export const contracts: readonly (typeof Contract)[] = [...product, BareContract];
