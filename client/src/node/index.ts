export * from './hash.js';
export * from './key-file.js';
