export * from './division.js';
export * from './entries.js';
export * from './jurisdiction.js';
export * from './key-act.js';
export * from './participant-act.js';
