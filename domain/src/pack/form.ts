import { TraceError } from '../error/trace-error.js';
import { JsonNumber, isArray, isObject, type Json, type JsonObject } from '../json/json.js';
import { isDay } from '../epcis/time.js';
import { matchesPattern, patternExpression, type Pattern } from './pattern.js';

/**
 * The form of a value, said once: `read` takes it from outside, `schema` tells it to others (JSON Schema, draft 7).
 * Reading throws FIELD_MISSING, FIELD_TYPE, FIELD_VALUE, FIELD_TOO_LONG, FIELD_UNKNOWN with the path.
 */
export interface Form<T> {
  read(value: Json, path: string): T;
  readonly schema: JsonObject;
}

/** A member that may be left out. */
export interface Optional<T> {
  readonly optional: Form<T>;
}

export function optional<T>(form: Form<T>): Optional<T> {
  return { optional: form };
}

/** Every member of T by its form, and nothing besides. */
export type Members<T> = {
  readonly [K in keyof T]-?: undefined extends T[K] ? Optional<Exclude<T[K], undefined>> : Form<T[K]>;
};

/** One to `most` characters. */
export function text(most = 200): Form<string> {
  return {
    schema: { type: 'string', minLength: 1, maxLength: most },
    read(value, path) {
      if (typeof value !== 'string' || value === '') return wrongType(path, 'text');
      if (value.length > most) throw new TraceError('FIELD_TOO_LONG', { path, most });
      return value;
    },
  };
}

export function patterned(pattern: Pattern, says: string): Form<string> {
  return {
    schema: { type: 'string', pattern: patternExpression(pattern) },
    read(value, path) {
      if (typeof value !== 'string') return wrongType(path, says);
      if (!matchesPattern(pattern, value)) {
        throw new TraceError('FIELD_VALUE', { path, value: value.slice(0, 80), allowed: says });
      }
      return value;
    },
  };
}

export function word<W extends string>(words: readonly W[]): Form<W> {
  return {
    schema: { type: 'string', enum: words },
    read(value, path) {
      if (typeof value !== 'string') return wrongType(path, 'text');
      const found = words.find((candidate) => candidate === value);
      if (found === undefined) throw new TraceError('FIELD_VALUE', { path, value: value.slice(0, 80), allowed: words });
      return found;
    },
  };
}

export const flag: Form<boolean> = {
  schema: { type: 'boolean' },
  read: (value, path) => (typeof value === 'boolean' ? value : wrongType(path, 'true, false')),
};

/** A whole number, written as digits. */
export function whole(least: number, most: number): Form<number> {
  return {
    schema: { type: 'integer', minimum: least, maximum: most },
    read(value, path) {
      const digits = value instanceof JsonNumber ? value.text : typeof value === 'number' ? String(value) : '';
      const number = /^-?(0|[1-9][0-9]{0,15})$/.test(digits) ? Number(digits) : Number.NaN;
      if (!Number.isSafeInteger(number)) return wrongType(path, 'whole number');
      if (number < least || number > most) {
        throw new TraceError('FIELD_VALUE', { path, value: digits, allowed: `${least}…${most}` });
      }
      return number;
    },
  };
}

/** `YYYY-MM-DD`. */
export const day: Form<string> = {
  schema: { type: 'string', format: 'date' },
  read(value, path) {
    const [year, month, date] = typeof value === 'string' ? value.split('-').map(Number) : [];
    const written = typeof value === 'string' && /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/.test(value);
    if (!written || !isDay(year ?? 0, month ?? 0, date ?? 0)) return wrongType(path, 'YYYY-MM-DD');
    return value;
  },
};

export function list<T>(item: Form<T>, least: number, most: number): Form<readonly T[]> {
  return {
    schema: { type: 'array', items: item.schema, minItems: least, maxItems: most },
    read(value, path) {
      if (!isArray(value)) return wrongType(path, 'list');
      if (value.length < least) throw new TraceError('FIELD_MISSING', { path: `${path}[${value.length}]` });
      if (value.length > most) throw new TraceError('FIELD_TOO_LONG', { path, most });
      return value.map((each, i) => item.read(each, `${path}[${i}]`));
    },
  };
}

/** Any names of a form. */
export function map<K extends string, T>(name: Form<K>, item: Form<T>, most: number): Form<Readonly<Record<K, T>>> {
  return {
    schema: {
      type: 'object',
      propertyNames: name.schema,
      additionalProperties: item.schema,
      maxProperties: most,
    },
    read(value, path) {
      const object = requireObject(value, path);
      const names = Object.keys(object);
      if (names.length > most) throw new TraceError('FIELD_TOO_LONG', { path, most });
      const read = {} as Record<K, T>;
      for (const key of names) read[name.read(key, path)] = item.read(object[key] ?? null, below(path, key));
      return read;
    },
  };
}

export function object<T extends object>(members: Members<T>): Form<T> {
  const all = Object.entries<Form<unknown> | Optional<unknown>>(members);
  const known = new Set(all.map(([name]) => name));
  const properties = all.map(([name, member]) => [name, ('optional' in member ? member.optional : member).schema]);
  return {
    schema: {
      type: 'object',
      properties: Object.fromEntries(properties) as JsonObject,
      required: all.flatMap(([name, member]) => ('optional' in member ? [] : [name])),
      additionalProperties: false,
    },
    read(value, path) {
      const source = requireObject(value, path);
      for (const name of Object.keys(source)) {
        if (!known.has(name)) throw new TraceError('FIELD_UNKNOWN', { path: below(path, name.slice(0, 80)) });
      }
      const read: Record<string, unknown> = {};
      for (const [name, member] of all) {
        const given = source[name];
        if ('optional' in member) {
          if (given !== undefined) read[name] = member.optional.read(given, below(path, name));
        } else if (given === undefined) throw new TraceError('FIELD_MISSING', { path: below(path, name) });
        else read[name] = member.read(given, below(path, name));
      }
      return read as T;
    },
  };
}

/** One of several objects, told apart by the words of one member; each form reads that member too. */
export function variants<T extends object>(
  tag: string,
  forms: readonly (readonly [readonly string[], Form<T>])[],
): Form<T> {
  const words = forms.flatMap(([each]) => each);
  return {
    schema: { oneOf: forms.map(([, form]) => form.schema) },
    read(value, path) {
      const given = word(words).read(requireObject(value, path)[tag] ?? null, below(path, tag));
      const found = forms.find(([each]) => each.includes(given));
      return found === undefined ? wrongType(path, words.join(', ')) : found[1].read(value, path);
    },
  };
}

/** One of several forms, told apart by the JSON type. */
export function either<A, B>(first: Form<A>, isFirst: (value: Json) => boolean, second: Form<B>): Form<A | B> {
  return {
    schema: { anyOf: [first.schema, second.schema] },
    read: (value, path): A | B => (isFirst(value) ? first.read(value, path) : second.read(value, path)),
  };
}

function requireObject(value: Json, path: string): JsonObject {
  return isObject(value) ? value : wrongType(path, 'object');
}

function below(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`;
}

function wrongType(path: string, expected: string): never {
  throw new TraceError('FIELD_TYPE', { path, expected });
}
