/** A real Fabric network on this machine: its programs are found or downloaded, made into a network, kept and watched. */
export { bundleContracts, type Bundle } from './contracts/bundle.js';
export { packageContracts } from './contracts/package.js';
export { tar } from './contracts/tar.js';
export { down } from './down.js';
export { NetworkError, type Say } from './failure.js';
export { networkAt, NetworkFolder, NODE_NAMES, readSettled, type Network, type Settled } from './network.js';
export { clean, logFile, startOne, stopOne } from './one-node.js';
export { runningPid, startNode, stopNode, waitForNode, type NodeSpec } from './processes/node-process.js';
export { downloadPrograms } from './programs/download.js';
export { findPrograms, type FindOptions, type Programs } from './programs/find.js';
export { archiveFor, type Archive } from './programs/release.js';
export { status, type NetworkStatus } from './status.js';
export { up, type UpOptions, type UpResult } from './up.js';
