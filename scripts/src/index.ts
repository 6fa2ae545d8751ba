export * from './bench/index.js';
export * from './samples/chain.js';
export { entriesOf, namedUuid, withWitness } from './samples/entries.js';
export { fill, type Occasion } from './samples/placeholders.js';
export * from './samples/run-catalogue.js';
export * from './samples/run-samples.js';
