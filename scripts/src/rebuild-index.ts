import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { TraceError } from '@suyuan/domain';
import { supervise, type Supervisor } from '@suyuan/embedded';
import { Command } from 'commander';
import { describeError } from './samples/failure.js';
import { GATEWAY } from './start/services.js';

/** `npm run rebuild-index`: builds the index anew from the blocks and puts it in the old one's place. */
const program = new Command('rebuild-index')
  .description('Builds the index anew from the ledger’s blocks; stop the gateway first.')
  .option('--data <folder>', 'data folder', process.env['SUYUAN_DATA'] ?? '.data')
  .option('--connection <file>', 'of a ledger that runs elsewhere; without it the embedded one is started for it')
  .parse();
const options = program.opts<{ data: string; connection?: string }>();
const data = resolve(options.data);

/** What a gateway process says on its standard output. */
interface Line {
  readonly event: string;
  readonly height?: number;
  readonly of?: number;
  readonly documents?: number;
  readonly message?: Readonly<Record<string, string>>;
}

let ledger: Supervisor | undefined;
try {
  const connection = options.connection ?? join(data, 'ledger/connection.json');
  if (!existsSync(connection)) throw new TraceError('FILE_UNREADABLE', { file: connection, reason: 'ENOENT' });
  // The contract is not called: what it is configured with does not matter.
  const env = { ...process.env, SUYUAN_REGULATOR: process.env['SUYUAN_REGULATOR'] ?? 'A'.repeat(43) };
  if (options.connection === undefined) {
    ledger = await supervise({ data: join(data, 'ledger'), port: 0, env, stderr: 'ignore' });
  }
  process.exitCode = await rebuild(['rebuild-index', '--data', data, '--connection', connection]);
} catch (error) {
  console.error(describeError(error));
  process.exitCode = 1;
} finally {
  await ledger?.stop();
}

async function rebuild(args: readonly string[]): Promise<number> {
  const child = spawn(process.execPath, [GATEWAY, ...args], { stdio: ['ignore', 'pipe', 'ignore', 'ipc'] });
  for await (const line of createInterface({ input: child.stdout as NodeJS.ReadableStream })) {
    const { event, height = 0, of, documents = 0, message = {} } = JSON.parse(line) as Line;
    if (event === 'progress') console.log(`  ${height}${of === undefined ? '' : ` of ${of}`} blocks`);
    if (event === 'rebuilt') console.log(`rebuilt: ${height} blocks, ${documents} documents`);
    if (event === 'failed') console.error(Object.values(message).join('\n'));
  }
  if (child.exitCode === null) await once(child, 'exit');
  return child.exitCode ?? 1;
}
