export * from './gateway-client.js';
export { GatewayReader, type ReaderOptions } from './gateway-reader.js';
export * from './problem.js';
export { RETRIES, type RetryOptions } from './retry.js';
export type { Fetch } from './transport.js';
