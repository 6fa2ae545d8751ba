import { TraceError } from '../error/trace-error.js';
import { isCitizenNumber } from '../privacy/numbers.js';
import { isDigits } from './characters.js';
import type { ParseOptions } from './code.js';
import { capitals } from './form.js';

const LENGTH = 18;

/**
 * Refuses a text that is a citizen's identity number (GB 11643), whatever was expected in its place: the error names the
 * place and never the number. Throws PERSONAL_DATA.
 */
export function refuseCitizenNumber(text: string, path: string): void {
  if (text.length !== LENGTH || !isDigits(text.slice(0, LENGTH - 1)) || !isCitizenNumber(capitals(text))) return;
  throw new TraceError('PERSONAL_DATA', { path, kind: 'citizen number' });
}

/** The scheme that nothing passes: a mistyped citizen number is one as well, and goes into no error. */
export function readCitizenNumber(_: string, { path = 'citizen-number' }: ParseOptions): never {
  throw new TraceError('PERSONAL_DATA', { path, kind: 'citizen number' });
}
