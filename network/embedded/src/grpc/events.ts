import type { ServerWritableStream } from '@grpc/grpc-js';

import { readBlock, writeEvent, Writer, type ChaincodeEvent } from '@suyuan/block';

import type { Msp } from '../identity/msp.js';
import type { Chain } from '../peer/chain.js';
import type { Statuses } from '../peer/statuses.js';
import type { Cancellation } from './cancellation.js';
import { readEventsRequest } from './requests.js';
import { readPosition } from './seek.js';
import { RpcError, status } from './status.js';

/** `gateway.Gateway/ChaincodeEvents`: what valid transactions of a chaincode announced, a message for each block that has any. */
export class EventsService {
  constructor(
    private readonly channel: string,
    private readonly msp: Msp,
    private readonly chain: Chain,
    private readonly statuses: Statuses,
    private readonly stopping: Cancellation,
  ) {}

  async serve(call: ServerWritableStream<Buffer, Buffer>): Promise<void> {
    const { bytes, signature, channel, chaincode, identity, start, afterTxId } = readEventsRequest(call.request);
    if (bytes.length === 0) throw new RpcError(status.INVALID_ARGUMENT, 'a chaincode events request is required');
    if (channel !== this.channel || !(await this.msp.signed(identity, bytes, signature))) {
      throw new RpcError(status.PERMISSION_DENIED, `access denied for [${channel}]`);
    }
    const { cancellation, release } = this.stopping.child();
    call.on('cancelled', cancellation.give);
    try {
      await this.#follow(call, chaincode, this.#first(start, afterTxId), afterTxId, cancellation);
    } finally {
      release();
    }
    throw new RpcError(status.UNAVAILABLE, 'the ledger is shutting down');
  }

  #first(start: Buffer, afterTxId: string): number {
    const after = afterTxId === '' ? undefined : this.statuses.find(afterTxId);
    if (after) return after.block;
    const position = readPosition(start) ?? 'next';
    if (position === 'oldest' || position === 'newest') {
      throw new RpcError(status.INVALID_ARGUMENT, `invalid start position type: ${position}`);
    }
    return position === 'next' ? this.chain.height : position;
  }

  async #follow(
    call: ServerWritableStream<Buffer, Buffer>,
    chaincode: string,
    first: number,
    afterTxId: string,
    cancelled: Cancellation,
  ): Promise<void> {
    let passed = afterTxId === '';
    for (let number = first; !cancelled.given; number++) {
      const bytes = await this.chain.block(number, cancelled);
      if (!bytes) return;
      const events: ChaincodeEvent[] = [];
      for (const tx of readBlock(bytes).valid) {
        const event = tx.isEndorser ? tx.event : undefined;
        if (passed && event?.chaincode === chaincode) events.push(event);
        if (tx.txId === afterTxId) passed = true;
      }
      if (events.length === 0) continue;
      const message = new Writer();
      for (const event of events) message.element(1, writeEvent(event));
      const taken = call.write(message.uint(2, number).finish());
      if (!taken) await new Promise((resolve) => call.once('drain', resolve));
    }
  }
}
