import { parseArgs } from 'node:util';
import { pino } from 'pino';

import { TraceError } from '@suyuan/domain';

import { NOTICE } from './connection.js';
import { startEmbedded } from './embedded.js';

/**
 * The ledger's own process. One JSON line on standard output says that it listens, or why it does not; the log is on
 * standard error. What the contracts are configured with (the first regulator key) is in the environment, untouched.
 */
const { values } = parseArgs({
  options: {
    data: { type: 'string', default: process.env['SUYUAN_LEDGER_DATA'] ?? '.data/ledger' },
    host: { type: 'string', default: process.env['SUYUAN_LEDGER_HOST'] ?? '127.0.0.1' },
    port: { type: 'string', default: process.env['SUYUAN_LEDGER_PORT'] ?? '7051' },
    channel: { type: 'string', default: process.env['SUYUAN_CHANNEL'] ?? 'suyuan' },
    chaincode: { type: 'string', default: process.env['SUYUAN_CHAINCODE'] ?? 'suyuan' },
    /** A module that exports `contracts` and, if it likes, `version`. */
    contracts: { type: 'string', default: process.env['SUYUAN_CONTRACTS'] ?? '@suyuan/chaincode' },
  },
});

const log = pino({ name: 'ledger', level: process.env['LOG_LEVEL'] ?? 'info' }, pino.destination(2));

function say(event: string, facts: object): void {
  process.stdout.write(`${JSON.stringify({ event, ...facts })}\n`);
}

async function run(): Promise<void> {
  const { data, host, channel, chaincode, contracts } = values;
  const ledger = await startEmbedded({
    ...{ data, host, channel, chaincode, contracts, log, port: Number(values.port) },
    // The contracts read their configuration from the environment, and no one else can know this before the first start.
    onGenesis: (hash) => {
      process.env['SUYUAN_GENESIS'] = hash;
    },
    // Whether the last block is on disk is not known: the next start reads what is.
    onFailure: (error) => {
      log.fatal({ err: error }, 'the ledger cannot go on');
      process.exit(70);
    },
  });
  log.info({ endpoint: ledger.endpoint, height: ledger.height }, NOTICE);
  const { port, endpoint, connectionFile: connection, genesis, height } = ledger;
  say('listening', {
    port,
    endpoint,
    connection,
    genesis,
    height,
    channel,
    chaincode,
    pid: process.pid,
    notice: NOTICE,
  });
  let stopping = false;
  const stop = (signal: string) => {
    if (stopping) return;
    stopping = true;
    log.info({ signal }, 'stopping');
    void ledger.stop().then(() => {
      say('stopped', {});
      process.exit(0);
    });
  };
  process.on('SIGTERM', stop);
  // A terminal's interrupt reaches the whole group: under a supervisor it is for that one to say when.
  process.on('SIGINT', process.channel ? () => undefined : stop);
  // Whoever started it has gone without a word: nobody would stop it either.
  process.on('disconnect', () => stop('disconnect'));
}

run().catch((error: unknown) => {
  const { code, facts } = error instanceof TraceError ? error : { code: 'INTERNAL', facts: {} };
  log.fatal({ err: error }, 'the ledger did not start');
  say('failed', { code, facts });
  process.exit(1);
});
