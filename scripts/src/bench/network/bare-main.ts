import { serveContracts, settingsFromEnvironment } from '@suyuan/chaincode/server';
import { BareContract } from '../bare-contract.js';

/** An organisation's process of the bare contract: served as the product's are. */
await serveContracts({
  ...settingsFromEnvironment(process.env),
  contracts: [BareContract],
  version: '1',
  onError: (text) => console.error(text),
});
