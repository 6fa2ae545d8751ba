import type { Socket } from 'node:net';
import { ChannelCredentials, credentials, type experimental } from '@grpc/grpc-js';

type Asked = Parameters<ChannelCredentials['_createSecureConnector']>;

/** How often a connection is looked at for a write that failed unnoticed, ms. */
const LOOK_MS = 500;

/**
 * TLS of a channel that neither waits for a silent peer for good, nor keeps a connection that is dead.
 *
 * A connection that the peer's system closes or resets, at whatever byte, is tried again by grpc-js: a killed ledger is
 * found again. Two things keep it from that, and a call without a deadline, the stream of blocks, waiting:
 *
 * - It sets no time for an attempt (1.14.7; grpc-node issue 2785). Where a peer takes the connection and then says
 *   nothing (its process is stopped, its host or the way to it is lost in the middle of the handshake), TCP may have
 *   nothing to repeat, keepalive begins only with the session, and the channel makes no second attempt. gRPC's own rule
 *   (connection-backoff.md, MIN_CONNECT_TIMEOUT) is to give an attempt up.
 * - Node (20 to 24; issue 61304) loses a connection's end that a write meets before a read does, once in some fifty
 *   kills under load: its TLS takes the failed write for one under way, waits for it with the next, and HTTP/2 reads
 *   nothing while it writes. The session stands, each call on it ends with its deadline, and only keepalive ends it.
 */
export class ImpatientTls extends ChannelCredentials {
  readonly #tls: ChannelCredentials;
  readonly #patience: number;

  /** `patience`: milliseconds from TCP's connection to the first that HTTP/2 says. */
  constructor(ca: string, patience: number) {
    super();
    this.#tls = credentials.createSsl(Buffer.from(ca));
    this.#patience = patience;
  }

  override _isSecure(): boolean {
    return true;
  }

  override _equals(other: ChannelCredentials): boolean {
    return other === this;
  }

  override _createSecureConnector(...asked: Asked): experimental.SecureConnector {
    const connector = this.#tls._createSecureConnector(...asked);
    return {
      connect: (socket) => connectWithin(this.#patience, connector, socket),
      waitForReady: () => connector.waitForReady(),
      getCallCredentials: () => connector.getCallCredentials(),
      destroy: () => connector.destroy(),
    };
  }
}

/** Rejects, and so has the socket destroyed, where TLS is not there in time; destroys it where HTTP/2 is not. */
async function connectWithin(
  ms: number,
  connector: experimental.SecureConnector,
  socket: Socket,
): Promise<experimental.SecureConnectResult> {
  let secured: Socket | undefined;
  const silence = new Promise<never>((_, reject) => {
    setTimeout(() => {
      // Counts what was deciphered: not a byte before the server's settings, with which HTTP/2 begins (RFC 9113, 3.4).
      if (secured !== undefined && secured.bytesRead > 0) return;
      const silent = new Error(`connected, but no answer within ${ms} ms`);
      reject(silent);
      secured?.destroy(silent);
    }, ms).unref();
  });
  const secure = async (): Promise<experimental.SecureConnectResult> => {
    const result = await connector.connect(socket);
    secured = result.socket;
    destroyWhenLost(socket, secured);
    return result;
  };
  return Promise.race([secure(), silence]);
}

/**
 * A connection is lost when its TLS holds what it has given to TCP, TCP has nothing left to send, and it was so at the
 * last look without a byte having been written since: a write that succeeds is told to TLS within a turn of the loop.
 */
function destroyWhenLost(tcp: Socket, tls: Socket): void {
  let before = -1;
  const look = setInterval(() => {
    if (tls.destroyed) {
      clearInterval(look);
      return;
    }
    const isHeld = queued(tls) > 0 && queued(tcp) === 0;
    if (isHeld && tls.bytesWritten === before)
      tls.destroy(new Error('the connection was lost while it was written to'));
    before = isHeld ? tls.bytesWritten : -1;
  }, LOOK_MS).unref();
}

/** Bytes that a socket holds to be sent: for TLS, what is enciphered. Node tells it to its own timeouts alone. */
function queued(socket: Socket): number {
  const { _handle: handle } = socket as { _handle?: { readonly writeQueueSize?: number } | null };
  return handle?.writeQueueSize ?? 0;
}
