import { JsonNumber, isArray, type Json } from './json.js';

/**
 * JSON with the names of every object in code-unit order and no white space: one value, one text (as RFC 8785 §3.2.3
 * sorts). Numbers read from outside keep their text.
 */
export function stringifySorted(value: Json): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (value instanceof JsonNumber) return value.text;
  let text = '';
  if (isArray(value)) {
    for (const item of value) text += `${text === '' ? '[' : ','}${stringifySorted(item)}`;
    return text === '' ? '[]' : `${text}]`;
  }
  for (const name of Object.keys(value).sort()) {
    text += `${text === '' ? '{' : ','}${JSON.stringify(name)}:${stringifySorted(value[name] ?? null)}`;
  }
  return text === '' ? '{}' : `${text}}`;
}

/** The same without sorting: names stay as they were read, numbers keep their text. */
export function stringify(value: Json): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (value instanceof JsonNumber) return value.text;
  if (isArray(value)) return `[${value.map(stringify).join(',')}]`;
  const members = Object.entries(value).map(([name, member]) => `${JSON.stringify(name)}:${stringify(member)}`);
  return `{${members.join(',')}}`;
}
