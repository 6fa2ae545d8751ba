export * from './custody-act.js';
