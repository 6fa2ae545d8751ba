import {
  base64url,
  entryRef,
  inclusionPath,
  isObject,
  leafHash,
  parseEntry,
  parseHead,
  TraceError,
  utf8,
  type Hash,
  type JsonObject,
  type SignedDocument,
  type SignedWitness,
} from '@suyuan/domain';
import { sha256 } from '../keys/hash.js';
import { localTime } from './event.js';

/** CBV 2.0 §7.5: the event is of something that never was, or says it wrongly. */
export const ERROR_REASONS = ['did_not_occur', 'incorrect_data'] as const;
export type ErrorReason = (typeof ERROR_REASONS)[number];

/** What is said of an event that was wrong. */
export interface Correction {
  readonly reason: ErrorReason;
  /** Ids of the events that say it right, where there are any. */
  readonly corrective?: readonly string[];
  /** Now unless said. */
  readonly at?: Date;
}

/** An error declaration: an event to be signed, and what goes beside its document unsigned. */
export interface ErrorDeclared {
  readonly event: JsonObject;
  readonly witness: SignedWitness;
}

/**
 * EPCIS 2.0 §7.4.1.2: an event of a recorded document once more, in its very words, and that it is wrong. Throws NOT_FOUND
 * where the document has no such entry, ORIGINAL_UNKNOWN where that is no event, or itself an error declaration.
 */
export function errorDeclaration(
  original: SignedDocument,
  index: number,
  { reason, corrective = [], at = new Date() }: Correction,
  hash: Hash = sha256,
): ErrorDeclared {
  const { jws, entries } = original;
  const { id, kind } = parseHead(jws, hash);
  const entry = entries[index];
  if (entry === undefined) throw new TraceError('NOT_FOUND', { what: entryRef(id, index) });
  const { value } = parseEntry(entry);
  if (kind !== 'events' || !isObject(value) || value['errorDeclaration'] !== undefined) {
    throw new TraceError('ORIGINAL_UNKNOWN');
  }
  const declaration = {
    declarationTime: localTime(at),
    reason,
    ...(corrective.length === 0 ? undefined : { correctiveEventIDs: corrective }),
  };
  const leaves = entries.map((each) => leafHash(utf8(each), hash));
  const path = inclusionPath(leaves, index, hash).map(base64url);
  return {
    event: { ...value, errorDeclaration: declaration },
    witness: { entries: [{ jws, index, entry, path }] },
  };
}

/** The place of the event with that id in a document. Throws NOT_FOUND. */
export function findEvent({ entries }: SignedDocument, eventID: string): number {
  const index = entries.findIndex((entry) => {
    const { value } = parseEntry(entry);
    return isObject(value) && value['eventID'] === eventID;
  });
  if (index === -1) throw new TraceError('NOT_FOUND', { what: eventID });
  return index;
}
