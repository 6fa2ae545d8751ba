export * from './books.js';
export * from './keys.js';
export { readRecord } from './read-record.js';
export * from './records.js';
export * from './standing.js';
export * from './unit-records.js';
export * from './register-records.js';
