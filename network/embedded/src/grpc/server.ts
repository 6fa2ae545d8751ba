import { Server, ServerCredentials, type sendUnaryData, type ServerUnaryCall } from '@grpc/grpc-js';
import type { Logger } from 'pino';

import { TraceError } from '@suyuan/domain';

import { blockAndPrivateData, filteredBlock, wholeBlock, type BlockResponse } from './block-responses.js';
import type { Cancellation } from './cancellation.js';
import type { DeliverService } from './deliver.js';
import type { EventsService } from './events.js';
import type { GatewayService } from './gateway.js';
import { DELIVER_SERVICE, GATEWAY_SERVICE, type Bidi, type Streaming, type Unary } from './service.js';
import { RpcError, status } from './status.js';

export interface ServerParts {
  readonly gateway: GatewayService;
  readonly deliver: DeliverService;
  readonly events: EventsService;
  readonly tls: { readonly certificate: Buffer; readonly privateKey: Buffer };
  readonly stopping: Cancellation;
  readonly log: Logger;
}

const OPTIONS = {
  // Blocks are larger than gRPC's usual 4 MiB.
  'grpc.max_receive_message_length': -1,
  'grpc.max_send_message_length': -1,
  // Bundles of some hundred kilobytes go through in one window instead of a round trip every 64 KB.
  'grpc-node.flow_control_window': 4 * 1024 * 1024,
};

export function makeServer(parts: ServerParts): Server {
  const server = new Server(OPTIONS);
  const { gateway, deliver, events } = parts;
  server.addService(GATEWAY_SERVICE, {
    Evaluate: unary(parts, (request) => gateway.evaluate(request)),
    Endorse: unary(parts, (request) => gateway.endorse(request)),
    Submit: unary(parts, (request) => gateway.submit(request)),
    CommitStatus: unary(parts, (request, cancelled) => gateway.commitStatus(request, cancelled)),
    ChaincodeEvents: ((call) => {
      events.serve(call).catch((error: unknown) => call.emit('error', asRpcError(error, parts.log)));
    }) satisfies Streaming,
  });
  const stream = (response: BlockResponse): Bidi => {
    return (call) => {
      deliver.serve(call, response).catch((error: unknown) => call.emit('error', asRpcError(error, parts.log)));
    };
  };
  server.addService(DELIVER_SERVICE, {
    Deliver: stream(wholeBlock),
    DeliverFiltered: stream(filteredBlock),
    DeliverWithPrivateData: stream(blockAndPrivateData),
  });
  return server;
}

/** Binds TLS on the address; returns the port, which is chosen where it was 0. Throws PORT_IN_USE. */
export async function listen(server: Server, host: string, port: number, tls: ServerParts['tls']): Promise<number> {
  const pair = { private_key: tls.privateKey, cert_chain: tls.certificate };
  const credentials = ServerCredentials.createSsl(null, [pair], false);
  return new Promise((resolve, reject) => {
    server.bindAsync(`${host}:${port}`, credentials, (error, bound) => {
      if (!error) resolve(bound);
      else reject(error.message.includes('EADDRINUSE') ? new TraceError('PORT_IN_USE', { port: String(port) }) : error);
    });
  });
}

type Method = (request: Buffer, cancelled: Cancellation) => Promise<Buffer>;

function unary({ log, stopping }: ServerParts, method: Method): Unary {
  return (call: ServerUnaryCall<Buffer, Buffer>, reply: sendUnaryData<Buffer>) => {
    const { cancellation, release } = stopping.child();
    call.on('cancelled', cancellation.give);
    method(call.request, cancellation)
      .then((answer) => reply(null, answer))
      .catch((error: unknown) => reply(asRpcError(error, log)))
      .finally(release);
  };
}

/** A fault of ours is logged here and tells the client nothing of itself. */
function asRpcError(error: unknown, log: Logger): RpcError {
  if (error instanceof RpcError) return error;
  log.error({ err: error }, 'a call failed');
  return new RpcError(status.INTERNAL, 'internal error');
}
