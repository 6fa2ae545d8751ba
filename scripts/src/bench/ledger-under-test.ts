import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readBlock } from '@suyuan/block';
import { ledgerAudience, type SignedDocument } from '@suyuan/domain';
import { supervise, type Supervisor } from '@suyuan/embedded';
import { connectLedger, readConnection, type Ledger, type LedgerConnection, type LedgerOptions } from '@suyuan/gateway';
import { pino } from 'pino';
import { HandOffs } from './workload/hand-offs.js';
import { World } from './workload/world.js';

/** An embedded ledger in a process of its own, with the parties and lots of a load on it. */
export interface LedgerUnderTest {
  readonly connection: LedgerConnection;
  /** The file that it comes from. */
  readonly connectionFile: string;
  readonly world: World;
  readonly aud: string;
  /** A client of its own, to be closed by whoever asked. */
  connect(options?: Pick<LedgerOptions, 'bundles' | 'contract'>): Ledger;
  stop(): Promise<void>;
}

const logger = pino({ level: 'warn' }, pino.destination(2));

/** In a temporary folder, which goes with it. `execArgv`: Node's own options for its process, `--cpu-prof` say. */
export async function startLedger(execArgv: readonly string[] = [], world = new World()): Promise<LedgerUnderTest> {
  const data = await mkdtemp(join(tmpdir(), 'suyuan-bench-'));
  const supervisor = await startProcess(data, world, execArgv);
  const connectionFile = supervisor.listening?.connection ?? '';
  const connection = await readConnection(connectionFile);
  const genesis = readBlock(await readFile(join(data, 'genesis.block'))).headerHash.toString('hex');
  const aud = ledgerAudience(connection.channel, genesis);
  const under: LedgerUnderTest = {
    ...{ connection, connectionFile, world, aud },
    connect: (options = {}) => connectLedger({ ...connection, ...options, logger }),
    async stop() {
      await supervisor.stop();
      await rm(data, { recursive: true, force: true });
    },
  };
  await prepare(under);
  return under;
}

function startProcess(data: string, world: World, execArgv: readonly string[]): Promise<Supervisor> {
  return supervise({
    ...{ data, execArgv },
    contracts: fileURLToPath(new URL('contracts.js', import.meta.url)),
    env: { ...process.env, SUYUAN_REGULATOR: world.regulator.thumbprint, LOG_LEVEL: 'warn' },
  });
}

async function prepare(under: LedgerUnderTest): Promise<void> {
  const { world, aud } = under;
  const ledger = under.connect();
  for (const step of await world.preparation(aud)) await committed(ledger, step);
  await ledger.close();
}

/** The last of their blocks. Throws where one is not taken: a load must not measure refusals. */
export async function committed(ledger: Ledger, documents: readonly SignedDocument[]): Promise<number> {
  const blocks = await Promise.all(
    documents.map(async (document) => {
      const outcome = await ledger.submit(document);
      if (outcome.status !== 'committed') throw new Error(`not committed: ${JSON.stringify(outcome)}`);
      return outcome.block;
    }),
  );
  return Math.max(0, ...blocks);
}

/** So many documents of ships and receives, half each; the number of a block in which or before which all of them are. */
export async function load(
  ledger: Ledger,
  { world, aud }: LedgerUnderTest,
  { documents, events }: { readonly documents: number; readonly events: number },
): Promise<number> {
  const handOffs = new HandOffs(world, aud, events);
  const step = Math.ceil(5000 / events);
  let block = 0;
  for (let left = Math.ceil(documents / 2); left > 0; left -= step) {
    const made = await handOffs.make(Math.min(left, step));
    await committed(
      ledger,
      made.map(({ ship }) => ship),
    );
    block = await committed(
      ledger,
      made.map(({ receive }) => receive),
    );
  }
  return block;
}
