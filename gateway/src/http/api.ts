import { Router, type Request, type RequestHandler, type Response } from 'express';
import { TraceError } from '@suyuan/domain';
import { authenticate, type Reader } from '../access.js';
import type { Service } from '../service.js';
import { readJson, type Admission } from './body.js';
import { languageOf, languageTag } from './language.js';
import type { Call, Reply, Route } from './route.js';

const NOBODY: Reader = { participant: '', regulator: false };

/** The routes, and 405 for other methods on their paths. */
export function apiRouter(routes: readonly Route[], service: Service, admission: Admission): Router {
  const router = Router({ strict: true, caseSensitive: true });
  for (const route of routes) router[route.method](route.pattern, serve(route, service, admission));
  for (const pattern of new Set(routes.map((route) => route.pattern))) {
    router.all(pattern, (request) => {
      throw new TraceError('METHOD_NOT_ALLOWED', { method: request.method });
    });
  }
  return router;
}

function serve(route: Route, service: Service, admission: Admission): RequestHandler {
  const stem = route.pattern.slice(0, route.pattern.indexOf('*'));
  return async (request, response) => {
    response.locals['route'] = route.id;
    const reader = route.access === 'token' ? await authenticate(service, request.headers.authorization) : NOBODY;
    const body = route.body === undefined ? { value: null, bytes: 0 } : await readJson(request);
    admission.enter(body.bytes);
    try {
      const call: Omit<Call<never>, 'query'> = {
        service,
        language: languageOf(request),
        params: paramsOf(request),
        rest: route.pattern.includes('*') ? request.path.slice(stem.length) : '',
        body: body.value,
        reader,
      };
      send(response, await route.handle(call, request.query), call.language);
    } finally {
      admission.leave(body.bytes);
    }
  };
}

function paramsOf({ params }: Request): Readonly<Record<string, string>> {
  const named = Object.entries(params).filter((member): member is [string, string] => typeof member[1] === 'string');
  return Object.fromEntries(named);
}

function send(response: Response, reply: Reply, language: Call<never>['language']): void {
  const { status = 200, body, type = 'application/json', headers = {} } = reply;
  // What is answered changes with the next block, and some of it is one reader's alone.
  response.status(status).set({ 'Cache-Control': 'no-store', 'Content-Language': languageTag(language), ...headers });
  response.vary('Accept-Language').type(type);
  response.send(typeof body === 'string' ? body : JSON.stringify(body));
}
