import { parseRecord } from '../json/parse.js';

/** Registers, and what is written once: read by capture after capture, and nearly always the same. */
const LASTING: ReadonlySet<string> = new Set([
  'ledger',
  'participant',
  'key',
  'gln',
  'prefix',
  'licence',
  'product',
  'category',
  'extensions',
  'certificate',
  'stops',
  'lot',
]);
/** Records kept; a category's, with its pack, is some ten thousand characters long. */
const MOST = 5000;

const kept = new Map<string, { readonly json: string; readonly record: object }>();

/**
 * The record that a state value is. One that was read before, under this key and with this very text, is given again:
 * records are never changed in place, and so whoever has read it before cannot tell (nor does any outcome depend on it).
 */
export function readRecord(key: string, json: string): object {
  const slash = key.indexOf('/');
  if (!LASTING.has(slash === -1 ? key : key.slice(0, slash))) return parseRecord(json) as object;
  const known = kept.get(key);
  if (known?.json === json) return known.record;
  const record = parseRecord(json) as object;
  if (kept.size >= MOST) kept.delete(kept.keys().next().value ?? '');
  kept.set(key, { json, record });
  return record;
}
