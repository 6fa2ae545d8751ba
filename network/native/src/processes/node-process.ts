import { spawn } from 'node:child_process';
import { existsSync, openSync, closeSync } from 'node:fs';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Place } from '@suyuan/network-config';
import { NetworkError } from '../failure.js';
import { processToken, TOKEN_OF_SHELL } from './token.js';

/** How a node's process is started, and where it listens when it is well. */
export interface NodeSpec {
  readonly name: string;
  /** Its log, its number and what it keeps. */
  readonly folder: string;
  readonly command: readonly [program: string, ...args: string[]];
  readonly env: NodeJS.ProcessEnv;
  readonly place: Place;
}

const PAUSE = 50;
const NOTE_PAUSE = 5;
/** How long (ms) a node may take to listen, and to end when it is asked to. */
const START_PATIENCE = 30_000;
const STOP_PATIENCE = 10_000;

interface Noted {
  readonly pid: number;
  readonly token: string;
}

export function logOf(folder: string): string {
  return join(folder, 'log');
}

function noteOf(folder: string): string {
  return join(folder, 'process.json');
}

/** The number of the process that runs in this folder. */
export async function runningPid(folder: string): Promise<number | undefined> {
  const text = await readFile(noteOf(folder), 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  const { pid, token } = JSON.parse(text) as Noted;
  return (await processToken(pid)) === token ? pid : undefined;
}

/**
 * Notes its own number, then becomes what it is given: whoever starts it may die meanwhile, and it is found all the same.
 * A shell's process group and start time are those of what it becomes.
 */
const NOTING = `printf '{"pid":%d,"token":"%s"}' $$ "$(${TOKEN_OF_SHELL})" >process.draft && mv process.draft process.json && exec "$@"`;

/** Starts a process of its own group, which outlives us. Resolves when its number is noted. */
export async function startNode(spec: NodeSpec): Promise<void> {
  const { folder, command, env, name } = spec;
  await mkdir(folder, { recursive: true });
  // That of an earlier process says nothing of this one.
  await rm(noteOf(folder), { force: true });
  const log = openSync(logOf(folder), 'a');
  const noting = ['-c', NOTING, 'note', ...command];
  const child = spawn('/bin/sh', noting, { cwd: folder, env, detached: true, stdio: ['ignore', log, log] });
  closeSync(log);
  const failed = new Promise<never>((_, reject) => child.once('error', reject));
  const { pid } = child;
  if (pid === undefined) return failed;
  child.unref();
  while (!existsSync(noteOf(folder))) {
    if ((await processToken(pid)) === undefined) throw new NetworkError(`${name} ended at once: see ${logOf(folder)}`);
    await setTimeout(NOTE_PAUSE);
  }
}

/** Resolves when the node takes connections. Throws a NetworkError where it ends before that, or takes too long. */
export async function waitForNode({ name, folder, place }: NodeSpec, signal?: AbortSignal): Promise<void> {
  const until = Date.now() + START_PATIENCE;
  while (!(await listens(place))) {
    signal?.throwIfAborted();
    if ((await runningPid(folder)) === undefined) throw new NetworkError(await fellMessage(name, folder));
    if (Date.now() > until) throw new NetworkError(`${name} does not listen on ${place.port}: see ${logOf(folder)}`);
    await setTimeout(PAUSE);
  }
}

async function fellMessage(name: string, folder: string): Promise<string> {
  const log = await readFile(logOf(folder), 'utf8').catch(() => '');
  const last = log.trim().split('\n').slice(-3).join('\n');
  return `${name} ended as soon as it was started (${logOf(folder)}):\n${last}`;
}

/** Ends the node's process and what it started, by force after some patience (ms); false where it was not running. */
export async function stopNode(folder: string, patience = STOP_PATIENCE): Promise<boolean> {
  const pid = await runningPid(folder);
  if (pid === undefined) return false;
  kill(pid, 'SIGTERM');
  const until = Date.now() + patience;
  while ((await runningPid(folder)) !== undefined) {
    if (Date.now() > until) kill(pid, 'SIGKILL');
    await setTimeout(PAUSE);
  }
  await rm(noteOf(folder), { force: true });
  return true;
}

/** The whole group: it leads one. */
function kill(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

export function listens({ host, port }: Place): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    const end = (answer: boolean) => () => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('connect', end(true)).once('error', end(false)).setTimeout(1000, end(false));
  });
}
