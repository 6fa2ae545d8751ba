import { TraceError } from '@suyuan/domain';
import { readProblem } from './problem.js';
import { isTransient, pauseBefore, readRetryAfter, sleep, type RetryOptions } from './retry.js';

export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

export interface Request {
  readonly url: string;
  readonly method: 'GET' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** What a good answer is: JSON unless said. */
  readonly expects?: 'json' | 'text';
}

/**
 * One request, made again while the gateway is out of reach or says that it will be back (429, 502, 503, 504), after
 * the time that it asks for. Everything we send is safe to repeat. Returns the JSON (or text) of a good answer; throws what the
 * last attempt met: GATEWAY_UNREACHABLE, GATEWAY_ANSWER, or the problem that the gateway told.
 */
export async function exchange(fetch: Fetch, request: Request, retries: RetryOptions): Promise<unknown> {
  for (let attempt = 1; ; attempt++) {
    const outcome = await attemptOnce(fetch, request, retries.timeout);
    if ('answer' in outcome) return outcome.answer;
    if (!outcome.transient || attempt >= retries.attempts) throw outcome.error;
    await sleep(pauseBefore(attempt, retries, outcome.retryAfter));
  }
}

type Outcome =
  | { readonly answer: unknown }
  | { readonly error: TraceError; readonly transient: boolean; readonly retryAfter?: number | undefined };

async function attemptOnce(fetch: Fetch, request: Request, timeout: number): Promise<Outcome> {
  const { url, method, headers, body } = request;
  const gateway = new URL(url).origin;
  // AbortSignal.timeout is younger than the browsers that this runs in.
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), timeout);
  let response: Response;
  let text: string;
  try {
    response = await fetch(url, {
      method,
      headers,
      signal: abort.signal,
      ...(body === undefined ? undefined : { body }),
    });
    text = await response.text();
  } catch (error) {
    const reason = abort.signal.aborted ? `no answer within ${timeout} ms` : reasonOf(error);
    return { error: new TraceError('GATEWAY_UNREACHABLE', { gateway, reason }), transient: true };
  } finally {
    clearTimeout(timer);
  }
  const answer = request.expects === 'text' && response.ok ? text : readJson(text);
  if (response.ok && answer !== undefined) return { answer };
  const retryAfter = readRetryAfter(response.headers.get('retry-after'));
  return { error: readProblem(answer, response.status, gateway), transient: isTransient(response.status), retryAfter };
}

/** Nothing that a gateway answers is judged by its numbers' exact text: quantities are texts. */
function readJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** Node says "fetch failed" and keeps the reason in the cause. */
function reasonOf(error: unknown): string {
  const { cause, message } = error instanceof Error ? error : { cause: undefined, message: String(error) };
  if (!(cause instanceof Error)) return message;
  const code = 'code' in cause && typeof cause.code === 'string' ? cause.code : '';
  return cause.message === '' ? code || message : cause.message;
}
