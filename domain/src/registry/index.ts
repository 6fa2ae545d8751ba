export * from './division.js';
export * from './entries.js';
export * from './key-act.js';
export * from './participant-act.js';
