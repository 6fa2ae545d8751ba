import type { TraceError } from '@suyuan/domain';
import type { AskingText } from './text/asking.js';

/** Which digit, and what it should be: not a mere "invalid". */
export function saying(text: AskingText, code: string, { code: why, facts }: TraceError): string {
  const value = typeof facts['value'] === 'string' ? facts['value'] : code;
  if (why === 'CHECK_DIGIT' && typeof facts['expected'] === 'string') {
    return text.mistyped.digit(value, value.slice(-1), facts['expected']);
  }
  if (why === 'IDENTIFIER_INVALID' && typeof facts['scheme'] === 'string') {
    return text.mistyped.form(value, facts['scheme'].toUpperCase());
  }
  return text.mistyped.unknown(decoded(value));
}

/** An address as people write it. */
export function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
