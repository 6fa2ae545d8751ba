export { applyCustody } from './apply.js';
export * from './custody-act.js';
