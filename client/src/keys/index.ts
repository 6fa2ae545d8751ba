export * from './hash.js';
export * from './key-backup.js';
export * from './prove.js';
export * from './signer.js';
export * from './verify-signature.js';
export * from './web-key.js';
