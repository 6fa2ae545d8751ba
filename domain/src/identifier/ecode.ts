import { isDigits } from './characters.js';
import type { Reading } from './code.js';
import { fits, invalid } from './form.js';

/** How a version writes a code: so many digits of the number system, then a body up to so long. */
interface Version {
  readonly system: number;
  readonly most: number;
  readonly isBody: (body: string) => boolean;
}

/** GB/T 31866 table 1. Version 0 is binary, or GS1's own, and 5 to 9 are reserved. */
const VERSIONS: Readonly<Record<string, Version>> = {
  '1': { system: 4, most: 20, isBody: isDigits },
  '2': { system: 4, most: 28, isBody: isDigits },
  '3': { system: 5, most: 39, isBody: isAlphanumeric },
  '4': { system: 5, most: 256, isBody: isPrintable },
};

/**
 * Ecode (物联网标识体系 物品编码, GB/T 31866): version, number system, and a body that only the number system's owner can read.
 * Throws IDENTIFIER_INVALID.
 */
export function readEcode(text: string): Reading {
  const version = Object.hasOwn(VERSIONS, text.charAt(0)) ? VERSIONS[text.charAt(0)] : undefined;
  if (version === undefined)
    return invalid('ecode', text, 'a version from 1 to 4, 4 or 5 digits of the system, a body');
  const system = text.slice(1, 1 + version.system);
  const body = text.slice(1 + version.system);
  const sized = body.length > 0 && body.length <= version.most;
  if (!fits(system, '#'.repeat(version.system)) || !sized || !version.isBody(body)) {
    invalid('ecode', text, `${version.system} digits of the system and a body of 1 to ${version.most}`);
  }
  return { value: text, parts: { version: text.charAt(0), system, body } };
}

function isAlphanumeric(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    const lower = code | 0x20;
    if ((code < 0x30 || code > 0x39) && (code > 0x7a || lower < 0x61 || lower > 0x7a)) return false;
  }
  return true;
}

/** Unicode without controls, spaces at its ends, and halves of characters (which have no UTF-8). */
function isPrintable(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code <= 0x20 || (code >= 0x7f && code <= 0xa0) || (code >= 0xd800 && code <= 0xdfff)) return false;
  }
  return text.trim() === text;
}
