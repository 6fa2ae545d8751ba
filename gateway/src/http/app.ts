import express, { type Express, type RequestHandler } from 'express';
import type { Logger } from 'pino';
import type { Registry } from 'prom-client';
import { TraceError } from '@suyuan/domain';
import type { Readiness } from '../readiness.js';
import type { Service } from '../service.js';
import { apiPage } from './api-page.js';
import { apiRouter } from './api.js';
import { Admission } from './body.js';
import { notFound, problems } from './errors.js';
import { health } from './health.js';
import { languageOf, languageTag } from './language.js';
import { requestLog } from './logging.js';
import { watch } from './metrics.js';
import { describeApi } from './openapi.js';
import { hasPages, pages } from './pages.js';
import { rates, RATES, type Rates } from './rates.js';
import { ROUTES } from './routes/index.js';
import { security } from './security.js';

export interface AppOptions {
  readonly logger: Logger;
  readonly registry: Registry;
  readonly tls: boolean;
  /** Where the pages were built. */
  readonly webDir?: string | undefined;
  readonly rates?: Partial<Rates> | undefined;
  /** How many proxies stand before this gateway: their word on a client's address is taken. */
  readonly trustProxy?: number | undefined;
}

/** All that is answered over HTTP. */
export function createApp(service: Service, readiness: Readiness, options: AppOptions): Express {
  const { logger, registry, tls, webDir, trustProxy = 0 } = options;
  const app = express();
  app.disable('x-powered-by').disable('etag').set('query parser', 'simple').set('trust proxy', trustProxy);
  app.set('case sensitive routing', true).set('strict routing', true);
  app.use(requestLog(logger), watch(registry, service), security(tls), refuseWhenStopping(readiness));
  app.use(health(readiness));
  app.use(rates({ ...RATES, ...options.rates }));
  app.get('/api/v1/openapi.json', openapi(service));
  app.use('/api', apiPage(service));
  app.use(apiRouter(ROUTES, service, new Admission()));
  if (hasPages(webDir)) app.use(pages(webDir));
  app.use(notFound, problems(logger));
  return app;
}

/** Connections that are kept alive bring requests still: they are told to go elsewhere, and closed. */
function refuseWhenStopping(readiness: Readiness): RequestHandler {
  return (_request, response, next) => {
    if (readiness.stopping) response.set('Connection', 'close');
    next(readiness.stopping ? new TraceError('SHUTTING_DOWN') : undefined);
  };
}

function openapi(service: Service): RequestHandler {
  return (request, response) => {
    const language = languageOf(request);
    response.vary('Accept-Language').set('Content-Language', languageTag(language));
    response.json(describeApi(ROUTES, language, service.version, service.origins[0] ?? ''));
  };
}
