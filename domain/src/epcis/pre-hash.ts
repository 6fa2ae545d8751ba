import { TraceError } from '../error/trace-error.js';
import { findIdentifier } from '../identifier/parse-identifier.js';
import { JsonNumber, isArray, isObject, type Json } from '../json/json.js';
import type { Extensions } from './event.js';
import { canonicalNumber } from './number.js';
import {
  BIZ_STEP,
  BIZ_TRANSACTION_TYPE,
  DISPOSITION,
  ERROR_REASON,
  SOURCE_DESTINATION_TYPE,
  readWord,
  wordUri,
} from './vocabulary.js';

/** Comments say nothing of the event. */
const COMMENT = '{http://www.w3.org/2000/01/rdf-schema#}comment';

/** Strings in the order of their code points (CBV 2.0 §8.9.2, rule 10), joined. */
export function sortedText(parts: readonly string[]): string {
  if (parts.length === 1) return parts[0] ?? '';
  return [...parts].sort(compareCodePoints).join('');
}

/** JavaScript's own order is by UTF-16 unit, which puts what needs two of them before U+E000. */
export function compareCodePoints(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const [x, y] = [a.charCodeAt(i), b.charCodeAt(i)];
    if (x === y) continue;
    const [xPair, yPair] = [x >= 0xd800 && x <= 0xdfff, y >= 0xd800 && y <= 0xdfff];
    return xPair === yPair ? x - y : xPair ? 1 : -1;
  }
  return a.length - b.length;
}

/** Extensions, `{namespace}name=value` or with what they hold instead of a value, sorted (rules on ILMD and extensions). */
export function extensionText(extensions: Extensions): string {
  if (extensions.size === 0) return '';
  const parts: string[] = [];
  for (const [name, value] of extensions) addParts(parts, name, value);
  return sortedText(parts);
}

/** A list is its name as often as it has members. */
function addParts(parts: string[], name: string, value: Json): void {
  if (name === COMMENT) return;
  if (isArray(value)) for (const item of value) addParts(parts, name, item);
  else if (isObject(value)) {
    const inner: string[] = [];
    for (const member of Object.keys(value)) addParts(inner, member, value[member] ?? null);
    parts.push(name + sortedText(inner));
  } else {
    const text = scalarText(value);
    parts.push(text === '' ? name : `${name}=${text}`);
  }
}

function scalarText(value: null | boolean | number | string | JsonNumber): string {
  if (value === null) return '';
  if (value instanceof JsonNumber) return canonicalNumber(value.text) ?? value.text;
  return typeof value === 'string' ? valueText(value) : String(value);
}

/** A text in its one form: trimmed, GS1 identifiers canonical, CBV words of the older URNs as GS1 web URIs. */
export function valueText(text: string): string {
  const value = text.trim();
  if (value.startsWith('urn:epcglobal:cbv:')) return cbvUri(value);
  if (!value.startsWith('urn:epc:') && !value.startsWith('http')) return value;
  try {
    return findIdentifier(value)?.canonical ?? value;
  } catch (error) {
    // An extension may hold anything: what is no valid identifier stays as it was written.
    if (error instanceof TraceError) return value;
    throw error;
  }
}

function cbvUri(value: string): string {
  for (const vocabulary of [BIZ_STEP, DISPOSITION, BIZ_TRANSACTION_TYPE, SOURCE_DESTINATION_TYPE, ERROR_REASON]) {
    const stem = vocabulary.urn;
    if (stem === undefined || !value.startsWith(stem)) continue;
    const word = readWord(vocabulary, value);
    return word === undefined ? value : wordUri(vocabulary, word);
  }
  return value;
}
