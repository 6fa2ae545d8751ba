import { TraceError } from '../error/trace-error.js';
import { JsonNumber, isArray, isObject, type Json, type JsonObject } from '../json/json.js';
import {
  EPCIS_CONTEXT_URI,
  STANDARD_CONTEXT,
  isStandardPrefix,
  namespaceOf,
  readContext,
  type EpcisContext,
} from './context.js';
import { EVENT_TYPES } from './event.js';

/** What an EPCIS file holds, as it was written: events are read one by one (`readEvent`), so that all their errors show. */
export interface EpcisDocument {
  readonly context: EpcisContext;
  readonly events: readonly Json[];
  /** Members that say nothing of events and are not carried along (`epcisHeader`, with its master data). */
  readonly ignored: readonly string[];
}

const DOCUMENT_FIELDS: ReadonlySet<string> = new Set(
  '@context id type schemaVersion creationDate sender receiver instanceIdentifier epcisHeader epcisBody'.split(' '),
);

/**
 * The events of an EPCISDocument (EPCIS 2.0 §9.3), of an array of events, or a bare event. Throws
 * EPCIS_QUERY_DOCUMENT, EPCIS_DOCUMENT_INVALID, EPCIS_VERSION, EPCIS_FIELD_UNKNOWN and what `readContext` throws.
 */
export function readEpcisDocument(json: Json): EpcisDocument {
  if (isArray(json)) return { context: STANDARD_CONTEXT, events: json, ignored: [] };
  const type = isObject(json) ? json['type'] : undefined;
  if (!isObject(json) || typeof type !== 'string') return invalid('EPCISDocument');
  if (type === 'EPCISQueryDocument') throw new TraceError('EPCIS_QUERY_DOCUMENT');
  if (EVENT_TYPES.some((event) => event === type)) return { context: STANDARD_CONTEXT, events: [json], ignored: [] };
  if (type !== 'EPCISDocument') return invalid('EPCISDocument');

  requireVersion(json['schemaVersion']);
  const context = readContext(json['@context'], STANDARD_CONTEXT, '@context');
  for (const name of Object.keys(json)) {
    // Extensions of the document are in a namespace; they are of the file, not of its events.
    if (!DOCUMENT_FIELDS.has(name) && !name.includes(':')) {
      throw new TraceError('EPCIS_FIELD_UNKNOWN', { path: name.slice(0, 80) });
    }
  }
  const body = json['epcisBody'];
  if (!isObject(body)) return invalid('epcisBody');
  if (body['queryResults'] !== undefined) throw new TraceError('EPCIS_QUERY_DOCUMENT');
  const events = body['eventList'];
  if (!isArray(events)) return invalid('epcisBody.eventList');
  const ignored = Object.keys(json).filter((name) => name === 'epcisHeader' || !DOCUMENT_FIELDS.has(name));
  return { context, events, ignored };
}

function requireVersion(value: Json | undefined): void {
  const version = value instanceof JsonNumber ? value.text : value;
  if (version === undefined) invalid('schemaVersion 2.0');
  if (typeof version !== 'string' || !/^2\.0(?:\.[0-9]{1,3})?$/.test(version)) {
    throw new TraceError('EPCIS_VERSION', { value: typeof version === 'string' ? version.slice(0, 40) : '?' });
  }
}

/**
 * The event with all that it needs in its own `@context`: an entry can be shown alone, to someone who never sees the
 * rest of the file. Only the prefixes that it uses are taken along. Nothing else of it changes, nor does its event hash.
 * Throws what `readContext` throws.
 */
export function selfContained(event: JsonObject, outer: EpcisContext): JsonObject {
  const context = readContext(event['@context'], outer, '@context');
  const used = new Map<string, string>();
  for (const name of Object.keys(event)) if (name !== '@context') findPrefixes(name, event[name], context, used);
  const alone = Object.create(null) as Record<string, Json>;
  const prefixes = Object.create(null) as Record<string, Json>;
  for (const prefix of [...used.keys()].sort()) prefixes[prefix] = used.get(prefix) ?? '';
  alone['@context'] = used.size === 0 ? EPCIS_CONTEXT_URI : [EPCIS_CONTEXT_URI, prefixes];
  for (const name of Object.keys(event)) if (name !== '@context') alone[name] = event[name] ?? null;
  return alone;
}

function findPrefixes(name: string, value: Json | undefined, context: EpcisContext, used: Map<string, string>): void {
  note(name, context, used);
  if (typeof value === 'string') note(value, context, used);
  else if (isArray(value)) for (const item of value) findPrefixes('', item, context, used);
  else if (isObject(value)) {
    for (const member of Object.keys(value)) findPrefixes(member, value[member], context, used);
  }
}

function note(text: string, context: EpcisContext, used: Map<string, string>): void {
  const colon = text.indexOf(':');
  if (colon < 1) return;
  const prefix = text.slice(0, colon);
  const namespace = namespaceOf(context, prefix);
  if (namespace !== undefined && !isStandardPrefix(prefix)) used.set(prefix, namespace);
}

function invalid(expected: string): never {
  throw new TraceError('EPCIS_DOCUMENT_INVALID', { expected });
}
