import { TraceError, type Facts } from '../error/trace-error.js';
import type { Code } from '../error/codes.js';
import { isArray, isObject, type Json, type JsonObject } from '../json/json.js';
import { expandUri, type EpcisContext } from './context.js';
import { parseOffset, parseTime } from './time.js';
import { readWord, type Vocabulary } from './vocabulary.js';

/** No URI of an event is longer. */
const MOST = 1024;

/**
 * Reads the members of one event and collects what is wrong with them, each with its path (`quantityList[0].uom`):
 * a reader that found an error goes on with undefined. Once `errors` is not empty, there is no event.
 */
export class Reader {
  readonly errors: TraceError[] = [];

  constructor(readonly context: EpcisContext) {}

  /** Notes an error; `instead` is what to go on with. */
  fail<T>(code: Code, facts: Facts, instead?: T): T | undefined {
    this.errors.push(new TraceError(code, facts));
    return instead;
  }

  /** Runs a step that throws; its error is told with the path. */
  attempt<T>(path: string, step: () => T): T | undefined {
    try {
      return step();
    } catch (error) {
      if (!(error instanceof TraceError)) throw error;
      return this.fail(error.code, { ...error.facts, path });
    }
  }

  text(value: Json | undefined, path: string): string | undefined {
    if (value === undefined) return undefined;
    if (typeof value !== 'string' || value === '') return this.fail('FIELD_TYPE', { path, expected: 'text' });
    return value.length > MOST ? this.fail('FIELD_TOO_LONG', { path, most: MOST }) : value;
  }

  object(value: Json | undefined, path: string): JsonObject | undefined {
    if (value === undefined || isObject(value)) return value;
    return this.fail('FIELD_TYPE', { path, expected: 'object' });
  }

  list(value: Json | undefined, path: string): readonly Json[] {
    if (value === undefined) return [];
    if (isArray(value)) return value;
    this.fail('FIELD_TYPE', { path, expected: 'list' });
    return [];
  }

  /** EPCIS 2.0 §7.3.2: a point in time with its zone, as milliseconds. */
  time(value: Json | undefined, path: string): number | undefined {
    const text = this.text(value, path);
    if (text === undefined) return undefined;
    return parseTime(text) ?? this.fail('EPCIS_TIME_INVALID', { path, value: text.slice(0, 60) });
  }

  offset(value: Json | undefined, path: string): string | undefined {
    const text = this.text(value, path);
    if (text === undefined || parseOffset(text) !== undefined) return text;
    return this.fail('FIELD_VALUE', { path, value: text.slice(0, 60), allowed: ['+08:00', '-14:00 … +14:00'] });
  }

  /** A word of a CBV vocabulary or a URI of another one, in its one form. */
  word(vocabulary: Vocabulary, value: Json | undefined, path: string): string | undefined {
    const text = this.text(value, path);
    if (text === undefined || vocabulary.words.has(text)) return text;
    const word = readWord(vocabulary, expandUri(this.context, text));
    if (word !== undefined && (vocabulary.words.has(word) || isUri(word))) return word;
    return this.fail('EPCIS_WORD_UNKNOWN', { path, value: text.slice(0, 80), vocabulary: vocabulary.name });
  }

  /** An absolute URI, compact ones expanded. */
  uri(value: Json | undefined, path: string): string | undefined {
    const text = this.text(value, path);
    if (text === undefined) return undefined;
    const uri = expandUri(this.context, text);
    return isUri(uri) ? uri : this.fail('EPCIS_URI_INVALID', { path, value: text.slice(0, 80) });
  }

  /** One URI or a list of them (JSON-LD sets may be written either way). */
  uris(value: Json | undefined, path: string): readonly string[] {
    const uris: string[] = [];
    const many = isArray(value);
    for (const [i, item] of (many ? value : value === undefined ? [] : [value]).entries()) {
      const uri = this.uri(item, many ? `${path}[${i}]` : path);
      if (uri !== undefined) uris.push(uri);
    }
    return uris;
  }

  required<T>(value: T | undefined, object: JsonObject, name: string, path: string): T | undefined {
    if (object[name] === undefined) this.fail('FIELD_MISSING', { path });
    return value;
  }
}

const URI_CHARACTERS = new Uint8Array(128).fill(1, 0x21, 0x7f);
for (const mark of '"<>\\^`{|}') URI_CHARACTERS[mark.charCodeAt(0)] = 0;

/** RFC 3986 §3 with a scheme, RFC 3987 characters: no white space, no control characters, no `"<>\^`{|}`. */
export function isUri(text: string): boolean {
  const colon = text.indexOf(':');
  if (colon < 1 || colon === text.length - 1) return false;
  for (let i = 0; i < colon; i++) {
    const code = text.charCodeAt(i) | 0x20;
    const letter = code >= 0x61 && code <= 0x7a;
    const other = (code >= 0x30 && code <= 0x39) || text[i] === '+' || text[i] === '-' || text[i] === '.';
    if (!letter && (i === 0 || !other)) return false;
  }
  for (let i = colon + 1; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (
      code < 0x80 ? URI_CHARACTERS[code] !== 1 : code <= 0xa0 || code === 0x2028 || code === 0x2029 || code === 0x3000
    )
      return false;
  }
  return true;
}
