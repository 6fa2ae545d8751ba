import { PREFIX_DIGITS } from './participant-act.js';

/** All company prefixes that a longer number may have, itself included where it is short enough. */
export function prefixesOf(digits: string): readonly string[] {
  const prefixes: string[] = [];
  for (let n = PREFIX_DIGITS.least; n <= PREFIX_DIGITS.most && n <= digits.length; n++)
    prefixes.push(digits.slice(0, n));
  return prefixes;
}
