export { AwaitedLedger } from './awaited-ledger.js';
export { DEVELOPMENT_UNIT, isForDevelopment, isOutside } from './development.js';
export * from './gateway.js';
export { describeApi } from './http/openapi.js';
export { ROUTES } from './http/routes/index.js';
export * from './index/index.js';
export * from './ledger/index.js';
export { readSettings, type Settings } from './options.js';
export type { Service } from './service.js';
