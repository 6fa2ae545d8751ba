import { readFile } from 'node:fs/promises';
import { run } from '../run.js';

/** Of /proc/PID/stat after the program's name in brackets: state and start time. */
const STATE = 0;
const START_TIME = 19;

/** What prints the token of a shell that says it, in a shell's words. */
export const TOKEN_OF_SHELL =
  process.platform === 'linux' ? `cut -d ' ' -f 22 /proc/$$/stat` : 'ps -o lstart= -p $$ | sed "s/ *$//"';

/**
 * What tells a process from another that has its number later: when it started, in the system's own words. Undefined where
 * there is none (any more).
 */
export async function processToken(pid: number): Promise<string | undefined> {
  if (process.platform !== 'linux') {
    const started = await run('ps', ['-o', 'lstart=', '-p', String(pid)]).catch(() => '');
    return started.trim() || undefined;
  }
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
  // A zombie has ended: nobody has asked how, yet.
  return fields?.[STATE] === 'Z' ? undefined : fields?.[START_TIME];
}
