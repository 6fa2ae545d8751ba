import { TraceError } from '../error/trace-error.js';
import { excerpt } from './characters.js';
import { isKeyPath, readKeyPath } from './gs1-key.js';
import type { Identifier } from './identifier.js';

/** The scheme of a web address, in either case: QR codes in alphanumeric mode are all capitals. */
export function isWebUri(text: string): boolean {
  const head = text.slice(0, 8).toLowerCase();
  return head === 'https://' || head.startsWith('http://');
}

/**
 * GS1 Digital Link URI (GS1 Digital Link URI Syntax 1.4 §4) of any host and stem; the query and the fragment say nothing
 * of identity. Throws IDENTIFIER_UNKNOWN where no key is in the path, IDENTIFIER_INVALID, CHECK_DIGIT.
 */
export function parseDigitalLink(text: string): Identifier {
  const start = text.indexOf('/', text.indexOf('://') + 3);
  const segments = start < 0 ? [] : text.slice(start + 1, endOfPath(text, start)).split('/');
  if (segments.at(-1) === '') segments.pop();
  for (let at = 0; at + 1 < segments.length; at++) if (isKeyPath(segments, at)) return readKeyPath(segments, at);
  throw new TraceError('IDENTIFIER_UNKNOWN', { value: excerpt(text) });
}

/** `host` is a host with perhaps a port and a stem (`suyuan.example`, `suyuan.example:8443/t`), or such an https URI. */
export function toDigitalLink(id: Identifier, host: string): string {
  const stem = host.endsWith('/') ? host.slice(0, -1) : host;
  return `${isWebUri(stem) ? stem : `https://${stem}`}/${id.path}`;
}

function endOfPath(text: string, from: number): number {
  for (let i = from; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 0x3f || code === 0x23) return i;
  }
  return text.length;
}
