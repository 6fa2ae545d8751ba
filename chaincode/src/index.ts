export { configFromEnvironment, type ContractConfig } from './config.js';
export { contracts, traceContract } from './trace-contract.js';
export { sha256, Verifier } from './verifier.js';
export type { StateAccess } from './state-access.js';
