import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const require = createRequire(import.meta.url);

/** The contracts' own program, and one with a contract of the tests'. */
export const PROGRAMS = {
  trace: [join(dirname(require.resolve('@suyuan/chaincode')), 'server/main.js')],
  shelf: ['--import=tsx', fileURLToPath(new URL('shelf-process.ts', import.meta.url))],
} as const;

/** A chaincode process; a peer's side in the same process would not do: two fabric-protos cannot live in one. */
export interface Running {
  readonly address: string;
  /** What it said when it listened. */
  readonly said: Readonly<Record<string, unknown>>;
  readonly errors: readonly string[];
  stop(): Promise<void>;
}

/** Rejects with what it wrote to standard error where it ends before it listens. */
export async function startChaincode(program: readonly string[], env: NodeJS.ProcessEnv): Promise<Running> {
  const address = `127.0.0.1:${await freePort()}`;
  const child = spawn(process.execPath, [...program], {
    env: { ...process.env, CHAINCODE_SERVER_ADDRESS: address, CORE_CHAINCODE_ID_NAME: 'trace:1', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const errors: string[] = [];
  createInterface({ input: child.stderr }).on('line', (line) => errors.push(line));
  const first = await Promise.race([once(createInterface({ input: child.stdout }), 'line'), once(child, 'close')]);
  if (typeof first[0] !== 'string') throw new Error(errors.join('\n'));
  return { address, errors, said: JSON.parse(first[0]) as Record<string, unknown>, stop: () => stop(child) };
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill();
  await ended;
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
