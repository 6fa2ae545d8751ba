import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const PROGRAM = fileURLToPath(new URL('../../client/bin/suyuan.mjs', import.meta.url));

export interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs the real program in a folder of its own, knowing nothing of the user who runs the tests. */
export class Suyuan {
  private constructor(readonly folder: string) {}

  static async make(): Promise<Suyuan> {
    return new Suyuan(await mkdtemp(join(tmpdir(), 'suyuan-cli-')));
  }

  remove(): Promise<void> {
    return rm(this.folder, { recursive: true, force: true });
  }

  path(name: string): string {
    return join(this.folder, name);
  }

  run(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Outcome> {
    const own = {
      PATH: process.env['PATH'],
      LANG: 'C',
      SUYUAN_CONFIG: this.path('config'),
      SUYUAN_ATTEMPTS: '1',
      ...env,
    };
    const options = { cwd: this.folder, env: own, maxBuffer: 64 * 1024 * 1024 };
    return new Promise((resolve) => {
      execFile(process.execPath, [PROGRAM, ...args], options, (error, out, err) => {
        resolve({ code: typeof error?.code === 'number' ? error.code : error === null ? 0 : -1, out, err });
      });
    });
  }

  /** The same for programs: what is printed, read. */
  async json(
    args: readonly string[],
    env: Readonly<Record<string, string>> = {},
  ): Promise<{ code: number; data: unknown }> {
    const { code, out, err } = await this.run([...args, '--json'], env);
    try {
      return { code, data: JSON.parse(out) as unknown };
    } catch {
      throw new Error(`${args.join(' ')} printed no JSON: ${out}${err}`);
    }
  }
}
