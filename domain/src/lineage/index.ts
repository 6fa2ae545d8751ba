export * from './clearance.js';
export * from './filter.js';
export * from './find-stop.js';
export * from './stops.js';
export * from './tags.js';
export { WALK_READS } from './walk.js';
