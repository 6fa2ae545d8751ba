export * from './act.js';
export * from './argument.js';
export * from './context.js';
export { follow } from './follow.js';
export * from './interpret.js';
export * from './judge.js';
export * from './report.js';
export { touches, type Touches } from './touches.js';
export * from './working-state.js';
