import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readBlock } from '@suyuan/block';
import { supervise, type Supervisor } from '@suyuan/embedded';
import { bootstrap, openUnderTest, prepare, type LedgerUnderTest } from './ledger-under-test.js';
import { World } from './workload/world.js';

/**
 * An embedded ledger in a process of its own and a temporary folder, which goes with it. `execArgv`: Node's own options
 * for its process, `--cpu-prof` say.
 */
export async function startEmbedded(execArgv: readonly string[] = [], world = new World()): Promise<LedgerUnderTest> {
  const data = await mkdtemp(join(tmpdir(), 'suyuan-bench-'));
  const supervisor = await startProcess(data, world, execArgv);
  const genesis = readBlock(await readFile(join(data, 'genesis.block'))).headerHash.toString('hex');
  const connectionFile = supervisor.listening?.connection ?? '';
  const under = await openUnderTest(connectionFile, genesis, world, { contract: 'bare' });
  await bootstrap(under);
  await prepare(under);
  return {
    ...under,
    async stop() {
      await supervisor.stop();
      await rm(data, { recursive: true, force: true });
    },
  };
}

function startProcess(data: string, world: World, execArgv: readonly string[]): Promise<Supervisor> {
  return supervise({
    ...{ data, execArgv },
    contracts: fileURLToPath(new URL('embedded-contracts.js', import.meta.url)),
    env: { ...process.env, SUYUAN_REGULATOR: world.regulator.thumbprint, LOG_LEVEL: 'warn' },
  });
}
