/** The one description of the network, and every configuration file that is made from it. Pure: nothing is read or run. */
export * from './compose.js';
export * from './configtx.js';
export * from './container-places.js';
export * from './core.js';
export * from './crypto-config.js';
export * from './description.js';
export * from './orderer.js';
export * from './places.js';
export * from './yaml.js';
