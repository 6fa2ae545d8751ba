import { JsonNumber, type Json } from '../json/json.js';
import { stringify } from '../json/stringify.js';
import { CODES, type Code } from './codes.js';
import type { Facts } from './trace-error.js';

export type Language = 'zh' | 'en';

/** The sentence of a code with its facts filled in; a fact that is missing shows as `?`. */
export function explain(code: Code, facts: Facts, language: Language): string {
  return fillSentence(CODES[code][language], facts);
}

/** A sentence with each `{fact}` in it filled in. */
export function fillSentence(sentence: string, facts: Facts): string {
  return sentence.replace(/\{([a-zA-Z]+)\}/g, (_, name: string) => show(facts[name]));
}

function show(value: Json | undefined): string {
  if (value === undefined) return '?';
  if (typeof value === 'string') return value;
  if (value instanceof JsonNumber) return value.text;
  return Array.isArray(value) ? value.map(show).join(', ') : stringify(value);
}
