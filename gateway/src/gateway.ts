import { readFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { join } from 'node:path';
import { pino, type Logger } from 'pino';
import { Registry } from 'prom-client';
import { createApp } from './http/app.js';
import { startMetrics, type MetricsAddress } from './http/metrics-server.js';
import type { Rates } from './http/rates.js';
import { drain, listen, makeServer, type Tls } from './http/server.js';
import { Follower } from './index/follower.js';
import { IndexStore } from './index/index-store.js';
import type { Ledger } from './ledger/ledger.js';
import { defaultOrigins } from './origins.js';
import { Readiness } from './readiness.js';
import type { Service } from './service.js';
import { Step } from './step.js';

export interface GatewayOptions {
  /** The data folder; the index lies in `index` there. */
  readonly data: string;
  /** Opens the ledger client; it logs and counts where the gateway does. It is closed with the gateway. */
  readonly ledger: (parts: { readonly logger: Logger; readonly metrics: Registry }) => Ledger;
  /** 127.0.0.1 unless said. */
  readonly host?: string | undefined;
  /** 0 chooses a free one, which is the default. */
  readonly port?: number | undefined;
  /** Origins by which users know this gateway; where it listens unless said. */
  readonly publicUrls?: readonly string[] | undefined;
  readonly tls?: Tls | undefined;
  /** Where the pages were built. */
  readonly webDir?: string | undefined;
  readonly rates?: Partial<Rates> | undefined;
  readonly trustProxy?: number | undefined;
  readonly chaincode?: string | undefined;
  /** Where metrics are served; nowhere unless said. */
  readonly metrics?: MetricsAddress | undefined;
  readonly logger?: Logger | undefined;
  /** Milliseconds that an answer waits for the index; 5 s unless said. */
  readonly patience?: number | undefined;
}

export interface RunningGateway {
  /** Its first origin. */
  readonly url: string;
  readonly port: number;
  /** Of the metrics, where they are served. */
  readonly metricsPort?: number;
  readonly service: Service;
  /** Takes no new requests, finishes those it has, then closes ledger and index. */
  close(): Promise<void>;
}

/** Milliseconds for what was accepted to finish: the ledger client's own patience, and some. */
const DRAIN = 25_000;

/**
 * Starts a gateway. It answers whether the ledger is there or not, with LEDGER_UNAVAILABLE where it needs it, and is
 * well again by itself. Throws DATA_IN_USE, PORT_IN_USE, USAGE.
 */
export async function startGateway(options: GatewayOptions): Promise<RunningGateway> {
  const { data, host = '127.0.0.1', tls, chaincode } = options;
  const logger = options.logger ?? pino({ enabled: false });
  const registry = new Registry();
  const index = await IndexStore.open(join(data, 'index'), chaincode);
  const undo: (() => Promise<unknown>)[] = [() => index.close()];
  try {
    const ledger = options.ledger({ logger, metrics: registry });
    undo.push(() => ledger.close());
    const follower = new Follower(index, ledger, { log: logger });
    const origins: string[] = [];
    const { patience = 5_000 } = options;
    const service: Service = {
      ...{ index, ledger, follower, origins, version: version(), patience },
      step: new Step(index, ledger, patience),
      underway: new Map(),
      now: () => Math.floor(Date.now() / 1000),
    };
    const readiness = new Readiness(service);
    const { webDir, rates, trustProxy } = options;
    const metrics = options.metrics === undefined ? undefined : await startMetrics(registry, options.metrics);
    if (metrics !== undefined) undo.push(() => metrics.close());
    const app = createApp(service, readiness, { logger, registry, tls: tls !== undefined, webDir, rates, trustProxy });
    const server = makeServer(app, tls);
    const port = await listen(server, host, options.port ?? 0);
    origins.push(...(options.publicUrls ?? defaultOrigins(host, port, tls !== undefined)));
    follower.start();
    const url = origins[0] ?? '';
    logger.info({ url, height: index.height }, 'listening');
    return {
      ...{ url, port, service },
      ...(metrics === undefined ? undefined : { metricsPort: metrics.port }),
      close: once(async () => {
        await stop(server, readiness, service);
        await metrics?.close();
        registry.clear();
      }),
    };
  } catch (error) {
    for (const step of undo.reverse()) await step();
    throw error;
  }
}

async function stop(server: Server, readiness: Readiness, service: Service): Promise<void> {
  readiness.stop();
  await drain(server, DRAIN);
  await service.ledger.close();
  await service.follower.stop();
  await service.index.close();
}

function once(call: () => Promise<void>): () => Promise<void> {
  let called: Promise<void> | undefined;
  return () => (called ??= call());
}

function version(): string {
  const text = readFileSync(new URL('../package.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}
