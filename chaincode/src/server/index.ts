export { announcedBatches, PeerBatchAccess, type PeerBatches } from '../peer-batch.js';
export { contractVersion, SEMVER } from '../version.js';
export { serveContracts, type ContractServer, type ServeOptions } from './serve.js';
export { settingsFromEnvironment, type ServerSettings } from './settings.js';
