/** The one-process ledger: a Fabric peer's services over real contracts, blocks and signatures, without consensus. */
export { startEmbedded, type Embedded, type EmbeddedOptions } from './embedded.js';
export { NOTICE, type Connection } from './connection.js';
export type { ContractClass } from './chaincode/runner.js';
export { supervise, Supervisor, type Listening, type SuperviseOptions } from './supervise.js';
export { TIME_WINDOW_MS } from './peer/proposal.js';
