import { TraceError } from '../error/trace-error.js';
import { excerpt } from './characters.js';
import { isWebUri, parseDigitalLink } from './digital-link.js';
import { isEpcUrn, parseEpcUrn } from './epc-urn.js';
import { readKeyPath, isKeyPath } from './gs1-key.js';
import { CANONICAL_STEM, type Identifier } from './identifier.js';

/** Longer than any GS1 identifier with a reasonable stem and query. */
const MOST = 1024;

/**
 * EPC URN, Digital Link of any host, or canonical form: one thing seen three ways.
 * Throws IDENTIFIER_UNKNOWN (no GS1 key in it), IDENTIFIER_INVALID (a key that is malformed), CHECK_DIGIT.
 */
export function parseIdentifier(text: string): Identifier {
  if (text.length <= MOST) {
    if (isEpcUrn(text)) return parseEpcUrn(text);
    if (isWebUri(text)) return parseDigitalLink(text);
  }
  throw new TraceError('IDENTIFIER_UNKNOWN', { value: excerpt(text) });
}

/** The path of a canonical form, such as the ledger's keys hold: `01/06901234567892/10/A1`. Throws as above. */
export function parsePath(path: string): Identifier {
  const segments = path.split('/');
  if (segments.length < 2 || path.length > MOST || !isKeyPath(segments, 0)) {
    throw new TraceError('IDENTIFIER_UNKNOWN', { value: excerpt(path) });
  }
  return readKeyPath(segments, 0);
}

/** The one text of an identifier, however it was written. Throws as `parseIdentifier`. */
export function toCanonical(text: string): string {
  return parseIdentifier(text).canonical;
}

/**
 * The identifier in a URI, or undefined for a URI of another kind (a place in `geo:`, a document, a member's own
 * vocabulary): EPCIS takes any URI. An EPC URN or a link at id.gs1.org that is malformed still throws, and so does a wrong
 * check digit anywhere; a web address elsewhere may have `/01/` in it without being a Digital Link.
 */
export function findIdentifier(uri: string): Identifier | undefined {
  if (uri.startsWith(CANONICAL_STEM) || isEpcUrn(uri)) return parseIdentifier(uri);
  if (!isWebUri(uri) || uri.length > MOST) return undefined;
  try {
    return parseDigitalLink(uri);
  } catch (error) {
    if (error instanceof TraceError && error.code !== 'CHECK_DIGIT') return undefined;
    throw error;
  }
}
