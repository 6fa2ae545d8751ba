import { base64url, equalBytes, fromBase64url, utf8, type Hash } from '../bytes.js';
import { TraceError } from '../error/trace-error.js';
import { leafHash, treeHead } from '../merkle/merkle.js';
import { isObject, type Json } from '../json/json.js';
import { parseEntry, type Entry } from './entry.js';
import { parseJws, signingInput } from './jws.js';
import { parseKeyId, type KeyId } from './key-id.js';
import { readSignedWitness, type SignedWitness } from './witness.js';
import { kindOf, LIMITS, typOf, type Kind } from './kinds.js';

/** A document as it travels: `{ jws, entries }`. */
export interface SignedDocument {
  readonly jws: string;
  readonly entries: readonly string[];
  /** Older material that the rules need and cannot fetch; it is no part of what is signed. */
  readonly witness?: SignedWitness;
}

/** What a JWS alone says of its document, before its entries are seen. */
export interface DocumentHead {
  /** base64url SHA-256 of the signing input: the signature is no part of it, ECDSA signatures being malleable. */
  readonly id: string;
  readonly kind: Kind;
  readonly kid: KeyId;
  readonly aud: string;
  /** Seconds since 1970, the signer's own word. */
  readonly iat: number;
  readonly exp: number;
  readonly n: number;
  readonly root: Uint8Array;
  readonly signingInput: string;
  readonly signature: Uint8Array;
}

export interface Document extends DocumentHead {
  readonly entries: readonly Entry[];
}

/** Throws a TraceError where the header or payload is not exactly what ledger.md, "A document", lays down. */
export function parseHead(jws: string, hash: Hash): DocumentHead {
  const { header, payload, signingInput, signature } = parseJws(jws);
  const typ = header.text('typ');
  const kind = kindOf(typ);
  if (kind === undefined) throw new TraceError('KIND_UNKNOWN', { typ });
  const kid = parseKeyId(header.text('kid'));
  header.done();
  const head = {
    id: base64url(hash(utf8(signingInput))),
    kind,
    kid,
    aud: payload.text('aud'),
    iat: payload.integer('iat'),
    exp: payload.integer('exp'),
    n: payload.integer('n'),
    root: fromBase64url(payload.text('root')),
    signingInput,
    signature,
  };
  payload.done();
  if (head.root.length !== 32) throw new TraceError('FIELD_TYPE', { path: 'payload.root', expected: '32 bytes' });
  if (head.n < 1 || head.n > LIMITS.entries) throw new TraceError('ENTRY_COUNT', { n: head.n, most: LIMITS.entries });
  return head;
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
  const { jws, entries, witness } = isObject(value) ? value : {};
  if (typeof jws !== 'string' || !Array.isArray(entries) || !entries.every((entry) => typeof entry === 'string')) {
    throw new TraceError('DOCUMENT_INVALID', { expected: '{ jws, entries: [text] }' });
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
