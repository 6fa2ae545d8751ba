/**
 * Fabric's blocks, bytes to typed records and back, their hashes and signatures: the one format package that embedded
 * ledger, gateway and auditor share. Nothing here trusts, decides or does input and output.
 */
export * from './action.js';
export * from './block.js';
export * from './captures.js';
export * from './commit-hash.js';
export * from './config.js';
export * from './envelope.js';
export * from './format-error.js';
export * from './hash.js';
export * from './identity.js';
export * from './metadata.js';
export * from './proposal.js';
export * from './rwset.js';
export * from './signature.js';
export * from './transaction.js';
export * from './validation-code.js';
export * from './wire.js';
