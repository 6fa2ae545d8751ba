import { base64url, fromBase64url, utf8, type Hash } from '../bytes.js';
import { TraceError } from '../error/trace-error.js';
import { parseJws } from './jws.js';
import { parseKeyId, type KeyId } from './key-id.js';
import { kindOf, LIMITS, type Kind } from './kinds.js';

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

/** Throws a TraceError where the header or payload is not exactly as docs/ledger.md, A document, has it. */
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
