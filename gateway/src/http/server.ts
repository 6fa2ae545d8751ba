import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { TraceError } from '@suyuan/domain';

export interface Tls {
  /** PEM. */
  readonly cert: string | Buffer;
  readonly key: string | Buffer;
}

/** Milliseconds: whoever sends a request a byte at a time does not hold a connection for ever. */
const TIMEOUTS = { headersTimeout: 10_000, requestTimeout: 60_000, keepAliveTimeout: 15_000 } as const;
const CHECKED_EVERY = 2_000;

/** A server over HTTP, or HTTPS where there is a certificate. Throws USAGE where that is none. */
export function makeServer(listener: RequestListener, tls: Tls | undefined): Server {
  const options = { ...TIMEOUTS, connectionsCheckingInterval: CHECKED_EVERY, maxHeaderSize: 32 * 1024 };
  if (tls === undefined) return createServer(options, listener);
  try {
    return createTlsServer({ ...options, ...tls, minVersion: 'TLSv1.2' }, listener);
  } catch (error) {
    throw new TraceError('USAGE', { reason: `--tls-cert, --tls-key: ${String(error)}` });
  }
}

/** The port that it listens on. Throws PORT_IN_USE, USAGE. */
export async function listen(server: Server, host: string, port: number): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') reject(new TraceError('PORT_IN_USE', { port: String(port) }));
      else reject(new TraceError('USAGE', { reason: error.message }));
    });
    server.listen(port, host, resolve);
  });
  return (server.address() as AddressInfo).port;
}

/** Takes no connections any more and resolves when every request has had its answer, or time is up. */
export async function drain(server: Server, ms: number): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const timer = setTimeout(() => server.closeAllConnections(), ms);
  // Connections that fall idle after their last answer are closed as they do.
  const sweep = setInterval(() => server.closeIdleConnections(), 50);
  await closed;
  clearTimeout(timer);
  clearInterval(sweep);
}
