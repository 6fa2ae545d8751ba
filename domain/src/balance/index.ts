export { bookUnit } from './equivalent.js';
export { isPeriod, periodOf, PERIODS, type Period } from './period.js';
export { SUBSTANCE_FIELDS } from './touch-balance.js';
