export interface RetryOptions {
  /** How often a request is made in all. */
  readonly attempts: number;
  /** Milliseconds until one attempt is given up. */
  readonly timeout: number;
  /** The first pause's upper bound, doubling from there; milliseconds. */
  readonly pause: number;
  /** No pause is longer, whatever Retry-After asks. */
  readonly longestPause: number;
}

export const RETRIES: RetryOptions = { attempts: 5, timeout: 20_000, pause: 250, longestPause: 10_000 };

/** A gateway that is overloaded, starting or gone: the same request may well pass later. Documents count once. */
export function isTransient(status: number): boolean {
  return status === 429 || status === 502 || status === 503 || status === 504;
}

/** Milliseconds before attempt `next` (the first is 0): full jitter, so that those refused together do not return so. */
export function pauseBefore(next: number, options: RetryOptions, retryAfter?: number): number {
  const most = Math.min(options.longestPause, options.pause * 2 ** (next - 1));
  if (retryAfter === undefined) return Math.random() * most;
  return Math.min(options.longestPause, retryAfter + Math.random() * options.pause);
}

/** RFC 9110 §10.2.3: seconds, or a date. In milliseconds from now. */
export function readRetryAfter(header: string | null, now = Date.now()): number | undefined {
  if (header === null) return undefined;
  if (/^\d{1,6}$/.test(header)) return Number(header) * 1000;
  const date = Date.parse(header);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

export function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
