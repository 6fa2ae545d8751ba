export { measureCatalogue } from './catalogue/stages.js';
export { closedLoop } from './closed-loop.js';
export { cpuBetween, cpuMeter } from './cpu.js';
export { measureAll, ratioPoint, type Figure, type Point } from './figure.js';
export { measureNetwork } from './network/stages.js';
export { markdown, table, toJson, writeSection } from './report.js';
export { quantile, spread } from './statistics.js';
