import { TraceError, type Code, type DocumentResult, type Facts, type Problem } from '@suyuan/domain';

/** A problem (RFC 9457) as a gateway told it. Its code may be one that this program's version does not know. */
export class GatewayProblem extends TraceError {
  constructor(
    code: Code,
    facts: Facts,
    readonly status: number,
    /** The gateway's own sentence, in the language asked for. */
    readonly detail: string,
    readonly results: readonly DocumentResult[] | undefined,
  ) {
    super(code, facts);
    this.message = detail;
  }
}

/** A problem from an answer's body; GATEWAY_ANSWER where it is none. */
export function readProblem(body: unknown, status: number, gateway: string): TraceError {
  if (typeof body !== 'object' || body === null || !('code' in body) || typeof body.code !== 'string') {
    return new TraceError('GATEWAY_ANSWER', { gateway, status });
  }
  const { code, detail, facts, results } = body as Partial<Problem> & { code: Code };
  return new GatewayProblem(code, facts ?? {}, status, detail ?? code, results);
}
