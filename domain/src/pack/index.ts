export * from './pack.js';
export * from './read-pack.js';
