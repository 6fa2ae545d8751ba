import { sha256 } from '@suyuan/block';
import { kindOf, parseKeyId, TraceError, type KeyId, type Kind, type SignedDocument } from '@suyuan/domain';
import { BoundedCache } from './bounded-cache.js';

/*
 * Documents out of valid captures: the contract has read them strictly, so here they are only taken apart, at a
 * fraction of that cost (thousands a second when an index is built).
 */

export interface Head {
  readonly id: string;
  readonly kind: Kind;
  readonly kid: KeyId;
}

const headers = new BoundedCache<Omit<Head, 'id'>>(10_000);

/** Id, kind and key of a document. Headers repeat: each signer has one a kind. */
export function readHead(jws: string): Head {
  const id = sha256(Buffer.from(jws.slice(0, jws.lastIndexOf('.')), 'latin1')).toString('base64url');
  return { id, ...readSigner(jws) };
}

/** The same but for the id, which costs a hash. */
export function readSigner(jws: string): Omit<Head, 'id'> {
  const text = jws.slice(0, jws.indexOf('.'));
  return headers.of(text, () => readHeader(text));
}

function readHeader(text: string): Omit<Head, 'id'> {
  const { typ, kid } = JSON.parse(Buffer.from(text, 'base64url').toString()) as { typ: string; kid: string };
  const kind = kindOf(typ);
  if (kind === undefined) throw new TraceError('KIND_UNKNOWN', { typ });
  return { kind, kid: parseKeyId(kid) };
}

/** The documents of a capture. */
export function readCapture(json: string): readonly SignedDocument[] {
  const { documents } = JSON.parse(json) as { documents: readonly SignedDocument[] };
  return documents;
}

/** What an entry says, numbers as JavaScript has them: good for names and references, not for quantities. */
export function readEntryValue(entry: string): unknown {
  return (JSON.parse(Buffer.from(entry, 'base64url').toString()) as readonly unknown[])[1];
}
