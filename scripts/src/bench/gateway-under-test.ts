import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { Supervisor } from '@suyuan/embedded';
import { GATEWAY, type GatewayListening } from '../start/services.js';
import { Http } from './http.js';
import type { LedgerUnderTest } from './ledger-under-test.js';

/** A gateway in a process of its own, its index caught up with the ledger. */
export interface GatewayUnderTest {
  readonly http: Http;
  stop(): Promise<void>;
}

export async function startGateway(
  under: LedgerUnderTest,
  execArgv: readonly string[] = [],
): Promise<GatewayUnderTest> {
  const data = await mkdtemp(join(tmpdir(), 'suyuan-bench-'));
  const args = ['--connection', under.connectionFile, '--log-level', 'warn'];
  const supervisor = new Supervisor<GatewayListening>({ data, main: GATEWAY, args, execArgv });
  const { port } = await supervisor.start();
  const http = new Http(port);
  while ((await http.get('/health/ready')).status !== 200) await setTimeout(50);
  return {
    http,
    async stop() {
      http.close();
      await supervisor.stop();
      await rm(data, { recursive: true, force: true });
    },
  };
}
