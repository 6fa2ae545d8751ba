import { Router } from 'express';
import type { Service } from '../service.js';
import { STYLE } from './api-style.js';
import { languageOf, languageTag } from './language.js';
import { describeApi } from './openapi.js';
import { renderApi } from './render-api.js';
import { ROUTES } from './routes/index.js';

/** `/api/`: the OpenAPI document to read, without a script. */
export function apiPage(service: Service): Router {
  const router = Router({ strict: true });
  router.get('/', (request, response) => {
    if (request.originalUrl === '/api') {
      response.redirect(308, '/api/');
      return;
    }
    const language = languageOf(request);
    const document = describeApi(ROUTES, language, service.version, service.origins[0] ?? '');
    response.vary('Accept-Language').set({ 'Content-Language': languageTag(language), 'Cache-Control': 'no-cache' });
    response.type('html').send(renderApi(document, language));
  });
  router.get('/style.css', (_request, response) => {
    response.set('Cache-Control', 'public, max-age=3600').type('css').send(STYLE);
  });
  return router;
}
