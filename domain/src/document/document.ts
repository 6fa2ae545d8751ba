import { base64url, equalBytes, utf8, type Hash } from '../bytes.js';
import { TraceError } from '../error/trace-error.js';
import { isObject, type Json } from '../json/json.js';
import { leafHash, treeHead } from '../merkle/merkle.js';
import { parseEntry, type Entry } from './entry.js';
import { parseHead, type DocumentHead } from './head.js';
import { signingInput } from './jws.js';
import { LIMITS, typOf, type Kind } from './kinds.js';
import { readSignedWitness, type SignedWitness } from './witness.js';

/** A document as it travels: `{ jws, entries }`. */
export interface SignedDocument {
  readonly jws: string;
  readonly entries: readonly string[];
  /** Older material that the rules need and cannot fetch; it is no part of what is signed. */
  readonly witness?: SignedWitness;
}

export interface Document extends DocumentHead {
  readonly entries: readonly Entry[];
}

/** The head and its entries, checked against its root. The signature is checked by the caller, who has the key. */
export function parseDocument(document: SignedDocument, hash: Hash): Document {
  const head = parseHead(document.jws, hash);
  if (document.entries.length !== head.n) {
    throw new TraceError('ENTRY_COUNT', { n: head.n, given: document.entries.length });
  }
  const size = document.entries.reduce((sum, entry) => sum + entry.length, document.jws.length);
  if (size > LIMITS.documentBytes) throw new TraceError('DOCUMENT_TOO_LARGE', { most: LIMITS.documentBytes });
  const root = entriesRoot(document.entries, hash);
  if (!equalBytes(root, head.root)) throw new TraceError('ROOT_MISMATCH', { document: head.id });
  return { ...head, entries: document.entries.map(parseEntry) };
}

/** The RFC 9162 tree head over the entries' ASCII bytes. */
export function entriesRoot(entries: readonly string[], hash: Hash): Uint8Array {
  return treeHead(
    entries.map((entry) => leafHash(utf8(entry), hash)),
    hash,
  );
}

/** The text to be signed for these entries. */
export function documentInput(
  kind: Kind,
  kid: string,
  claims: { readonly aud: string; readonly iat: number; readonly exp: number },
  entries: readonly string[],
  hash: Hash,
): string {
  const { aud, iat, exp } = claims;
  const root = base64url(entriesRoot(entries, hash));
  return signingInput({ alg: 'ES256', typ: typOf(kind), kid }, { aud, iat, exp, n: entries.length, root });
}

/** A document is good from its `iat`, a clock's difference apart, to its `exp`, judged at transaction time (seconds). */
export function checkTimes(head: DocumentHead, now: number): void {
  if (head.exp <= now) throw new TraceError('DOCUMENT_EXPIRED', { exp: head.exp, now });
  if (head.iat > now + LIMITS.skew) throw new TraceError('DOCUMENT_FROM_FUTURE', { iat: head.iat, now });
  if (head.exp - head.iat > LIMITS.lifetime || head.exp <= head.iat) {
    throw new TraceError('LIFETIME_INVALID', { seconds: head.exp - head.iat, most: LIMITS.lifetime });
  }
}

/** `{ jws, entries }` from outside. */
export function readSigned(value: Json | undefined): SignedDocument {
  const { jws, entries, witness, ...unknown } = isObject(value) ? value : {};
  const texts = Array.isArray(entries) && entries.every((entry) => typeof entry === 'string');
  if (typeof jws !== 'string' || !texts || Object.keys(unknown).length > 0) {
    throw new TraceError('DOCUMENT_INVALID', { expected: '{ jws, entries: [text], witness? }' });
  }
  if (entries.length > LIMITS.entries) {
    throw new TraceError('ENTRY_COUNT', { given: entries.length, most: LIMITS.entries });
  }
  return witness === undefined ? { jws, entries } : { jws, entries, witness: readSignedWitness(witness) };
}

/** The audience of a ledger's documents: its channel and its genesis block (hex of the block header's hash). */
export function ledgerAudience(channel: string, genesisHash: string): string {
  return `urn:suyuan:ledger:${channel}:${genesisHash}`;
}
