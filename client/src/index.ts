export * from './acts/index.js';
export * from './gateway/index.js';
export * from './keys/index.js';
export * from './signing/index.js';
export * from './time.js';
export * from './verify/index.js';
