import { randomBytes } from 'node:crypto';

import * as block from '@suyuan/block';

import type { LedgerClient } from './ledger-client.js';

export interface Asked {
  readonly start: number | 'newest';
  readonly stop: number | 'newest';
  readonly failIfNotReady?: boolean;
  readonly channel?: string;
  readonly time?: number;
}

/** A Deliver stream by hand: several requests on one stream, and statuses, which the client library does not show. */
export function seekStream(client: LedgerClient) {
  const same = (bytes: Buffer) => bytes;
  const stream = client.client.makeBidiStreamRequest('/protos.Deliver/Deliver', same, same);
  let found: (number | string)[] = [];
  let answered: (found: (number | string)[]) => void = () => undefined;
  stream.on('data', (response: Buffer) => {
    const reader = new block.Reader(response, 'protos.DeliverResponse');
    reader.next();
    if (reader.field === 2) found.push(block.readBlock(reader.bytes()).number);
    else {
      found.push(`status ${reader.uint()}`);
      answered(found);
      found = [];
    }
  });
  const ended = new Promise<number>((resolve) => {
    stream.on('error', (error) => resolve((error as { code?: number }).code ?? -1));
    stream.on('end', () => resolve(0));
  });
  return {
    ended,
    ask(asked: Asked): Promise<(number | string)[]> {
      stream.write(seekEnvelope(client, asked));
      return new Promise((resolve) => (answered = resolve));
    },
  };
}

function position(at: number | 'newest'): block.Writer {
  if (at === 'newest') return new block.Writer().element(1, new block.Writer());
  return new block.Writer().element(3, new block.Writer().uint(1, at));
}

function seekEnvelope({ connection, certificate, key }: LedgerClient, asked: Asked): Buffer {
  const creator = block.writeIdentity(connection.mspid, certificate);
  const header = {
    channelHeader: block.writeChannelHeader({
      ...{ type: block.HEADER_TYPE.DELIVER_SEEK_INFO, version: 0, epoch: 0, txId: '', extension: Buffer.alloc(0) },
      channel: asked.channel ?? connection.channel,
      timestamp: { seconds: Math.floor((asked.time ?? Date.now()) / 1000), nanos: 0 },
    }),
    signatureHeader: block.writeSignatureHeader(creator, randomBytes(24)),
  };
  const seek = new block.Writer()
    .element(1, position(asked.start))
    .element(2, position(asked.stop))
    .uint(3, asked.failIfNotReady ? 1 : 0);
  const payload = block.writePayload(header, seek).finish();
  return block.writeEnvelope(payload, block.signLowS(key, payload));
}
