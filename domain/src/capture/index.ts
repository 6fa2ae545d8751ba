export * from './act.js';
export * from './context.js';
export * from './interpret.js';
export * from './judge.js';
export * from './report.js';
export { follow, touches, type Touches } from './touches.js';
export * from './working-state.js';
