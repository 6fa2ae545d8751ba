export * from './commission.js';
export * from './event.js';
export * from './hand-off.js';
export * from './registers.js';
export * from './registry.js';
export * from './sample.js';
export * from './transform.js';
export * from './units.js';
