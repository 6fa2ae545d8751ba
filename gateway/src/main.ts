import { join } from 'node:path';
import { pino, type Logger } from 'pino';
import { Registry } from 'prom-client';
import { explain, TraceError } from '@suyuan/domain';
import { AwaitedLedger } from './awaited-ledger.js';
import { startGateway } from './gateway.js';
import { rebuildIndex } from './index/rebuild-index.js';
import { connectLedger } from './ledger/connect.js';
import { readConnection } from './ledger/connection.js';
import { readSettings, type Settings } from './options.js';

/*
 * The gateway's own process. JSON lines on standard output say what becomes of it (`listening`, `progress`, `rebuilt`,
 * `stopped`, `failed`); the log is on standard error.
 */

function say(event: string, facts: object): void {
  process.stdout.write(`${JSON.stringify({ event, ...facts })}\n`);
}

function openLedger(settings: Settings, parts: { logger: Logger; metrics: Registry }): AwaitedLedger {
  return new AwaitedLedger(async () => connectLedger({ ...(await readConnection(settings.connection)), ...parts }));
}

async function serve(settings: Settings, logger: Logger): Promise<void> {
  const gateway = await startGateway({ ...settings, logger, ledger: (parts) => openLedger(settings, parts) });
  const stop = (signal: string) => {
    logger.info({ signal }, 'stopping');
    void gateway.close().then(() => {
      say('stopped', {});
      process.exit(0);
    });
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  // Whoever started it has gone without a word: nobody would stop it either.
  process.on('disconnect', () => stop('disconnect'));
  const { url, port, service } = gateway;
  say('listening', { url, port, origins: service.origins, height: service.index.height, pid: process.pid });
}

async function rebuild(settings: Settings, logger: Logger): Promise<void> {
  const ledger = openLedger(settings, { logger, metrics: new Registry() });
  let told = 0;
  const onProgress = (progress: object) => {
    if (Date.now() - told < 500) return;
    told = Date.now();
    say('progress', progress);
  };
  try {
    say('rebuilt', await rebuildIndex(join(settings.data, 'index'), ledger, { onProgress }));
  } finally {
    await ledger.close();
  }
}

async function run(): Promise<void> {
  const settings = readSettings(process.argv.slice(2), process.env);
  const logger = pino({ name: 'gateway', level: settings.logLevel }, pino.destination({ fd: 2, sync: false }));
  await (settings.command === 'serve' ? serve(settings, logger) : rebuild(settings, logger));
}

run().catch((error: unknown) => {
  const known = error instanceof TraceError ? error : undefined;
  const { code, facts } = known ?? { code: 'INTERNAL' as const, facts: { id: String(error) } };
  if (known === undefined) console.error(error);
  const message = { zh: explain(code, facts, 'zh'), en: explain(code, facts, 'en') };
  say('failed', { code, facts, message });
  process.exit(1);
});
