import { randomUUID } from 'node:crypto';
import type { ErrorRequestHandler, RequestHandler } from 'express';
import type { Logger } from 'pino';
import { TraceError } from '@suyuan/domain';
import { languageOf, languageTag } from './language.js';
import { tellProblem } from './problem.js';

/** Whatever nobody has answered. `/epcis/` is kept free for the standard's own interface. */
export const notFound: RequestHandler = (request) => {
  throw new TraceError('NOT_FOUND', { what: request.path.slice(0, 200) });
};

/** Every error as a problem. One that has no code is a fault of ours: it is logged whole, and told by its number. */
export function problems(logger: Logger): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    if (response.headersSent) {
      next(error);
      return;
    }
    // Whoever asked has gone: there is nobody to tell, and nothing of ours to mend.
    if (request.socket.destroyed) return;
    const language = languageOf(request);
    const { status, body, headers } = tellProblem(coded(error, request.id, logger), language);
    response.status(status).set({ ...headers, 'Content-Language': languageTag(language), 'Cache-Control': 'no-store' });
    response.vary('Accept-Language').type('application/problem+json').send(JSON.stringify(body));
  };
}

function coded(error: unknown, request: unknown, logger: Logger): TraceError {
  if (error instanceof TraceError) return error;
  // Express and its router throw for paths that cannot be decoded, with a status and nothing to fix but the path.
  if (error instanceof Error && 'status' in error && error.status === 400)
    return new TraceError('NOT_FOUND', { what: '?' });
  const id = typeof request === 'string' ? request : randomUUID();
  logger.error({ err: error, id }, 'request failed');
  return new TraceError('INTERNAL', { id });
}
