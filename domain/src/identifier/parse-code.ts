import { TraceError } from '../error/trace-error.js';
import { excerpt } from './characters.js';
import { refuseCitizenNumber } from './citizen-number.js';
import type { IdentifierScheme, ParsedCode, ParseOptions } from './code.js';
import { CODE_PATH, CODE_URN, MOST_CODE, splitCode } from './code-text.js';
import { decodeText, encodeText } from './percent-text.js';
import { SCHEMES, isSchemeId, type SchemeId } from './schemes.js';

const OID = 'urn:oid:';
const NONE = {};

/**
 * Reads a code of a scheme into its one form. Throws SCHEME_UNKNOWN, IDENTIFIER_INVALID, IDENTIFIER_DATE,
 * IDENTIFIER_UNLISTED, SCHEME_WRONG, CHECK_DIGIT, IDENTIFIER_UNKNOWN; PERSONAL_DATA for a citizen number,
 * whatever the scheme. What is doubtful and taken stands in `warnings`.
 */
export function parseCode(scheme: string, text: string, options: ParseOptions = NONE): ParsedCode {
  if (!isSchemeId(scheme)) throw new TraceError('SCHEME_UNKNOWN', { scheme: excerpt(scheme) });
  if (text.length === 0 || text.length > MOST_CODE) {
    throw new TraceError('IDENTIFIER_INVALID', {
      value: excerpt(text),
      scheme,
      expected: `1 to ${MOST_CODE} characters`,
    });
  }
  const path = options.path ?? scheme;
  refuseCitizenNumber(text, path);
  const { names, within, read }: IdentifierScheme = SCHEMES[scheme];
  const reading = read(text, options);
  // Nor does one hide in a valid code, as a serial number.
  for (const part of Object.values(reading.parts ?? {})) refuseCitizenNumber(part, path);
  const own = `${within ?? scheme}:${encodeText(reading.value, scheme, MOST_CODE)}`;
  return {
    scheme,
    names,
    value: reading.value,
    canonical: reading.uri ?? CODE_URN + own,
    path: reading.path ?? CODE_PATH + own.replace(':', '/'),
    ...(reading.level === undefined ? undefined : { level: reading.level }),
    parts: reading.parts ?? {},
    warnings: reading.warnings ?? [],
  };
}

/** The canonical form of a code: `urn:suyuan:code:vet-drug-code:2026…` and its kin. Throws as `parseCode`. */
export function codeUrn(scheme: SchemeId, text: string): string {
  return parseCode(scheme, text).canonical;
}

/**
 * `urn:suyuan:code:<scheme>:<value>` or `urn:oid:…` → the code; undefined for another URI. One code has one name: where
 * the code has another canonical form, or is encoded otherwise, IDENTIFIER_INVALID. Throws as `parseCode`.
 */
export function parseCodeUrn(uri: string): ParsedCode | undefined {
  if (uri.startsWith(OID)) return parseCode('oid', uri);
  if (!uri.startsWith(CODE_URN)) return undefined;
  return readOwn(uri, uri.slice(CODE_URN.length), ':', (code) => code.canonical);
}

/** `code/<scheme>/<value>`, such as the ledger's keys hold; undefined for another path. Throws as `parseCodeUrn`. */
export function parseCodePath(path: string): ParsedCode | undefined {
  return path.startsWith(CODE_PATH) ? readOwn(path, path.slice(CODE_PATH.length), '/', (code) => code.path) : undefined;
}

function readOwn(whole: string, own: string, mark: ':' | '/', form: (code: ParsedCode) => string): ParsedCode {
  const [scheme, encoded] = splitCode(own, mark);
  const value = whole.length > 4 * MOST_CODE ? undefined : decodeText(encoded);
  const code = value === undefined ? undefined : parseCode(scheme, value);
  if (code === undefined || form(code) !== whole) {
    throw new TraceError('IDENTIFIER_INVALID', { value: excerpt(whole), scheme: 'code URN' });
  }
  return code;
}
