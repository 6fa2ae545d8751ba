export * from './custody-act.js';
export * from './yield.js';
export { readCountersignatureAct, type CountersignatureAct } from './countersign.js';
