import { join } from 'node:path';
import { pino, type Logger } from 'pino';
import { Registry } from 'prom-client';
import { explain, TraceError } from '@suyuan/domain';
import { AwaitedLedger } from './awaited-ledger.js';
import { isForDevelopment, isOutside } from './development.js';
import { startGateway } from './gateway.js';
import { rebuildIndex } from './index/rebuild-index.js';
import { connectLedger } from './ledger/connect.js';
import { readSource } from './ledger/connection.js';
import { readSettings, type Settings } from './options.js';

/*
 * The gateway's own process. JSON lines on standard output say what becomes of it (`listening`, `progress`, `rebuilt`,
 * `stopped`, `failed`); the log is on standard error.
 */

function say(event: string, facts: object): void {
  process.stdout.write(`${JSON.stringify({ event, ...facts })}\n`);
}

function openLedger(settings: Settings, parts: { logger: Logger; metrics: Registry }): AwaitedLedger {
  return new AwaitedLedger(async () => connectLedger({ ...(await readSource(settings.source)), ...parts }));
}

/** Whether others than this machine reach a gateway whose identity was made for development. */
async function exposesDevelopmentKeys(settings: Settings): Promise<boolean> {
  if (!isOutside(settings)) return false;
  // An embedded ledger's may not be there yet; its own are not handed out by anybody.
  const connection = await readSource(settings.source).catch(() => undefined);
  return connection !== undefined && isForDevelopment(connection.certificate);
}

async function serve(settings: Settings, logger: Logger): Promise<void> {
  const exposed = await exposesDevelopmentKeys(settings);
  if (exposed) {
    const { host, publicUrls } = settings;
    logger.warn({ host, publicUrls }, 'this gateway is reached from other machines, with keys made for development');
  }
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
  const { url, port, service, metricsPort } = gateway;
  const { height } = service.index;
  const metrics = metricsPort === undefined ? undefined : { metricsPort };
  const facts = { origins: service.origins, height, pid: process.pid, developmentKeysExposed: exposed };
  say('listening', { url, port, ...metrics, ...facts });
}

async function rebuild(settings: Settings, logger: Logger): Promise<void> {
  const ledger = openLedger(settings, { logger, metrics: new Registry() });
  let told = 0;
  const onProgress = (progress: object) => {
    if (Date.now() - told < 500) return;
    told = Date.now();
    say('progress', progress);
  };
  const { chaincode } = settings;
  const options = { onProgress, ...(chaincode === undefined ? {} : { chaincode }) };
  try {
    say('rebuilt', await rebuildIndex(join(settings.data, 'index'), ledger, options));
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
