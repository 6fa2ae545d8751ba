export * from './explain.js';
export * from './codes.js';
export * from './trace-error.js';
