import { SHARE_ENV, Worker } from 'node:worker_threads';

import { TraceError } from '@suyuan/domain';

import type { Simulation } from '../peer/simulation.js';
import {
  pack,
  unpack,
  type Done,
  type FromThread,
  type Question,
  type Ran,
  type RowName,
  type ToThread,
} from './messages.js';
import type { RunContext, StateRow } from './stub.js';

/** Rows of a range that go over together. */
const PAGE = 100;
/** A bundle lives until it is judged: in less room it is copied about several times before it can be forgotten. */
const YOUNG_MB = 192;

export interface ThreadEvents {
  /** Told what contracts throw. */
  readonly onError: (text: string) => void;
  /** The thread ended by itself: nothing can be judged any more. */
  readonly onFailure: (error: Error) => void;
}

interface Running {
  readonly simulation: Simulation;
  readonly walks: Map<number, AsyncGenerator<StateRow>>;
  readonly resolve: (ran: Ran) => void;
  readonly reject: (error: Error) => void;
}

/** The ledger's end of a thread of contracts: sends it runs, and answers from their simulations what they ask for. */
export class ContractThread {
  /** When the module is loaded. Rejects with USAGE where it has no contracts. */
  readonly ready: Promise<void>;
  version = '';
  readonly #module: string;
  readonly #events: ThreadEvents;
  readonly #worker: Worker;
  readonly #running = new Map<number, Running>();
  #started: { resolve: () => void; reject: (error: Error) => void } | undefined;
  #runs = 0;
  #serves = false;

  constructor(module: string, events: ThreadEvents) {
    this.#module = module;
    this.#events = events;
    // Contracts read their configuration from the environment, part of which is known only after they are loaded.
    this.#worker = new Worker(new URL('thread.js', import.meta.url), {
      workerData: module,
      env: SHARE_ENV,
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB },
    });
    this.#worker.on('message', (message: FromThread) => this.#hear(message));
    this.#worker.on('error', (error) => this.#ended(error));
    this.#worker.on('exit', (code) => this.#ended(new Error(`the thread of the contracts ended with ${code}`)));
    this.ready = new Promise((resolve, reject) => (this.#started = { resolve, reject }));
  }

  /** Runs that have begun. */
  get busy(): number {
    return this.#running.size;
  }

  run({ channel, txId, timestamp, creator, args, transient }: RunContext, simulation: Simulation): Promise<Ran> {
    return new Promise((resolve, reject) => {
      const run = ++this.#runs;
      this.#running.set(run, { simulation, walks: new Map(), resolve, reject });
      const packed = pack([creator.cert, ...transient.values(), ...args]);
      const what = { channel, namespace: simulation.namespace, txId, timestamp, mspid: creator.mspid };
      this.#tell({ kind: 'run', run, ...what, transient: [...transient.keys()], packed }, packed.bytes.buffer);
    });
  }

  async stop(): Promise<void> {
    this.#serves = false;
    await this.#worker.terminate();
  }

  #tell(message: ToThread, ...moved: ArrayBuffer[]): void {
    this.#worker.postMessage(message, moved);
  }

  #hear(message: FromThread): void {
    switch (message.kind) {
      case 'ready':
        this.#begin(message.contracts, message.version);
        break;
      case 'question':
        void this.#answer(message);
        break;
      case 'done':
        this.#done(message);
        break;
      case 'failed':
        this.#take(message.run)?.reject(new Error(message.message));
        break;
      case 'log':
        this.#events.onError(message.text);
    }
  }

  #begin(contracts: number, version: string): void {
    if (contracts === 0) {
      this.#started?.reject(new TraceError('USAGE', { reason: `${this.#module} exports no contracts` }));
      return;
    }
    this.version = version;
    this.#serves = true;
    this.#started?.resolve();
  }

  #ended(error: Error): void {
    this.#started?.reject(error);
    for (const { reject } of this.#running.values()) reject(error);
    this.#running.clear();
    if (this.#serves) this.#events.onFailure(error);
    this.#serves = false;
  }

  #take(run: number): Running | undefined {
    const running = this.#running.get(run);
    this.#running.delete(run);
    for (const walk of running?.walks.values() ?? []) void walk.return(undefined);
    return running;
  }

  async #answer({ run, ask, wish }: Question): Promise<void> {
    try {
      const running = this.#running.get(run);
      if (!running) throw new Error('this run is over');
      const { simulation, walks } = running;
      if (wish.kind === 'read') {
        const packed = pack(await simulation.getMany(wish.keys));
        this.#tell({ kind: 'answer', ask, packed, rows: [], done: true }, packed.bytes.buffer);
        return;
      }
      const walk = walks.get(wish.walk) ?? simulation.range(wish.start, wish.end);
      walks.set(wish.walk, walk);
      const { rows, values, done } = await page(walk);
      const packed = pack(values);
      this.#tell({ kind: 'answer', ask, packed, rows, done }, packed.bytes.buffer);
    } catch (error) {
      this.#tell({ kind: 'refusal', ask, message: error instanceof Error ? error.message : 'failed' });
    }
  }

  #done({ run, response, event, walks, keys, packed }: Done): void {
    const running = this.#take(run);
    if (!running) return;
    const { simulation, resolve } = running;
    const [payload = Buffer.alloc(0), told = Buffer.alloc(0), ...values] = unpack(packed);
    keys.forEach((key, i) => simulation.put(key, values[i]));
    for (const { start, end, exhausted, reads } of walks) simulation.walked(start, end, exhausted, reads);
    resolve({
      response: { ...response, payload },
      event: event === undefined ? undefined : { name: event, payload: told },
    });
  }
}

async function page(walk: AsyncGenerator<StateRow>) {
  const rows: RowName[] = [];
  const values: Buffer[] = [];
  while (rows.length < PAGE) {
    const step = await walk.next();
    if (step.done) return { rows, values, done: true };
    rows.push({ key: step.value.key, version: step.value.version });
    values.push(step.value.value);
  }
  return { rows, values, done: false };
}
