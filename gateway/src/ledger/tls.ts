import type { Socket } from 'node:net';
import { ChannelCredentials, credentials, type experimental } from '@grpc/grpc-js';

type Asked = Parameters<ChannelCredentials['_createSecureConnector']>;

/**
 * TLS of a channel that does not wait for a silent peer for good.
 *
 * A connection that the peer's system closes or resets, at whatever byte, is tried again by grpc-js: a killed ledger is
 * found again. But it sets no time for an attempt (1.14.7; grpc-node issue 2785). Where a peer takes the connection and
 * then says nothing (its process is stopped, its host or the way to it is lost in the middle of the handshake), TCP may
 * have nothing to repeat, keepalive begins only with the session, and the channel makes no second attempt: every call
 * fails, and one without a deadline, the stream of blocks, waits until this process is started again. gRPC's own
 * rule (connection-backoff.md, MIN_CONNECT_TIMEOUT) is to give an attempt up.
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
    return result;
  };
  return Promise.race([secure(), silence]);
}
