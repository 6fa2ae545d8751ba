import { Router } from 'express';
import { TraceError } from '@suyuan/domain';
import type { Readiness } from '../readiness.js';

/** `live`: this process answers. `ready`: it can do its work; where not, the problem says what is amiss. */
export function health(readiness: Readiness): Router {
  const router = Router();
  router.get('/health/live', (_request, response) => {
    response.json({ status: 'live' });
  });
  router.get('/health/ready', async (_request, response) => {
    const reason = await readiness.missing();
    if (reason !== undefined) throw reason instanceof TraceError ? reason : new TraceError('LEDGER_UNAVAILABLE');
    response.json({ status: 'ready' });
  });
  return router;
}
