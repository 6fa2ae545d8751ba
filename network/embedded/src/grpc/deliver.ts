import type { ServerDuplexStream } from '@grpc/grpc-js';

import { FormatError } from '@suyuan/block';

import type { Msp } from '../identity/msp.js';
import type { Chain } from '../peer/chain.js';
import type { Cancellation } from './cancellation.js';
import { statusResponse, type BlockResponse } from './block-responses.js';
import { range, readSeekRequest, STREAM_STATUS, type Seek } from './seek.js';
import { RpcError, status } from './status.js';

type Call = ServerDuplexStream<Buffer, Buffer>;

/** `protos.Deliver`: blocks from where somebody asks on, those to come included, no faster than they are taken. */
export class DeliverService {
  constructor(
    private readonly channel: string,
    private readonly msp: Msp,
    private readonly chain: Chain,
    /** Given when the ledger stops. */
    private readonly stopping: Cancellation,
  ) {}

  /** Answers one request after the other, until one fails or the client hangs up. */
  async serve(call: Call, response: BlockResponse): Promise<void> {
    const { cancellation, release } = this.stopping.child();
    call.on('cancelled', cancellation.give);
    call.on('error', cancellation.give);
    const requests = requestsOf(call, cancellation);
    try {
      for (let request = await requests(); request; request = await requests()) {
        const code = await this.#deliver(call, request, response, cancellation);
        if (cancellation.given) break;
        call.write(statusResponse(code));
        if (code !== STREAM_STATUS.SUCCESS) break;
      }
    } finally {
      release();
    }
    // A stream that ends well makes the client library fail on a missing block: it has to end with a code.
    if (this.stopping.given) throw new RpcError(status.UNAVAILABLE, 'the ledger is shutting down');
    if (!call.cancelled) call.end();
  }

  async #deliver(call: Call, request: Buffer, response: BlockResponse, cancelled: Cancellation): Promise<number> {
    const checked = await this.#check(request);
    if (typeof checked === 'number') return checked;
    const { first, last } = range(checked, this.chain.height);
    if (last < first) return STREAM_STATUS.BAD_REQUEST;
    for (let number = first; number <= last; number++) {
      if (!checked.wait && number >= this.chain.height) return STREAM_STATUS.NOT_FOUND;
      const block = await this.chain.block(number, cancelled);
      if (!block) break;
      if (!call.write(response(block))) await drained(call, cancelled);
    }
    return STREAM_STATUS.SUCCESS;
  }

  async #check(request: Buffer): Promise<Seek | number> {
    try {
      const { channel, creator, payload, signature, isFresh, seek } = readSeekRequest(request, Date.now());
      if (!isFresh) return STREAM_STATUS.BAD_REQUEST;
      if (channel !== this.channel) return STREAM_STATUS.NOT_FOUND;
      if (!(await this.msp.signed(creator, payload, signature))) return STREAM_STATUS.FORBIDDEN;
      return seek ?? STREAM_STATUS.BAD_REQUEST;
    } catch (error) {
      if (error instanceof FormatError) return STREAM_STATUS.BAD_REQUEST;
      throw error;
    }
  }
}

/** The next request each time; undefined when the client has no more, or nobody wants them. */
function requestsOf(call: Call, cancelled: Cancellation): () => Promise<Buffer | undefined> {
  const waiting: Buffer[] = [];
  let ended = false;
  let wake: () => void = () => undefined;
  const end = () => {
    ended = true;
    wake();
  };
  call.on('data', (request: Buffer) => {
    waiting.push(request);
    wake();
  });
  call.on('end', end);
  cancelled.on(end);
  return async () => {
    while (waiting.length === 0 && !ended) await new Promise<void>((resolve) => (wake = resolve));
    return cancelled.given ? undefined : waiting.shift();
  };
}

/** Until the client has taken what was sent, or is gone. */
async function drained(call: Call, cancelled: Cancellation): Promise<void> {
  let stop: (() => void) | undefined;
  await new Promise<void>((resolve) => {
    call.once('drain', resolve);
    stop = cancelled.on(resolve);
  });
  stop?.();
}
