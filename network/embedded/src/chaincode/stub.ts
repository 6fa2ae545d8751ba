import Long from 'long';

import type { Identity, Timestamp, Version } from '@suyuan/block';

import { BATCH_LIMIT } from '../peer/simulation.js';
import type { Versioned } from '../store/records.js';
import { rangePromise, StateIterator, type RangePromise } from './range.js';

const MAX_RUNE = '\u{10ffff}';
/** Simple keys begin after this; composite keys before it. */
const FIRST_SIMPLE = '\x01';

/** What one run is about. */
export interface RunContext {
  readonly channel: string;
  readonly txId: string;
  readonly timestamp: Timestamp;
  readonly creator: Identity;
  readonly args: readonly Buffer[];
  readonly transient: ReadonlyMap<string, Buffer>;
}

export type StateRow = { readonly key: string } & Versioned;

/** What a run sees of state: a simulation, in this thread or another. */
export interface RunState {
  readonly namespace: string;
  /** In the order of the keys; undefined where there is nothing. */
  getMany(keys: readonly string[]): Promise<(Buffer | undefined)[]>;
  /** Undefined deletes. */
  put(key: string, value: Uint8Array | undefined): void;
  range(start: string, end: string): AsyncGenerator<StateRow>;
  /** What a walk over a range gave out, told when it ends. */
  walked(start: string, end: string, exhausted: boolean, reads: readonly { key: string; version: Version }[]): void;
}

/**
 * The shim's `ChaincodeStub` over a simulation. What a LevelDB peer of one organisation cannot do
 * (rich queries, private data, other chaincodes), and history and pages, throw.
 */
export class Stub {
  #event: { name: string; payload: Buffer } | undefined;

  constructor(
    private readonly context: RunContext,
    private readonly state: RunState,
  ) {}

  get event(): { readonly name: string; readonly payload: Buffer } | undefined {
    return this.#event;
  }

  /** A new array each time: the shim's router changes the one that it is given. */
  getBufferArgs(): Buffer[] {
    return [...this.context.args];
  }

  getArgs(): string[] {
    return this.context.args.map((arg) => arg.toString());
  }

  getStringArgs(): string[] {
    return this.getArgs();
  }

  getFunctionAndParameters(): { fcn: string; params: string[] } {
    const [fcn = '', ...params] = this.getArgs();
    return { fcn, params };
  }

  getTxID(): string {
    return this.context.txId;
  }

  getChannelID(): string {
    return this.context.channel;
  }

  getCreator(): { mspid: string; idBytes: Buffer } {
    return { mspid: this.context.creator.mspid, idBytes: this.context.creator.cert };
  }

  getTransient(): Map<string, Buffer> {
    return new Map(this.context.transient);
  }

  getTxTimestamp(): { seconds: Long; nanos: number } {
    const { seconds, nanos } = this.context.timestamp;
    return { seconds: Long.fromNumber(seconds, true), nanos };
  }

  getDateTimestamp(): Date {
    const { seconds, nanos } = this.context.timestamp;
    return new Date(seconds * 1000 + Math.floor(nanos / 1_000_000));
  }

  /** An absent key is an empty buffer, as with the shim. */
  async getState(key: string): Promise<Buffer> {
    const [value] = await this.state.getMany([key]);
    return value ?? Buffer.alloc(0);
  }

  /** One round for up to 1,000 keys; an absent key is undefined. */
  async getMany(keys: readonly string[]): Promise<(Buffer | undefined)[]> {
    checkBatch(keys.length);
    return this.state.getMany(keys);
  }

  putState(key: string, value: Uint8Array | string): Promise<void> {
    return this.putMany([[key, typeof value === 'string' ? Buffer.from(value) : value]]);
  }

  deleteState(key: string): Promise<void> {
    this.state.put(key, undefined);
    return Promise.resolve();
  }

  putMany(entries: readonly (readonly [key: string, value: Uint8Array])[]): Promise<void> {
    return Promise.resolve().then(() => {
      checkBatch(entries.length);
      for (const [key, value] of entries) this.state.put(key, value);
    });
  }

  /** The shim's own names for the batched calls, from its release after 2.5.8 on. */
  getMultipleStates(...keys: string[]): Promise<Buffer[]> {
    return this.getMany(keys).then((values) => values.map((value) => value ?? Buffer.alloc(0)));
  }

  startWriteBatch(): void {
    // Writes are together in any case.
  }

  finishWriteBatch(): Promise<void> {
    return Promise.resolve();
  }

  getStateByRange(startKey: string, endKey: string): RangePromise {
    return rangePromise(new StateIterator(this.state, startKey === '' ? FIRST_SIMPLE : startKey, endKey));
  }

  getStateByPartialCompositeKey(objectType: string, attributes: string[]): RangePromise {
    const start = this.createCompositeKey(objectType, attributes);
    return rangePromise(new StateIterator(this.state, start, start + MAX_RUNE));
  }

  createCompositeKey(objectType: string, attributes: string[]): string {
    const parts = [objectType, ...attributes];
    if (objectType === '' || parts.some((part) => typeof part !== 'string')) {
      throw new Error('object type or attribute not a non-zero length string');
    }
    return `\0${parts.map((part) => `${part}\0`).join('')}`;
  }

  splitCompositeKey(key: string): { objectType: string; attributes: string[] } {
    const [objectType = '', ...attributes] = key.slice(1, -1).split('\0');
    return { objectType, attributes };
  }

  setEvent(name: string, payload: Uint8Array): void {
    if (name === '') throw new Error('Event name must be a non-empty string');
    this.#event = { name, payload: Buffer.from(payload) };
  }

  invokeChaincode(name: string): Promise<never> {
    return unsupported(`invoking the chaincode ${name}`);
  }

  getQueryResult(): Promise<never> {
    return unsupported('ExecuteQuery is for a rich query: it');
  }

  getHistoryForKey(): Promise<never> {
    return unsupported('the history of a key');
  }

  getStateByRangeWithPagination(): Promise<never> {
    return unsupported('a range in pages');
  }

  getPrivateData(): Promise<never> {
    return unsupported('private data');
  }

  putPrivateData(): Promise<never> {
    return unsupported('private data');
  }
}

function unsupported(what: string): Promise<never> {
  return Promise.reject(new Error(`${what} is not supported on an embedded ledger`));
}

function checkBatch(size: number): void {
  if (size > BATCH_LIMIT) throw new Error(`batch of ${size} keys is larger than ${BATCH_LIMIT}`);
}
