import type { RequestHandler } from 'express';
import { rateLimit } from 'express-rate-limit';
import { TraceError } from '@suyuan/domain';

/** Requests a minute from one address; 0: as many as come. */
export interface Rates {
  readonly reads: number;
  readonly writes: number;
  /** Whether this machine's own programs are counted too. */
  readonly loopback: boolean;
}

export const RATES: Rates = { reads: 1200, writes: 600, loopback: false };

const LOOPBACK = /^(::1|(::ffff:)?127\.[0-9.]+)$/;

/** Throws RATE_LIMITED. Reads and writes are counted apart, so that looking does not keep anyone from handing in. */
export function rates({ reads, writes, loopback }: Rates): RequestHandler {
  const limit = (most: number) =>
    rateLimit({
      windowMs: 60_000,
      limit: most,
      standardHeaders: 'draft-8',
      legacyHeaders: false,
      skip: ({ ip = '' }) => most === 0 || (!loopback && LOOPBACK.test(ip)),
      handler: (_request, _response, next) => next(new TraceError('RATE_LIMITED')),
      // A proxy that is not configured is its owner's to notice; the limit then holds for all behind it.
      validate: { xForwardedForHeader: false, forwardedHeader: false },
    });
  const [read, write] = [limit(reads), limit(writes)];
  return (request, response, next) => (request.method === 'POST' ? write : read)(request, response, next);
}
