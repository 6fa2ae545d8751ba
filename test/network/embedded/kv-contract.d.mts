import type { ContractClass } from '@suyuan/embedded';

export declare const contracts: readonly ContractClass[];
