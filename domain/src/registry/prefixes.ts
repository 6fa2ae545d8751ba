import type { WorkingState } from '../capture/working-state.js';
import { keys } from '../state/keys.js';
import { PREFIX_DIGITS } from './participant-act.js';

/** All company prefixes that a longer number may have, itself included where it is short enough. */
export function prefixesOf(digits: string): readonly string[] {
  const prefixes: string[] = [];
  for (let n = PREFIX_DIGITS.least; n <= PREFIX_DIGITS.most && n <= digits.length; n++)
    prefixes.push(digits.slice(0, n));
  return prefixes;
}

/** Whose the longest registered company prefix of a number is; undefined where none is registered. */
export function prefixOwner(digits: string, state: Pick<WorkingState, 'get'>): string | undefined {
  let owner: string | undefined;
  for (const prefix of prefixesOf(digits)) owner = state.get(keys.prefix(prefix))?.participant ?? owner;
  return owner;
}
