import {
  isArray,
  isObject,
  parseJson,
  readEpcisDocument,
  readSigned,
  selfContained,
  TraceError,
  type Kind,
  type SignedDocument,
} from '@suyuan/domain';
import { entryText } from '../../signing/entry-text.js';
import { readText } from '../files.js';

/** What a file holds: documents that are signed already, or values to be signed. */
export type Content =
  | { readonly documents: readonly SignedDocument[] }
  | { readonly values: readonly string[]; readonly ignored: readonly string[] };

/**
 * `{jws, entries}`, `{documents: […]}`, or what is still to be signed: an EPCIS document, event or list of events; of
 * the other kinds an entry or a list of them. Texts of events stand alone (`selfContained`).
 */
export async function readContent(path: string, kind: Kind = 'events'): Promise<Content> {
  const json = parseJson(await readText(path));
  if (isObject(json) && json['jws'] !== undefined) return { documents: [readSigned(json)] };
  if (isObject(json) && isArray(json['documents'])) return { documents: json['documents'].map(readSigned) };
  if (kind !== 'events') return { values: (isArray(json) ? json : [json]).map(entryText), ignored: [] };
  const { context, events, ignored } = readEpcisDocument(json);
  const values = events.map((event, index) => {
    try {
      return entryText(isObject(event) ? selfContained(event, context) : event);
    } catch (error) {
      throw error instanceof TraceError ? error.at(index) : error;
    }
  });
  return { values, ignored };
}
