import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { supervise, type SuperviseOptions, type Supervisor } from '@suyuan/embedded';
import { readConnection } from '@suyuan/gateway';
import { openAccess, type LedgerUnderTest } from './ledger-under-test.js';

export interface EmbeddedLedger extends LedgerUnderTest {
  readonly supervisor: Supervisor;
  /** Ends its process as a power cut would; its supervisor raises it again. */
  kill(): void;
}

/** The embedded ledger in a process of its own under its supervisor, on a free port and a temporary folder. */
export async function startEmbeddedLedger(
  regulator: string,
  options: Partial<SuperviseOptions> = {},
): Promise<EmbeddedLedger> {
  const data = await mkdtemp(join(tmpdir(), 'suyuan-ledger-'));
  const env = { ...process.env, SUYUAN_REGULATOR: regulator, LOG_LEVEL: 'error' };
  const supervisor = await supervise({ data, env, ...options });
  const file = supervisor.listening?.connection ?? '';
  const kill = (): void => {
    const { listening } = supervisor;
    if (listening) process.kill(listening.pid, 'SIGKILL');
  };
  return {
    name: 'embedded',
    features: { consensus: 'solo', organisations: 1, commitHashes: true },
    ...{ supervisor, kill },
    connect: async (_organisation, settings) => openAccess(await readConnection(file), settings),
    async restart() {
      const up = once(supervisor, 'listening');
      kill();
      await up;
    },
    async stop() {
      await supervisor.stop();
      await rm(data, { recursive: true, force: true });
    },
  };
}
