import type { CheckError, TraceError } from '@suyuan/domain';
import type { Outcome } from './ledger.js';

/** What the contract's errors about one document come to: one that is recorded already is no refusal. */
export function refusalOf(errors: readonly CheckError[]): Outcome {
  const known = errors.some((error) => error.code === 'DUPLICATE_DOCUMENT');
  return known ? { status: 'existing' } : { status: 'refused', errors };
}

export function toCheckError({ entry, code, facts }: TraceError): CheckError {
  return entry === undefined ? { code, facts } : { entry, code, facts };
}
