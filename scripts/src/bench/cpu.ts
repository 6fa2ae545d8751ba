import { readdir, readFile } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';
import type { Aside } from './figure.js';

/** CPU time (ms) that processes have used since they started, by what they are. */
export type CpuTimes = ReadonlyMap<string, number>;
export type CpuMeter = () => Promise<CpuTimes>;

/** Of /proc/PID/stat after the program's name in brackets (proc(5)): process group, and times in ticks. */
const FIELD = { group: 2, times: [11, 12, 13, 14] } as const;
/** A tick is a hundredth of a second on every Linux (USER_HZ). */
const TICK = 10;

/**
 * Reads groups of processes, by the number of each one's leader, and this process beside them. Children that ended count
 * when their parent has seen it. Undefined where there is no /proc.
 */
export async function cpuMeter(groups: ReadonlyMap<number, string>): Promise<CpuMeter | undefined> {
  if ((await readStat('self')) === undefined) return undefined;
  return async () => {
    const { user, system } = process.cpuUsage();
    const times = new Map([['client', (user + system) / 1000]]);
    const pids = (await readdir('/proc')).filter((name) => /^[0-9]+$/.test(name));
    for (const stat of await Promise.all(pids.map(readStat))) {
      const what = groups.get(stat?.group ?? 0);
      if (stat && what !== undefined) times.set(what, (times.get(what) ?? 0) + stat.ms);
    }
    return times;
  };
}

/** What was used for each of so many documents: all, then by what used it. */
export function cpuBetween(before: CpuTimes, after: CpuTimes, documents: number): Aside[] {
  const each = [...after].map(([name, ms]) => [name, (ms - (before.get(name) ?? 0)) / documents] as const);
  const all = each.reduce((sum, [, ms]) => sum + ms, 0);
  const named = [['CPU', all] as const, ...each.map(([name, ms]) => [`CPU of ${name}`, ms] as const)];
  return named.map(([name, value]) => ({ name, unit: 'ms a document', value }));
}

/** Time (ms) between two looks, CPU time in it that is no work any more, and how often it is looked. */
const REST = { pause: 250, idle: 100, looks: 40 };

/**
 * Waits until what was measured before is done with: peers of other organisations still commit its last blocks when its
 * own client has all answers, and its successor would pay for that. Ten seconds at most.
 */
export async function rest(meter: CpuMeter): Promise<void> {
  let before = total(await meter());
  for (let look = 0; look < REST.looks; look++) {
    await setTimeout(REST.pause);
    const now = total(await meter());
    if (now - before < REST.idle) return;
    before = now;
  }
}

function total(times: CpuTimes): number {
  return [...times.values()].reduce((sum, ms) => sum + ms, 0);
}

async function readStat(pid: string): Promise<{ readonly group: number; readonly ms: number } | undefined> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const ticks = FIELD.times.reduce((sum, field) => sum + Number(fields[field]), 0);
  return { group: Number(fields[FIELD.group]), ms: ticks * TICK };
}
