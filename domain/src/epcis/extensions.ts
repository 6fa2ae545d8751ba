import { isDigest } from '../identifier/suyuan-urn.js';
import { isArray, isObject, type Json, type JsonObject } from '../json/json.js';
import { expandName, expandUri } from './context.js';
import type { Extensions } from './event.js';
import type { Reader } from './reader.js';

const NONE: Extensions = new Map();

/** JSON-LD's own names, which may stand without a namespace inside of an extension's value. */
const KEYWORDS: ReadonlySet<string> = new Set(['id', 'type', '@id', '@type', '@value', '@language']);

/** Salted digests of what is withheld (docs/ledger.md, A document; RFC 9901 §4.2.1). */
export const WITHHELD = '_sd';

/**
 * The members of an object that are none of the standard's: in a declared namespace they are kept, without one they are
 * refused by name (JSON-LD would drop them silently, and what was signed would mean less than it says).
 */
export function readExtensions(
  reader: Reader,
  object: JsonObject,
  known: ReadonlySet<string>,
  path: string,
): Extensions {
  let extensions: Map<string, Json> | undefined;
  for (const name of Object.keys(object)) {
    if (known.has(name)) continue;
    const at = path === '' ? shown(name) : `${path}.${shown(name)}`;
    const expanded = readName(reader, name, at);
    if (expanded === undefined) continue;
    extensions ??= new Map();
    if (extensions.has(expanded)) reader.fail('JSON_DUPLICATE_NAME', { name: shown(name), path: at });
    const value = object[name] ?? null;
    extensions.set(expanded, expanded === WITHHELD ? readDigests(reader, value, at) : readValue(reader, value, at));
  }
  return extensions ?? NONE;
}

/** The value of an extension by its namespace and name; undefined where it is not there. */
export function extension(extensions: Extensions, namespace: string, name: string): Json | undefined {
  return extensions.get(`{${namespace}}${name}`);
}

function readName(reader: Reader, name: string, path: string): string | undefined {
  if (name === WITHHELD) return name;
  const expanded = expandName(reader.context, name);
  if (expanded !== undefined) return expanded;
  const colon = name.indexOf(':');
  if (colon < 0) return reader.fail('EPCIS_FIELD_UNKNOWN', { path });
  return reader.fail('EPCIS_PREFIX_UNKNOWN', { path, prefix: name.slice(0, Math.min(colon, 40)) });
}

function readValue(reader: Reader, value: Json, path: string): Json {
  if (typeof value === 'string') return expandUri(reader.context, value);
  if (isArray(value)) return value.map((item, i) => readValue(reader, item, `${path}[${i}]`));
  if (!isObject(value)) return value;
  const members = Object.create(null) as Record<string, Json>;
  for (const name of Object.keys(value)) {
    const at = `${path}.${shown(name)}`;
    const expanded = KEYWORDS.has(name) ? name : readName(reader, name, at);
    if (expanded === undefined) continue;
    if (members[expanded] !== undefined) reader.fail('JSON_DUPLICATE_NAME', { name: shown(name), path: at });
    const member = value[name] ?? null;
    members[expanded] = name === WITHHELD ? readDigests(reader, member, at) : readValue(reader, member, at);
  }
  return members;
}

function readDigests(reader: Reader, value: Json, path: string): Json {
  if (!isArray(value) || value.length === 0 || !value.every((item) => typeof item === 'string' && isDigest(item))) {
    reader.fail('FIELD_TYPE', { path, expected: 'list of SHA-256 digests in base64url' });
  }
  return value;
}

function shown(name: string): string {
  return name.length > 80 ? `${name.slice(0, 79)}…` : name;
}
