import type { Registry } from 'prom-client';
import { drain, listen, makeServer } from './server.js';

/** Where Prometheus asks: apart from what the public reaches, for the counts tell volumes. */
export interface MetricsAddress {
  /** 127.0.0.1 unless said. */
  readonly host?: string | undefined;
  /** 0 chooses a free one. */
  readonly port: number;
}

export interface MetricsServer {
  readonly port: number;
  close(): Promise<void>;
}

/** Milliseconds for a scrape that is under way. */
const DRAIN = 1_000;

/** Serves `/metrics`, in plain HTTP, and nothing else. Throws PORT_IN_USE, USAGE. */
export async function startMetrics(registry: Registry, address: MetricsAddress): Promise<MetricsServer> {
  const server = makeServer((request, response) => {
    if (request.url !== '/metrics' || (request.method !== 'GET' && request.method !== 'HEAD')) {
      response.writeHead(404).end();
      return;
    }
    registry.metrics().then(
      (text) => response.writeHead(200, { 'Content-Type': registry.contentType }).end(text),
      () => response.writeHead(500).end(),
    );
  }, undefined);
  const port = await listen(server, address.host ?? '127.0.0.1', address.port);
  return { port, close: () => drain(server, DRAIN) };
}
