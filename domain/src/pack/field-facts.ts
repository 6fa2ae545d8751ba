import { formatQuantity, isQuantity, parseQuantity, readQuantity } from '../decimal.js';
import { expandName, STANDARD_CONTEXT } from '../epcis/context.js';
import { parseTime } from '../epcis/time.js';
import { SUYUAN_NAMESPACE } from '../identifier/suyuan-urn.js';
import { JsonNumber, type Json } from '../json/json.js';
import type { KeptFacts } from '../state/standing.js';
import { LONGEST, type FieldForm, type FieldRule } from './field-rule.js';

/** Days are days in China: the second with which one begins. */
const CHINA = 8 * 3600;

export function secondsOfDay(text: string): number | undefined {
  const time = text.length === 10 ? parseTime(`${text}T00:00:00Z`) : undefined;
  return time === undefined ? undefined : Math.floor(time / 1000) - CHINA;
}

/** A field's value as conditions know it: text, seconds, millionths; undefined where it is not of the form. */
export function factOf(form: FieldForm | undefined, value: Json | undefined): string | number | bigint | undefined {
  const text = textOf(value);
  if (text === undefined) return undefined;
  switch (form?.is) {
    case 'day':
      return secondsOfDay(text);
    case 'time': {
      const time = parseTime(text);
      return time === undefined ? undefined : Math.floor(time / 1000);
    }
    case 'number':
      return isQuantity(text) ? parseQuantity(text) : undefined;
    default:
      return text.length > LONGEST ? undefined : text;
  }
}

export function textOf(value: Json | undefined): string | undefined {
  if (typeof value === 'string') return value;
  return value instanceof JsonNumber ? value.text : undefined;
}

/** Packs name fields as events do, in the standard's prefixes and ours. */
const PACK_CONTEXT = { prefixes: new Map([...STANDARD_CONTEXT.prefixes, ['suyuan', SUYUAN_NAMESPACE]]) };

/** A field's name as events have it: `{urn:suyuan:}origin`; those of EPCIS itself as they are. */
export function expandField(name: string): string {
  return expandName(PACK_CONTEXT, name) ?? name;
}

/** What an item keeps of its fields, by the names that the rules give them (`as`); undefined where that is nothing. */
export function keptFacts(
  fields: readonly FieldRule[],
  { field }: { readonly field: (name: string) => Json | undefined },
): KeptFacts | undefined {
  const kept: Record<string, KeptFacts[string]> = {};
  for (const { as, form, name } of fields) {
    const value = as === undefined ? undefined : factOf(form, field(expandField(name)));
    if (as === undefined || value === undefined) continue;
    kept[as] = typeof value === 'bigint' ? { amount: formatQuantity(value) } : value;
  }
  return Object.keys(kept).length === 0 ? undefined : kept;
}

/** One of them, as conditions know it; of several records the first that has it. */
export function keptFact(
  name: string,
  ...records: readonly (KeptFacts | undefined)[]
): string | number | bigint | undefined {
  for (const facts of records) {
    if (facts === undefined || !Object.hasOwn(facts, name)) continue;
    const value = facts[name];
    return typeof value === 'object' ? readQuantity(value.amount) : value;
  }
  return undefined;
}
