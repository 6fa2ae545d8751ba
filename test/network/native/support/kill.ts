import { execFileSync } from 'node:child_process';
import { setTimeout } from 'node:timers/promises';
import { NetworkFolder, runningPid } from '@suyuan/native';

/** Ends a node as a power cut would, with all that it started; resolves when nothing of it runs. */
export async function killNode(data: string, name: string): Promise<void> {
  const folder = new NetworkFolder(data).node(name);
  const pid = await runningPid(folder);
  if (pid === undefined) throw new Error(`${name} does not run`);
  process.kill(-pid, 'SIGKILL');
  while ((await runningPid(folder)) !== undefined) await setTimeout(10);
}

/** Ends an organisation's contract process, and not the one that keeps it. */
export async function killContracts(data: string, organisation: string): Promise<void> {
  const keeper = await runningPid(new NetworkFolder(data).node(`${organisation}-contracts`));
  const [child = ''] = execFileSync('pgrep', ['-P', String(keeper)])
    .toString()
    .split('\n');
  process.kill(Number(child), 'SIGKILL');
}
