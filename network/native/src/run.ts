import { spawn } from 'node:child_process';
import { NetworkError } from './failure.js';

export interface RunOptions {
  readonly env?: NodeJS.ProcessEnv;
  readonly cwd?: string;
  readonly signal?: AbortSignal;
}

/** A program that ended otherwise than well, with what it last said. */
export class RunError extends NetworkError {
  constructor(
    readonly command: string,
    readonly output: string,
  ) {
    super(`${command} failed:\n${tail(output)}`);
  }
}

const LINES = 6;

function tail(output: string): string {
  return output.trim().split('\n').slice(-LINES).join('\n');
}

/** What a program writes to both of its outputs. Rejects with a RunError. */
export function run(program: string, args: readonly string[], options: RunOptions = {}): Promise<string> {
  const { env = process.env, cwd, signal } = options;
  const command = [program.slice(program.lastIndexOf('/') + 1), ...args.slice(0, 3)].join(' ');
  return new Promise((resolve, reject) => {
    const child = spawn(program, [...args], {
      env,
      ...(cwd === undefined ? {} : { cwd }),
      ...(signal === undefined ? {} : { signal }),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    const take = (chunk: Buffer): void => {
      output += chunk.toString();
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    child.once('error', (error) => reject(new RunError(command, error.message)));
    child.once('close', (code) => {
      if (code === 0) resolve(output);
      else reject(new RunError(command, output));
    });
  });
}
