import { isQuantity, parseQuantity } from '../decimal.js';
import { expandName, STANDARD_CONTEXT } from '../epcis/context.js';
import { parseTime } from '../epcis/time.js';
import { TraceError } from '../error/trace-error.js';
import { parseCode } from '../identifier/parse-code.js';
import type { SchemeId } from '../identifier/schemes.js';
import { SUYUAN_NAMESPACE } from '../identifier/suyuan-urn.js';
import { JsonNumber, isArray, isObject, type Json } from '../json/json.js';
import type { Names } from '../state/records.js';
import type { Budget } from './budget.js';
import { longest, matchesPattern, type Pattern } from './pattern.js';
import type { Sourced } from './pack.js';

/** To whom a field's value is shown: everybody, the parties of the event, regulators alone, or (withheld) nobody here. */
export const DISCLOSURES = ['public', 'party', 'regulator', 'nobody'] as const;
export type Disclosure = (typeof DISCLOSURES)[number];

/** What a field's value must be; any that is not empty where a rule does not say. */
export type FieldForm =
  | { readonly is: 'text'; readonly pattern: Pattern }
  | { readonly is: 'day' | 'time' | 'number' }
  | { readonly is: 'one_of'; readonly values: readonly string[] }
  /** By an identifier scheme of domain/src/identifier. */
  | { readonly is: 'identifier'; readonly scheme: SchemeId };

/** What an event says beside what EPCIS itself asks: in `ilmd`, or as an extension of the event. */
export interface FieldRule extends Sourced {
  /** `suyuan:origin`, `cbvmda:itemExpirationDate`; or of EPCIS itself: `readPoint`, `bizTransaction.inv`, … */
  readonly name: string;
  readonly names: Names;
  readonly form?: FieldForm;
  /** It may be left out, but where it stands it must be of the form. */
  readonly optional?: boolean;
  readonly disclosure: Disclosure;
  /** The item keeps it: later conditions know it as `item.<as>`, days and times in seconds. */
  readonly as?: string;
}

/** Longest text that a form looks at; a longer one is refused unread. */
const LONGEST = 200;

export function checkField({ name, form, optional }: FieldRule, value: Json | undefined, budget: Budget): void {
  budget.spend(1);
  if (isEmpty(value)) {
    if (optional === true) return;
    throw new TraceError('FIELD_MISSING', { path: name });
  }
  // A withheld value is shown to whom it concerns: what stands here is its digest.
  if (form === undefined) return;
  const text = textOf(value);
  if (text === undefined || text.length > LONGEST)
    throw new TraceError('FIELD_TYPE', { path: name, expected: form.is });
  budget.spend(text.length);
  checkForm(form, text, name);
}

function checkForm(form: FieldForm, text: string, path: string): void {
  switch (form.is) {
    case 'text':
      if (!matchesPattern(form.pattern, text)) {
        throw new TraceError('FIELD_VALUE', { path, value: text, allowed: describe(form.pattern) });
      }
      return;
    case 'one_of':
      if (!form.values.includes(text)) throw new TraceError('FIELD_VALUE', { path, value: text, allowed: form.values });
      return;
    case 'identifier':
      parseCode(form.scheme, text, { path });
      return;
    case 'day':
    case 'time':
    case 'number':
      if (factOf(form, text) === undefined) {
        throw new TraceError('FIELD_TYPE', { path, expected: form.is === 'day' ? 'YYYY-MM-DD' : form.is });
      }
  }
}

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

function textOf(value: Json | undefined): string | undefined {
  if (typeof value === 'string') return value;
  return value instanceof JsonNumber ? value.text : undefined;
}

function isEmpty(value: Json | undefined): boolean {
  if (value === undefined || value === null || value === '') return true;
  return isArray(value) ? value.length === 0 : isObject(value) && Object.keys(value).length === 0;
}

function describe(pattern: Pattern): string {
  return pattern.map(({ of, least, most }) => `[${of}]{${least === most ? least : `${least},${most}`}}`).join('');
}

/** What checking it costs at most. */
export function costOfField({ form }: FieldRule): number {
  return 1 + (form === undefined ? 0 : form.is === 'text' ? Math.min(LONGEST, longest(form.pattern)) : LONGEST);
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
): Readonly<Record<string, string | number>> | undefined {
  const kept: Record<string, string | number> = {};
  for (const { as, form, name } of fields) {
    const value = as === undefined ? undefined : factOf(form, field(expandField(name)));
    if (as !== undefined && value !== undefined && typeof value !== 'bigint') kept[as] = value;
  }
  return Object.keys(kept).length === 0 ? undefined : kept;
}
