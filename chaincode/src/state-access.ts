/** What of the shim's stub is needed here. */
export interface StateStub {
  getState(key: string): Promise<Uint8Array>;
  putState(key: string, value: Uint8Array): Promise<void>;
}

/** State in few round trips: not signatures but they are what a capture costs (docs/network.md, Batched state). */
export interface StateAccess {
  /** In the order of the keys; undefined where there is nothing. Sees committed state, never this transaction's writes. */
  getMany(keys: readonly string[]): Promise<(Uint8Array | undefined)[]>;
  putMany(entries: readonly (readonly [key: string, value: Uint8Array])[]): Promise<void>;
}

/** Most keys that a peer takes in one message. */
const BATCH = 1000;

/** The stub's own batches where it has them, else single calls. Any number of keys. */
export function stateAccess(stub: StateStub): StateAccess {
  return isBatched(stub) ? new Batches(stub) : new SingleCalls(stub);
}

function isBatched(stub: object): stub is StateAccess {
  return 'getMany' in stub && typeof stub.getMany === 'function' && 'putMany' in stub;
}

/** As many messages as it takes: three hundred events of three hundred lots read more than one holds. */
class Batches implements StateAccess {
  constructor(readonly stub: StateAccess) {}

  async getMany(keys: readonly string[]): Promise<(Uint8Array | undefined)[]> {
    const values: (Uint8Array | undefined)[] = [];
    for (const part of inBatches(keys)) values.push(...(await this.stub.getMany(part)));
    return values;
  }

  async putMany(entries: readonly (readonly [key: string, value: Uint8Array])[]): Promise<void> {
    for (const part of inBatches(entries)) await this.stub.putMany(part);
  }
}

function* inBatches<T>(all: readonly T[]): Generator<readonly T[]> {
  for (let i = 0; i < all.length; i += BATCH) yield all.slice(i, i + BATCH);
}

/** The Node shim queues calls one after another on its stream: awaiting them one by one costs nothing more. */
class SingleCalls implements StateAccess {
  constructor(readonly stub: StateStub) {}

  async getMany(keys: readonly string[]): Promise<(Uint8Array | undefined)[]> {
    const values: (Uint8Array | undefined)[] = [];
    for (const key of keys) {
      const value = await this.stub.getState(key);
      values.push(value.length === 0 ? undefined : value);
    }
    return values;
  }

  async putMany(entries: readonly (readonly [key: string, value: Uint8Array])[]): Promise<void> {
    for (const [key, value] of entries) await this.stub.putState(key, value);
  }
}
