import { JsonNumber, isArray, type Json } from './json.js';

/**
 * JSON with the names of every object in code-unit order and no white space: one value, one text (as RFC 8785 §3.2.3
 * sorts). Numbers read from outside keep their text.
 */
export function stringifySorted(value: Json): string {
  if (typeof value === 'string') return quoted(value);
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (value instanceof JsonNumber) return value.text;
  let text = '';
  if (isArray(value)) {
    for (const item of value) text += `${text === '' ? '[' : ','}${stringifySorted(item)}`;
    return text === '' ? '[]' : `${text}]`;
  }
  for (const name of sorted(Object.keys(value))) {
    text += `${text === '' ? '{' : ','}${quoted(name)}:${stringifySorted(value[name] ?? null)}`;
  }
  return text === '' ? '{}' : `${text}}`;
}

/** Others than these JSON.stringify escapes: controls, quote, backslash and (half a pair may be among them) surrogates. */
const ESCAPED = /[^ !#-[\]-\ud7ff\ue000-\uffff]/;

function quoted(text: string): string {
  return ESCAPED.test(text) ? JSON.stringify(text) : `"${text}"`;
}

/** In place. Records have a handful of names: moving each to its place costs a fraction of the engine's own sort. */
function sorted(names: string[]): string[] {
  if (names.length > 20) return names.sort();
  for (let i = 1; i < names.length; i++) {
    const name = names[i] as string;
    let at = i;
    for (; at > 0 && (names[at - 1] as string) > name; at--) names[at] = names[at - 1] as string;
    names[at] = name;
  }
  return names;
}

/** The same without sorting: names stay as they were read, numbers keep their text. */
export function stringify(value: Json): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (value instanceof JsonNumber) return value.text;
  if (isArray(value)) return `[${value.map(stringify).join(',')}]`;
  const members = Object.entries(value).map(([name, member]) => `${JSON.stringify(name)}:${stringify(member)}`);
  return `{${members.join(',')}}`;
}
