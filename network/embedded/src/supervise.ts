import { spawn, type ChildProcess } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';

import { TraceError, type Code, type Facts } from '@suyuan/domain';

/** What a ledger process says when it listens. */
export interface Listening {
  readonly port: number;
  readonly endpoint: string;
  /** Path of `connection.json`. */
  readonly connection: string;
  /** Hash of the genesis block's header, hex. */
  readonly genesis: string;
  readonly height: number;
  readonly pid: number;
  readonly notice: string;
}

export interface SuperviseOptions {
  readonly data: string;
  readonly port?: number;
  readonly host?: string;
  readonly channel?: string;
  readonly chaincode?: string;
  /** A module that exports `contracts`; ours where it is not said. */
  readonly contracts?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Where its log goes: `inherit` shows it with ours, a number is an open file's. */
  readonly stderr?: 'inherit' | 'ignore' | number;
  /** Another program that says the same lines, and takes `--data`, `--host` and `--port`: the gateway's, say. */
  readonly main?: string;
  readonly args?: readonly string[];
  /** The longest pause before it is started again. */
  readonly longestWaitMs?: number;
  /** For Node itself. */
  readonly execArgv?: readonly string[];
}

const FIRST_WAIT_MS = 100;
const LONGEST_WAIT_MS = 5_000;
/** Writes to disk wait behind signature checks in the same pool: more threads than Node's four keep them apart. */
const THREADS = 8;
/** A process that lived so long was well: its next fall is a first one. */
const WELL_MS = 30_000;
const STOP_MS = 15_000;

/**
 * Keeps a ledger process running: starts it, starts it again with growing pauses when it dies, stops it cleanly. It
 * keeps its port over restarts, so clients find it again. Events: `listening` (Listening), `died` (code, signal).
 */
export class Supervisor<L extends { readonly port: number } = Listening> extends EventEmitter {
  readonly #options: SuperviseOptions;
  #child: ChildProcess | undefined;
  #port: number;
  #wait = FIRST_WAIT_MS;
  #stopping = false;
  #timer: NodeJS.Timeout | undefined;
  #last: L | undefined;
  #everUp = false;

  constructor(options: SuperviseOptions) {
    super();
    this.#options = options;
    this.#port = options.port ?? 0;
  }

  /** Undefined while it is down. */
  get listening(): L | undefined {
    return this.#last;
  }

  /** Resolves when it listens. Throws what kept it from starting: DATA_IN_USE, PORT_IN_USE, INTERNAL. */
  async start(): Promise<L> {
    const first = await this.#spawn();
    this.#port = first.port;
    return first;
  }

  /** Resolves when what it accepted is done and it has ended. */
  async stop(): Promise<void> {
    this.#stopping = true;
    clearTimeout(this.#timer);
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    const timer = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
    await ended;
    clearTimeout(timer);
  }

  #spawn(): Promise<L> {
    const { env = process.env, stderr = 'inherit', execArgv = [] } = this.#options;
    const main = this.#options.main ?? fileURLToPath(new URL('main.js', import.meta.url));
    const child = spawn(process.execPath, [...execArgv, main, ...this.#arguments()], {
      env: { UV_THREADPOOL_SIZE: String(THREADS), ...env },
      // The channel is only there to end: it does when we die, and the child stops with us.
      stdio: ['ignore', 'pipe', stderr, 'ipc'],
      // A group of its own: Ctrl-C is for us, who stop what we keep in its order.
      detached: true,
      windowsHide: true,
    });
    const lines = createInterface({ input: child.stdout as Readable });
    this.#child = child;
    const began = Date.now();
    return new Promise((resolve, reject) => {
      let failure: Error = new TraceError('INTERNAL', { id: 'ledger' });
      lines.on('line', (line) => {
        const message = parse(line);
        if (message?.event === 'listening') {
          this.#last = message as unknown as L;
          this.#everUp = true;
          this.emit('listening', this.#last);
          resolve(this.#last);
        } else if (message?.event === 'failed') {
          failure = new TraceError(message['code'] as Code, message['facts'] as Facts);
        }
      });
      child.once('error', reject);
      child.once('close', (code, signal) => {
        this.#last = undefined;
        // One that never came up says why; one that was up is raised again.
        reject(failure);
        if (this.#stopping) return;
        this.emit('died', code, signal);
        if (this.#everUp) this.#again(began);
      });
    });
  }

  #again(began: number): void {
    const longest = this.#options.longestWaitMs ?? LONGEST_WAIT_MS;
    this.#wait = Date.now() - began > WELL_MS ? FIRST_WAIT_MS : Math.min(this.#wait * 2, longest);
    // A failed attempt closes and comes here by itself.
    this.#timer = setTimeout(() => {
      this.#spawn().catch(() => undefined);
    }, this.#wait);
  }

  #arguments(): string[] {
    const { data, host, channel, chaincode, contracts, args = [] } = this.#options;
    const given = { data, host, channel, chaincode, contracts, port: String(this.#port) };
    const flags = Object.entries(given).flatMap(([name, value]) => (value === undefined ? [] : [`--${name}`, value]));
    return [...flags, ...args];
  }
}

function parse(line: string): ({ event: string } & Record<string, unknown>) | undefined {
  try {
    return JSON.parse(line) as { event: string };
  } catch {
    return undefined;
  }
}

/** Starts a ledger in a process of its own and keeps it running. */
export async function supervise(options: SuperviseOptions): Promise<Supervisor> {
  const supervisor = new Supervisor(options);
  await supervisor.start();
  return supervisor;
}
