import { TraceError } from '../error/trace-error.js';
import { readEntryRef, type EntryRef } from '../state/keys.js';
import type { CustodyAct } from './custody-act.js';

/** What an event wrote must have it as its last, or it is not taken back. Throws ORIGINAL_UNKNOWN, BUILT_UPON. */
export function requireLast<T extends { readonly last?: EntryRef }>(
  record: T | undefined,
  ref: EntryRef,
  what: string,
): T {
  if (record === undefined) throw new TraceError('ORIGINAL_UNKNOWN');
  if (record.last !== ref) throw builtUpon(what, record.last ?? ref);
  return record;
}

export function builtUpon(what: string, by: EntryRef): TraceError {
  const { document, entry } = readEntryRef(by);
  return new TraceError('BUILT_UPON', { what, document, index: entry });
}

/** What no error declaration takes back: older records do not remember how things were. */
export function irrevocable({ step }: Pick<CustodyAct, 'step'>): TraceError {
  return new TraceError('STEP_UNSUPPORTED', { step, type: 'errorDeclaration', action: '' });
}
