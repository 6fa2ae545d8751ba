import type { RequestHandler } from 'express';
import { collectDefaultMetrics, Counter, Gauge, Histogram, type Registry } from 'prom-client';
import type { Service } from '../service.js';

/** What this process, its index and its HTTP side count, in the registry that the ledger client counts in too. */
export function watch(registry: Registry, service: Service): RequestHandler {
  collectDefaultMetrics({ register: registry });
  const gauge = (name: string, help: string, value: () => number) =>
    new Gauge({
      name: `suyuan_index_${name}`,
      help,
      registers: [registry],
      collect() {
        this.set(value());
      },
    });
  gauge('height', 'Blocks in the index', () => service.index.height);
  gauge('documents', 'Documents in the index', () => service.index.cursor?.documents ?? 0);
  gauge('entries', 'Entries in the index', () => service.index.cursor?.entries ?? 0);
  gauge('live', '1 while the index follows the ledger', () => (service.follower.state === 'live' ? 1 : 0));
  // Counted in the index, with the blocks: exact over restarts, the same at every gateway of the same height.
  new Counter({
    name: 'suyuan_index_invalid_transactions_total',
    help: 'Transactions of anybody’s that blocks mark invalid, by validation code',
    labelNames: ['code'],
    registers: [registry],
    collect() {
      this.reset();
      for (const [code, count] of Object.entries(service.index.cursor?.invalid ?? {})) this.inc({ code }, count);
    },
  });
  const seconds = new Histogram({
    name: 'suyuan_http_request_seconds',
    help: 'From a request’s arrival to the end of its answer',
    labelNames: ['route', 'method', 'status'],
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [registry],
  });
  return (request, response, next) => {
    const end = seconds.startTimer();
    response.once('close', () => {
      const route: unknown = response.locals['route'];
      end({ route: typeof route === 'string' ? route : 'other', method: request.method, status: response.statusCode });
    });
    next();
  };
}
