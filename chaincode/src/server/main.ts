import { readFileSync } from 'node:fs';
import { configFromEnvironment } from '../config.js';
import { contracts } from '../trace-contract.js';
import { contractVersion } from '../version.js';
import { serveContracts } from './serve.js';
import { settingsFromEnvironment } from './settings.js';

/**
 * An organisation's contract process. Configured by its environment (settings.ts, config.ts); one JSON line on standard
 * output says that it listens, what goes wrong is on standard error.
 */
const LONGEST_LINE = 500;

async function run(): Promise<void> {
  const settings = settingsFromEnvironment(process.env);
  // Without these no call can be answered: better not to start.
  configFromEnvironment();
  const version = contractVersion(readFileSync(process.argv[1] ?? ''));
  process.env['SUYUAN_CONTRACT_VERSION'] = version;
  const onError = (text: string): void => console.error(text.slice(0, LONGEST_LINE));
  const server = await serveContracts({ ...settings, contracts, version, onError });
  const { address, id } = settings;
  console.log(JSON.stringify({ event: 'listening', address, id, version, pid: process.pid }));
  const stop = (): void => {
    server.close();
    process.exit(0);
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}

run().catch((error: unknown) => {
  console.error(`The contract process did not start: ${error instanceof Error ? error.message : String(error)}`);
  process.exit(1);
});
