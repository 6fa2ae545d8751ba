export * from './index/index.js';
export * from './ledger/index.js';
