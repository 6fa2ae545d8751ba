import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { TraceError, explain } from '@suyuan/domain';
import { describeError } from '../samples/failure.js';
import { openRegulatorKey } from '../development.js';
import { readChain } from '../samples/chain.js';
import { firstStart } from './first-start.js';
import { developmentWarnings } from './development-warnings.js';
import { greeting, ledgerNotice } from './greeting.js';
import { localFetch, localUrl } from './local-fetch.js';
import type { StartOptions } from './options.js';
import { nativeRegulatorKey } from './native.js';
import { startServices, type Services } from './services.js';

/**
 * `npm start`: makes the development regulator's key, starts ledger and gateway, loads samples on the first start, says
 * what to open, and runs until it is told to stop. Should this process be killed, both others see it and stop as well.
 */
export async function start(options: StartOptions, say: (line: string) => void): Promise<Services> {
  const { data, host, samples } = options;
  await mkdir(data, { recursive: true, mode: 0o700 });
  const chain = await readChain('agri');
  const keyFile = await regulatorKeyFile(options);
  const key = keyFile === undefined ? undefined : await openRegulatorKey(keyFile, chain);
  const regulator = key?.signer;
  say('Starting the ledger and the gateway … / 正在启动账本与网关 …');
  const services = await startServices(options, regulator?.thumbprint, say);
  try {
    const { gateway } = services;
    const url = localUrl(options.tlsCert !== undefined, host, gateway.port);
    const fetch = localFetch(options.tlsCert);
    const ledger = await firstStart({
      ...{ gateway: url, fetch, data, regulator, samples, say },
      chain: key ? { ...chain, regulator: key.identity } : chain,
    });
    if (regulator !== undefined && ledger.regulator !== regulator.thumbprint) {
      say(`${keyFile} is not the key of this ledger's regulator. / 该密钥不是本账本的监管密钥。`);
    }
    const item = samples ? chain.expect[0]?.item : undefined;
    const notice = ledgerNotice(options, services.ledger?.notice);
    const warnings = developmentWarnings(options, gateway, key?.forDevelopment ?? false);
    const logs = options.log === 'files';
    say(greeting({ gateway, ledger, data, item, notice, logs, regulatorKey: keyFile, warnings }));
    return services;
  } catch (error) {
    await services.stop();
    throw error;
  }
}

/** Made where the ledger is ours; of another's ledger there is one if it was put there. */
async function regulatorKeyFile({ native, profile, data }: StartOptions): Promise<string | undefined> {
  if (native !== undefined) return nativeRegulatorKey(native);
  const file = join(data, 'keys/regulator.json');
  return profile === undefined || existsSync(file) ? file : undefined;
}

/** Runs until a signal. A second one does not wait for what was accepted. */
export async function runStart(options: StartOptions): Promise<void> {
  let services: Services | undefined;
  let stopping = false;
  const stop = (): void => {
    // The children stop by themselves when this process is gone.
    if (stopping || services === undefined) process.exit(130);
    stopping = true;
    console.log('\nStopping … / 正在停止 …');
    void services.stop().then(() => process.exit(0));
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
  try {
    services = await start(options, console.log);
  } catch (error) {
    console.error(error instanceof TraceError ? sentences(error) : describeError(error));
    process.exitCode = 1;
  }
}

function sentences({ code, facts }: TraceError): string {
  return `${explain(code, facts, 'zh')}\n${explain(code, facts, 'en')}`;
}
