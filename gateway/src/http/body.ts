import type { IncomingMessage } from 'node:http';
import { fromUtf8, parseJson, TraceError, type Json } from '@suyuan/domain';
import { MOST_BYTES, MOST_BYTES_IN_FLIGHT } from './limits.js';

const JSON_TYPE = /^application\/json *(?:; *charset=["']?utf-8["']? *)?$/i;
/** What is too large is let run out unread, so that its sender sees the answer; beyond this it is hung up on. */
const MOST_DRAINED = 8 * MOST_BYTES;

/** Bytes of bodies that wait for their answer: memory is bounded, whatever the ledger's pace. */
export class Admission {
  #bytes = 0;

  constructor(readonly most = MOST_BYTES_IN_FLIGHT) {}

  /** Throws RATE_LIMITED. */
  enter(bytes: number): void {
    if (this.#bytes + bytes > this.most) throw new TraceError('RATE_LIMITED');
    this.#bytes += bytes;
  }

  leave(bytes: number): void {
    this.#bytes -= bytes;
  }
}

export interface Body {
  readonly value: Json;
  readonly bytes: number;
}

/**
 * A request's body as lossless JSON. Throws UNSUPPORTED_MEDIA_TYPE (also for compressed bodies), BODY_TOO_LARGE
 * without having kept it, BAD_ENCODING and what parseJson throws.
 */
export async function readJson(request: IncomingMessage): Promise<Body> {
  const { 'content-type': type = '', 'content-encoding': encoding = 'identity' } = request.headers;
  if (!JSON_TYPE.test(type) || encoding !== 'identity') {
    await drain(request, 0);
    throw new TraceError('UNSUPPORTED_MEDIA_TYPE', { expected: 'application/json' });
  }
  const bytes = await readBytes(request);
  return { value: parseJson(fromUtf8(bytes)), bytes: bytes.length };
}

async function readBytes(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > MOST_BYTES) {
      chunks.length = 0;
      await drain(request, length);
      throw new TraceError('BODY_TOO_LARGE', { most: MOST_BYTES });
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, length);
}

async function drain(request: IncomingMessage, length: number): Promise<void> {
  let drained = length;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    drained += chunk.length;
    if (drained > MOST_DRAINED) request.socket.destroy();
  }
}
