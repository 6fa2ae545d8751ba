export * from './bundler.js';
export * from './carrier.js';
export * from './claims.js';
export * from './connect.js';
export * from './connection.js';
export * from './grouping.js';
export * from './ledger.js';
export * from './metrics.js';
