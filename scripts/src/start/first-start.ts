import { existsSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { GatewayClient, type Fetch, type Signer } from '@suyuan/client';
import type { LedgerAnswer } from '@suyuan/domain';
import type { Chain } from '../samples/chain.js';
import { bootstrap } from '../samples/registry.js';
import { runSamples } from '../samples/run-samples.js';

export interface FirstStart {
  readonly gateway: string;
  readonly fetch: Fetch | undefined;
  readonly data: string;
  /** Undefined where its key is kept elsewhere: then nothing is registered or loaded. */
  readonly regulator: Signer | undefined;
  readonly chain: Chain;
  readonly samples: boolean;
  readonly say: (line: string) => void;
}

/** How long the index may take to catch up with the ledger before we give up waiting, milliseconds. */
const PATIENCE = 30 * 60_000;

/**
 * On a ledger that has no regulator yet: registers the development regulator and loads the sample chain. Dying on the way
 * leaves `samples.loading` in the data folder, and the next start goes on; every step of it counts once.
 */
export async function firstStart(options: FirstStart): Promise<LedgerAnswer> {
  const { gateway, fetch, data, regulator, chain, say } = options;
  const client = new GatewayClient(gateway, { ...(fetch && { fetch }), retries: { attempts: 20, longestPause: 1000 } });
  await ready(gateway, fetch ?? globalThis.fetch, say);
  const before = await client.ledger();
  const loading = join(data, 'samples.loading');
  if (regulator === undefined) return before;
  if (before.regulator === undefined) {
    if (options.samples) await writeFile(loading, '');
    await bootstrap(client, before, regulator, chain.regulator);
  }
  if (options.samples && existsSync(loading)) {
    say('Loading the sample chain / 正在载入样例链');
    const keys = join(data, 'keys/samples');
    await mkdir(keys, { recursive: true, mode: 0o700 });
    await runSamples({ gateway, keys, regulator, verify: false, say, ...(fetch && { fetch }) });
    await rm(loading);
  }
  return client.ledger();
}

/** Waits until the gateway has taken in what the ledger holds: before, it can't tell whether there is a regulator. */
async function ready(gateway: string, fetch: Fetch, say: (line: string) => void): Promise<void> {
  const began = Date.now();
  for (let told = began; ;) {
    const { ok } = await fetch(`${gateway}/health/ready`, {}).catch(() => ({ ok: false }));
    if (ok) return;
    if (Date.now() - began > PATIENCE) throw new Error('The gateway is not ready: see its log.');
    if (Date.now() - told > 5000) {
      told = Date.now();
      say('The gateway is taking in the ledger … / 网关正在读取账本 …');
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
