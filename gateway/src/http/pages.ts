import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Router, type RequestHandler } from 'express';
import expressStaticGzip from 'express-static-gzip';
import { TraceError } from '@suyuan/domain';

/** Application identifiers of primary keys begin a Digital Link's path, `code/<scheme>` that of a national code; what stands behind them is for the page to say. */
const DIGITAL_LINK = /^\/(?:[0-9]{2,4}|code\/[a-z0-9-]+)\/[^/]/;

/**
 * The pages, out of the folder in which they were built, in the compressed forms that lie beside them. Names of assets
 * hold their digests, so they never change; pages are asked for anew each time.
 */
export function pages(webDir: string): Router {
  const router = Router();
  const files = expressStaticGzip(webDir, {
    enableBrotli: true,
    orderPreference: ['br', 'gz'],
    index: false,
    serveStatic: {
      index: false,
      redirect: false,
      setHeaders: (response, path) => {
        const hashed = path.includes(`${join('/', 'assets')}/`);
        response.setHeader('Cache-Control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache');
      },
    },
  });
  router.use(refuseMalformed);
  const page = (name: string): RequestHandler => {
    return (request, response, next) => {
      const url = request.url;
      request.url = `/${name}`;
      files(request, response, (error?: unknown) => {
        request.url = url;
        next(error);
      });
    };
  };
  router.get('/', page('index.html'));
  router.get(DIGITAL_LINK, page('index.html'));
  router.get('/member', page('member.html'));
  router.use(files);
  return router;
}

/** Paths that cannot be decoded name nothing. */
const refuseMalformed: RequestHandler = (request, _response, next) => {
  try {
    decodeURIComponent(request.path);
    next();
  } catch {
    next(new TraceError('NOT_FOUND', { what: request.path.slice(0, 200) }));
  }
};

/** Whether the pages were built. */
export function hasPages(webDir: string | undefined): webDir is string {
  return webDir !== undefined && existsSync(join(webDir, 'index.html'));
}
