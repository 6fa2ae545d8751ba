export { closedLoop } from './closed-loop.js';
export { measureAll, type Figure, type Point } from './figure.js';
export { markdown, table, toJson, writeSection } from './report.js';
export { quantile, spread } from './statistics.js';
