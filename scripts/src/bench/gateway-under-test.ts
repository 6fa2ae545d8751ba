import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { LedgerAnswer } from '@suyuan/domain';
import { Supervisor } from '@suyuan/embedded';
import { GATEWAY, type GatewayListening } from '../start/services.js';
import { Http } from './http.js';
import type { LedgerUnderTest } from './ledger-under-test.js';

/** A gateway in a process of its own. */
export interface GatewayUnderTest {
  readonly http: Http;
  stop(): Promise<void>;
}

/** Resolves when its index has taken in the ledger up to this block. */
export async function startGateway(
  under: LedgerUnderTest,
  execArgv: readonly string[] = [],
  block = 0,
): Promise<GatewayUnderTest> {
  const data = await mkdtemp(join(tmpdir(), 'suyuan-bench-'));
  const args = ['--connection', under.connectionFile, '--log-level', 'error'];
  const supervisor = new Supervisor<GatewayListening>({ data, main: GATEWAY, args, execArgv });
  const { port } = await supervisor.start();
  const http = new Http(port);
  while ((await heightOf(http)) <= block) await setTimeout(50);
  return {
    http,
    async stop() {
      http.close();
      await supervisor.stop();
      await rm(data, { recursive: true, force: true });
    },
  };
}

/** Blocks that the index has; 0 while the gateway cannot tell. */
async function heightOf(http: Http): Promise<number> {
  const { status, body } = await http.get('/api/v1/ledger');
  return status === 200 ? (JSON.parse(body.toString()) as LedgerAnswer).height : 0;
}
