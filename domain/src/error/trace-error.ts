import type { Json } from '../json/json.js';
import type { Code } from './codes.js';

/** What an error tells beside its code: small, JSON, never a secret nor personal data. */
export type Facts = Readonly<Record<string, Json>>;

/** The one error family: a code of the table in codes.ts, and the facts that someone needs to fix the cause. */
export class TraceError extends Error {
  override readonly name = 'TraceError';

  constructor(
    readonly code: Code,
    readonly facts: Facts = {},
    /** Position of the entry in its document, where the error is about one. */
    readonly entry?: number,
  ) {
    super(code);
  }

  /** The same error, said of an entry. */
  at(entry: number): TraceError {
    return new TraceError(this.code, this.facts, entry);
  }
}

/** Runs a step; what it throws that is no TraceError is a fault of ours and passes through. */
export function collect(errors: TraceError[], step: () => void): void {
  try {
    step();
  } catch (error) {
    if (!(error instanceof TraceError)) throw error;
    errors.push(error);
  }
}
