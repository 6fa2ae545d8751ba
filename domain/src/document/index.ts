export * from './access.js';
export * from './document.js';
export * from './entry.js';
export * from './jws.js';
export * from './key-id.js';
export * from './kinds.js';
export * from './witness.js';
export * from './proof.js';
