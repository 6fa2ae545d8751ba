import { fromBase64url } from '../bytes.js';
import { TraceError } from '../error/trace-error.js';
import { excerpt, isDigits } from './characters.js';
import { parseCreditCode } from './credit-code.js';
import { decodeText, encodeText } from './percent-text.js';

/** The JSON-LD prefix `suyuan` stands for this. */
export const SUYUAN_NAMESPACE = 'urn:suyuan:';
const PARTY = 'urn:suyuan:party:';
const ENTRY = 'urn:suyuan:entry:';
const CERTIFICATE = 'urn:suyuan:certificate:';
const NUMBER = 'certificate number';

/** One entry of a document on the ledger. */
export interface EntryName {
  /** base64url SHA-256, 43 characters. */
  readonly document: string;
  readonly index: number;
}

/** A certificate: the number is its issuer's own. */
export interface CertificateName {
  readonly issuer: string;
  readonly number: string;
}

export function partyUrn(creditCode: string): string {
  return PARTY + creditCode;
}

export function entryUrn(document: string, index: number): string {
  return `${ENTRY}${document}:${index}`;
}

/** Throws IDENTIFIER_INVALID where the number can't be a certificate's. */
export function certificateUrn(issuer: string, number: string): string {
  return `${CERTIFICATE}${issuer}:${encodeText(number, NUMBER)}`;
}

/** `urn:suyuan:party:<USCC>` → the credit code; undefined for another URI. Throws IDENTIFIER_INVALID, CHECK_DIGIT. */
export function parsePartyUrn(uri: string): string | undefined {
  return uri.startsWith(PARTY) ? parseCreditCode(uri.slice(PARTY.length)) : undefined;
}

/** `urn:suyuan:entry:<document id>:<index>`; undefined for another URI. Throws IDENTIFIER_INVALID. */
export function parseEntryUrn(uri: string): EntryName | undefined {
  if (!uri.startsWith(ENTRY)) return undefined;
  const document = uri.slice(ENTRY.length, ENTRY.length + 43);
  const digits = uri.slice(ENTRY.length + 44);
  const plain = digits === '0' || (digits.charAt(0) !== '0' && digits.length <= 6 && isDigits(digits));
  if (uri.charAt(ENTRY.length + 43) !== ':' || !plain || !isDigest(document)) invalid('entry', uri);
  return { document, index: Number(digits) };
}

/** `urn:suyuan:certificate:<USCC>:<number>`; undefined for another URI. Throws IDENTIFIER_INVALID, CHECK_DIGIT. */
export function parseCertificateUrn(uri: string): CertificateName | undefined {
  if (!uri.startsWith(CERTIFICATE)) return undefined;
  const encoded = uri.slice(CERTIFICATE.length + 19);
  if (uri.charAt(CERTIFICATE.length + 18) !== ':') invalid('certificate', uri);
  const issuer = parseCreditCode(uri.slice(CERTIFICATE.length, CERTIFICATE.length + 18));
  const number = decodeText(encoded);
  // One certificate, one name: other encodings of the same number are refused.
  if (number === undefined || encodeText(number, NUMBER) !== encoded) return invalid('certificate', uri);
  return { issuer, number };
}

/** SHA-256 as 43 characters of base64url, the unused bits zero. */
export function isDigest(text: string): boolean {
  if (text.length !== 43) return false;
  try {
    return fromBase64url(text).length === 32;
  } catch {
    return false;
  }
}

function invalid(scheme: string, value: string): never {
  throw new TraceError('IDENTIFIER_INVALID', { value: excerpt(value), scheme });
}
