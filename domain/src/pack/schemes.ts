import { parseCreditCode } from '../identifier/credit-code.js';
import { parseGln } from '../identifier/gs1-code.js';

/** Reads an identifier of its scheme. Throws IDENTIFIER_INVALID, CHECK_DIGIT. */
export type SchemeParser = (text: string) => unknown;

const PARSERS: ReadonlyMap<string, SchemeParser> = new Map<string, SchemeParser>([
  ['uscc', (text) => parseCreditCode(text)],
  ['gln', parseGln],
]);

export function findScheme(id: string): SchemeParser | undefined {
  return PARSERS.get(id);
}
