import {
  base64url,
  compactJws,
  documentInput,
  encodeEntry,
  LIMITS,
  parseJson,
  TraceError,
  utf8,
  type CategoryEntry,
  type CertificateEntry,
  type ClearanceEntry,
  type CountersignatureEntry,
  type Hash,
  type JsonObject,
  type KeyEntry,
  type Kind,
  type LicenceEntry,
  type ParticipantEntry,
  type ProductEntry,
  type QuotaEntry,
  type SignedDocument,
} from '@suyuan/domain';
import { sha256 } from '../keys/hash.js';
import type { Signer } from '../keys/signer.js';
import { nowSeconds } from '../time.js';
import { entryText } from './entry-text.js';

/** What the entries of each kind of document hold. */
export interface EntryValues {
  readonly events: JsonObject;
  readonly certificate: CertificateEntry;
  readonly participant: ParticipantEntry;
  readonly key: KeyEntry;
  readonly licence: LicenceEntry;
  readonly product: ProductEntry;
  readonly quota: QuotaEntry;
  readonly clearance: ClearanceEntry;
  readonly countersignature: CountersignatureEntry;
  readonly category: CategoryEntry;
}

export interface SigningOptions {
  /** The ledger that the document is for, as its gateway names it (`GET /api/v1/ledger`). */
  readonly aud: string;
  readonly signer: Signer;
  /** Seconds until the document expires: seven days unless said, thirty at most. */
  readonly lifetime?: number;
  /** Seconds since 1970. */
  readonly now?: number;
  /** A faster SHA-256, where there is one. */
  readonly hash?: Hash;
}

/**
 * Signs entries as one document. A text is taken as the JSON that it is and stands in the entry byte for byte, so that
 * what somebody saw is what they signed; an object is written out once. Throws what parseJson throws, ENTRY_COUNT,
 * ENTRY_TOO_LARGE, DOCUMENT_TOO_LARGE, LIFETIME_INVALID.
 */
export async function signDocument<K extends Kind>(
  kind: K,
  values: readonly (EntryValues[K] | string)[],
  options: SigningOptions,
): Promise<SignedDocument> {
  const { aud, signer, lifetime = LIMITS.defaultLifetime, now = nowSeconds(), hash = sha256 } = options;
  if (!Number.isInteger(lifetime) || lifetime <= 0 || lifetime > LIMITS.lifetime) {
    throw new TraceError('LIFETIME_INVALID', { seconds: lifetime, most: LIMITS.lifetime });
  }
  if (values.length < 1 || values.length > LIMITS.entries) {
    throw new TraceError('ENTRY_COUNT', { given: values.length, most: LIMITS.entries });
  }
  const entries = values.map(encodeValue);
  const input = documentInput(kind, signer.kid, { aud, iat: now, exp: now + lifetime }, entries, hash);
  const jws = compactJws(input, await signer.sign(utf8(input)));
  const size = entries.reduce((sum, entry) => sum + entry.length, jws.length);
  if (size > LIMITS.documentBytes) throw new TraceError('DOCUMENT_TOO_LARGE', { most: LIMITS.documentBytes });
  return { jws, entries };
}

/** The id under which the ledger will know a document: SHA-256 of what is signed. */
export function documentId(document: SignedDocument, hash: Hash = sha256): string {
  return base64url(hash(utf8(document.jws.slice(0, document.jws.lastIndexOf('.')))));
}

function encodeValue(value: object | string, index: number): string {
  const text = typeof value === 'string' ? value : entryText(value);
  try {
    parseJson(text);
  } catch (error) {
    throw error instanceof TraceError ? error.at(index) : error;
  }
  const entry = encodeEntry(text, crypto.getRandomValues(new Uint8Array(16)));
  if (entry.length > Math.ceil((LIMITS.entryBytes * 4) / 3)) {
    throw new TraceError('ENTRY_TOO_LARGE', { most: LIMITS.entryBytes }, index);
  }
  return entry;
}
