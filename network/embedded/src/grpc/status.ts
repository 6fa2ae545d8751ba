import { Metadata, status, type ServerErrorResponse } from '@grpc/grpc-js';

import { Writer } from '@suyuan/block';

const TYPE = 'type.googleapis.com/gateway.ErrorDetail';
/** As a peer's own, roughly: trailers of more than some 30 KB never arrive and block their connection. */
const MESSAGE_LIMIT = 8 * 1024;

/** Who an error came from, as the gateway service says it: a peer's or an orderer's address, and what it said. */
export interface Detail {
  readonly address: string;
  readonly mspid: string;
  readonly message: string;
}

/** A gRPC error as Fabric's gateway service gives it: `google.rpc.Status` in `grpc-status-details-bin`. */
export class RpcError extends Error implements Partial<ServerErrorResponse> {
  override readonly name = 'RpcError';
  readonly details: string;
  readonly metadata = new Metadata();

  constructor(
    readonly code: status,
    message: string,
    causes: readonly Detail[] = [],
  ) {
    super(message);
    this.details = message.slice(0, MESSAGE_LIMIT);
    if (causes.length > 0) this.metadata.set('grpc-status-details-bin', statusBytes(code, this.details, causes));
  }
}

function statusBytes(code: status, message: string, causes: readonly Detail[]): Buffer {
  const all = new Writer().uint(1, code).string(2, message);
  for (const { address, mspid, message: text } of causes) {
    const detail = new Writer().string(1, address).string(2, mspid).string(3, text.slice(0, MESSAGE_LIMIT));
    all.element(3, new Writer().string(1, TYPE).bytes(2, detail.finish()));
  }
  return all.finish();
}

export { status };
