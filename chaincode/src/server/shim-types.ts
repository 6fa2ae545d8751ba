import type { EventEmitter } from 'node:events';

/** The shim's own kind of `ChaincodeMessage`: gRPC takes no other (the shim nests a fabric-protos of its own). */
export interface ShimMessage {
  getType(): number;
  getPayload_asU8(): Uint8Array;
  setType(type: number): void;
  setPayload(payload: Uint8Array): void;
  setTxid(txId: string): void;
  setChannelId(channel: string): void;
}

/** A peer's stream, which gives ShimMessages as `data`. */
export type ShimStream = EventEmitter;

/** What the shim does a transaction's calls through; one for each peer's stream. */
export interface ShimHandler {
  readonly _stream: ShimStream;
  /** Queued behind the transaction's earlier calls. Rejects with the peer's error text. */
  _askPeerAndListen(message: ShimMessage, method: string): Promise<Uint8Array>;
}

/** The shim's stub of one transaction. */
export interface ShimStub {
  readonly handler: ShimHandler;
  readonly channel_id: string;
  readonly txId: string;
  getState(key: string): Promise<Uint8Array>;
  putState(key: string, value: Uint8Array): Promise<void>;
  getBufferArgs(): Uint8Array[];
}

export interface ShimResponse {
  readonly status: number;
  readonly message?: string;
  readonly payload?: Uint8Array;
}

/** The shim's router from function names to contracts. */
export interface ShimRouter {
  readonly metadata: { readonly contracts: Readonly<Record<string, { readonly transactions: ShimTransaction[] }>> };
  Invoke(stub: object): Promise<ShimResponse>;
}

export interface ShimTransaction {
  readonly name: string;
  parameters?: { readonly schema: { readonly type?: string } }[];
}

export interface ShimServerOptions extends Readonly<Record<`grpc.${string}`, number>> {
  readonly ccid: string;
  readonly address: string;
  readonly tlsProps?: { readonly key: Buffer; readonly cert: Buffer; readonly clientCACerts?: Buffer };
}
