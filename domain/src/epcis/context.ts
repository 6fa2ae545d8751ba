import { TraceError } from '../error/trace-error.js';
import { isArray, isObject, type Json, type JsonObject } from '../json/json.js';

/**
 * The prefixes that are in force where an event stands: its own, over those of what stands around it. Contexts are
 * declared, never fetched.
 */
export interface EpcisContext {
  readonly prefixes: ReadonlyMap<string, string>;
  readonly outer?: EpcisContext;
}

/** What the GS1 context itself declares, protected: nobody may give them another meaning. */
const STANDARD_PREFIXES: ReadonlyMap<string, string> = new Map([
  ['epcis', 'https://ref.gs1.org/epcis/'],
  ['cbv', 'https://ref.gs1.org/cbv/'],
  ['cbvmda', 'urn:epcglobal:cbv:mda:'],
  ['gs1', 'https://gs1.org/voc/'],
  ['rdfs', 'http://www.w3.org/2000/01/rdf-schema#'],
  ['owl', 'http://www.w3.org/2002/07/owl#'],
  ['xsd', 'http://www.w3.org/2001/XMLSchema#'],
  ['dcterms', 'http://purl.org/dc/terms/'],
]);

export const STANDARD_CONTEXT: EpcisContext = { prefixes: STANDARD_PREFIXES };

/** The addresses under which GS1 publishes it: they stand for the standard, and are not read. */
export const EPCIS_CONTEXT_URI = 'https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld';
const EPCIS_CONTEXT_URIS: ReadonlySet<string> = new Set([
  EPCIS_CONTEXT_URI,
  'https://ref.gs1.org/standards/epcis/2.0.1/epcis-context.jsonld',
  'https://ref.gs1.org/standards/epcis/epcis-context.jsonld',
  'https://gs1.github.io/EPCIS/epcis-context.jsonld',
]);

/** Schemes of URIs: as prefixes they would change what every such value means. */
const RESERVED: ReadonlySet<string> = new Set([
  'urn',
  'http',
  'https',
  'ni',
  'geo',
  'did',
  'tag',
  'mailto',
  'tel',
  '_',
]);

/** Standard prefixes that an entry may use without saying what they mean. */
export function isStandardPrefix(prefix: string): boolean {
  return STANDARD_PREFIXES.has(prefix);
}

/**
 * Adds what an `@context` declares to what is in force outside of it.
 * Throws EPCIS_CONTEXT_UNKNOWN for a context by reference that is not GS1's own, EPCIS_CONTEXT_INVALID.
 */
export function readContext(json: Json | undefined, outer: EpcisContext, path: string): EpcisContext {
  if (json === undefined) return outer;
  const prefixes = new Map<string, string>();
  for (const part of isArray(json) ? json : [json]) {
    if (typeof part === 'string') {
      if (!EPCIS_CONTEXT_URIS.has(part)) {
        throw new TraceError('EPCIS_CONTEXT_UNKNOWN', { path, uri: part.slice(0, 200) });
      }
    } else if (isObject(part)) addPrefixes(prefixes, part, path);
    else throw new TraceError('EPCIS_CONTEXT_INVALID', { path, prefix: '' });
  }
  return prefixes.size === 0 ? outer : { prefixes, outer };
}

/** What a prefix stands for there; undefined where nobody declared it. */
export function namespaceOf(context: EpcisContext, prefix: string): string | undefined {
  for (let at: EpcisContext | undefined = context; at !== undefined; at = at.outer) {
    const namespace = at.prefixes.get(prefix);
    if (namespace !== undefined) return namespace;
  }
  return undefined;
}

function addPrefixes(prefixes: Map<string, string>, part: JsonObject, path: string): void {
  for (const prefix of Object.keys(part)) {
    const namespace = part[prefix];
    const standard = STANDARD_PREFIXES.get(prefix);
    const fits =
      typeof namespace === 'string' &&
      isPrefix(prefix) &&
      isNamespace(namespace) &&
      (standard === undefined || standard === namespace);
    if (!fits) throw new TraceError('EPCIS_CONTEXT_INVALID', { path, prefix: prefix.slice(0, 80) });
    prefixes.set(prefix, namespace);
  }
}

/** JSON-LD 1.1 §4.3 lets more be a prefix than an XML name; we don't. */
function isPrefix(text: string): boolean {
  return /^[A-Za-z][A-Za-z0-9_.-]{0,31}$/.test(text) && !RESERVED.has(text.toLowerCase());
}

/** An absolute URI, as long as a namespace is: `https://…/`, `urn:…:`. Braces would break the event's hash. */
function isNamespace(text: string): boolean {
  return text.length <= 200 && /^(?:https?:\/\/|urn:)[\x21-\x7a|~]+$/.test(text);
}

/** `prefix:name` → `{namespace}name`; undefined where the prefix is not declared, or nothing follows it. */
export function expandName(context: EpcisContext, name: string): string | undefined {
  const colon = name.indexOf(':');
  const namespace = colon > 0 ? namespaceOf(context, name.slice(0, colon)) : undefined;
  const local = name.slice(colon + 1);
  if (namespace === undefined || local === '' || local.length > 200 || /[{}=\s]/.test(local)) return undefined;
  return `{${namespace}}${local}`;
}

/** A compact URI → the URI that it stands for; another text as it is. */
export function expandUri(context: EpcisContext, value: string): string {
  const colon = value.indexOf(':');
  const namespace = colon > 0 ? namespaceOf(context, value.slice(0, colon)) : undefined;
  return namespace === undefined ? value : namespace + value.slice(colon + 1);
}
