import { MESSAGE, readAdditionalParams, readMultipleResult, writeBatch, writeGetMultiple } from './peer-batch-wire.js';
import type { ShimMessage, ShimStub } from './server/shim-types.js';
import { stateAccess, type StateAccess } from './state-access.js';

/** What no peer is asked to exceed, whatever it announces: keys of one message. */
const MOST = 1000;

/** What a peer takes in one message, in keys; 0 where it takes them one by one only. */
export interface PeerBatches {
  readonly reads: number;
  readonly writes: number;
  /** The shim's class of messages: gRPC takes no other. */
  readonly Message: new () => ShimMessage;
}

/** Fabric 3.1 and later say it in the payload of READY; earlier ones leave that empty. */
export function announcedBatches(ready: ShimMessage): PeerBatches {
  const said = readAdditionalParams(ready.getPayload_asU8());
  return {
    reads: said.useGetMultipleKeys ? Math.min(said.maxSizeGetMultipleKeys, MOST) : 0,
    writes: said.useWriteBatch ? Math.min(said.maxSizeWriteBatch, MOST) : 0,
    Message: ready.constructor as new () => ShimMessage,
  };
}

/**
 * The peer's batched messages (GET_STATE_MULTIPLE, WRITE_BATCH_STATE), which shim 2.5.8 does not know, sent through the
 * call by which it sends its own: each is one round trip instead of one a key.
 */
export class PeerBatchAccess implements StateAccess {
  readonly #stub: ShimStub;
  readonly #batches: PeerBatches;
  readonly #single: StateAccess;

  constructor(stub: ShimStub, batches: PeerBatches) {
    this.#stub = stub;
    this.#batches = batches;
    this.#single = stateAccess({
      getState: (key) => stub.getState(key),
      putState: (key, value) => stub.putState(key, value),
    });
  }

  async getMany(keys: readonly string[]): Promise<(Uint8Array | undefined)[]> {
    const { reads } = this.#batches;
    if (reads === 0) return this.#single.getMany(keys);
    const values: (Uint8Array | undefined)[] = [];
    for (const part of parts(keys, reads)) {
      const found = readMultipleResult(await this.#ask(MESSAGE.GET_STATE_MULTIPLE, writeGetMultiple(part)));
      if (found.length !== part.length) throw new Error(`asked for ${part.length} keys, got ${found.length}`);
      values.push(...found.map((value) => (value.length === 0 ? undefined : value)));
    }
    return values;
  }

  async putMany(entries: readonly (readonly [key: string, value: Uint8Array])[]): Promise<void> {
    const { writes } = this.#batches;
    if (writes === 0) return this.#single.putMany(entries);
    for (const part of parts(entries, writes)) {
      await this.#ask(MESSAGE.WRITE_BATCH_STATE, writeBatch(part));
    }
  }

  #ask(type: number, payload: Uint8Array): Promise<Uint8Array> {
    const { handler, txId, channel_id: channel } = this.#stub;
    const message = new this.#batches.Message();
    message.setType(type);
    message.setPayload(payload);
    message.setTxid(txId);
    message.setChannelId(channel);
    return handler._askPeerAndListen(message, `state in one message (${type})`);
  }
}

function* parts<T>(all: readonly T[], size: number): Generator<readonly T[]> {
  for (let i = 0; i < all.length; i += size) yield all.slice(i, i + size);
}
