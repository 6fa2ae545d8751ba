import { readFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { configFromEnvironment } from '../config.js';
import { contracts } from '../trace-contract.js';
import { contractVersion } from '../version.js';
import { serveContracts } from './serve.js';
import { settingsFromEnvironment } from './settings.js';

/**
 * An organisation's contract process. Configured by its environment (settings.ts, config.ts); one JSON line on standard
 * output says that it listens, what goes wrong is on standard error. Asked to end, it first answers the calls that it has.
 * With `--version` it says which contracts it holds, and ends.
 */
const LONGEST_LINE = 500;
/** A peer waits this long for an answer at most (`executetimeout`), ms. */
const LONGEST_CALL = 30_000;

async function run(): Promise<void> {
  const version = contractVersion(readFileSync(process.argv[1] ?? ''));
  if (process.argv[2] === '--version') {
    console.log(version);
    return;
  }
  const settings = settingsFromEnvironment(process.env);
  // Without these no call can be answered: better not to start.
  configFromEnvironment();
  process.env['SUYUAN_CONTRACT_VERSION'] = version;
  const onError = (text: string): void => console.error(text.slice(0, LONGEST_LINE));
  const server = await serveContracts({ ...settings, contracts, version, onError });
  const { address, id } = settings;
  console.log(JSON.stringify({ event: 'listening', address, id, version, pid: process.pid }));
  let asked = false;
  const stop = async (): Promise<void> => {
    // Whoever asks twice will not wait.
    if (!asked) {
      asked = true;
      await Promise.race([server.drained(), setTimeout(LONGEST_CALL)]);
    }
    server.close();
    process.exit(0);
  };
  process.on('SIGTERM', () => void stop());
  process.on('SIGINT', () => void stop());
}

run().catch((error: unknown) => {
  console.error(`The contract process did not start: ${error instanceof Error ? error.message : String(error)}`);
  process.exit(1);
});
