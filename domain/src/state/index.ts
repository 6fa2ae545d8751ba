export * from './keys.js';
export { readRecord } from './read-record.js';
export * from './records.js';
