import { TraceError } from '../error/trace-error.js';
import { parseCode } from '../identifier/parse-code.js';
import { isArray, isObject, type Json } from '../json/json.js';
import type { Budget } from './budget.js';
import { factOf, textOf } from './field-facts.js';
import { LONGEST, type FieldForm, type FieldRule } from './field-rule.js';
import { longest, matchesPattern, type Pattern } from './pattern.js';

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
