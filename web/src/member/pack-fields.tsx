import {
  Budget,
  checkField,
  JsonNumber,
  matchesPattern,
  type FieldAnswer,
  type Json,
  type JsonObject,
} from '@suyuan/domain';
import { nameIn } from '../ui/format.js';
import { useLanguage } from '../ui/language.js';
import { Input, optional, says, Select, type Check, type Field } from './fields.js';
import { useText, type MemberText } from './text/index.js';

/** Fields that a form asks for in a way of its own. */
const OWN: ReadonlySet<string> = new Set(['suyuan:category', 'suyuan:product']);

/** What a category's rules ask of an event's own words; what EPCIS itself has a place for is left out. */
export function fieldsOf(fields: readonly FieldAnswer[]): readonly FieldAnswer[] {
  return fields.filter(({ name }) => name.includes(':') && !OWN.has(name));
}

/** The input of a field: `suyuan:origin` → `ilmd-suyuan-origin`. */
export function inputName({ name }: FieldAnswer): string {
  return `ilmd-${name.replace(':', '-')}`;
}

/** Judged by the ledger's own rule, which says itself what is wrong; where that is a pattern, what is allowed. */
export function checkOf(field: FieldAnswer, text: MemberText): Check {
  const { form } = field;
  const check: Check = (value) => {
    if (form?.is === 'day' && !/^\d{4}-\d\d-\d\d$/.test(value)) return says(text.fields.day);
    if (form?.is === 'text' && !matchesPattern(form.pattern, value)) {
      return says(text.fields.pattern(form.pattern.map(({ of, least, most }) => `[${of}]{${least},${most}}`).join('')));
    }
    checkField(field, value, new Budget());
    return undefined;
  };
  return field.optional === true ? optional(check) : check;
}

/** What was filled in, as the event has it: numbers as they were written. */
export function ilmdOf(fields: readonly FieldAnswer[], values: Readonly<Record<string, string>>): JsonObject {
  const members = fields.flatMap((field): [string, Json][] => {
    const value = (values[inputName(field)] ?? '').trim();
    if (value === '') return [];
    return [[field.name, field.form?.is === 'number' ? new JsonNumber(value) : value]];
  });
  return Object.fromEntries(members);
}

interface PackFieldsProps {
  readonly fields: readonly FieldAnswer[];
  readonly field: (name: string) => Field;
}

/** An input each, with to whom its value is shown. */
export function PackFields({ fields, field }: PackFieldsProps) {
  const text = useText();
  const { language } = useLanguage();
  return (
    <>
      {fields.map((rule) => {
        const { names, form, disclosure } = rule;
        const label = nameIn(names, language) + (rule.optional === true ? text.optional : '');
        const input = field(inputName(rule));
        if (form?.is === 'one_of') {
          const options = form.values.map((value) => [value, value] as const);
          return <Select key={rule.name} field={input} label={label} options={[['', text.ship.choose], ...options]} />;
        }
        const hint = text.fields.disclosure[disclosure];
        return (
          <Input
            key={rule.name}
            field={input}
            label={label}
            {...(hint === undefined ? undefined : { hint })}
            {...(form?.is === 'day' ? { type: 'date' as const } : undefined)}
            {...(form?.is === 'number' ? { mode: 'decimal' as const } : undefined)}
          />
        );
      })}
    </>
  );
}
