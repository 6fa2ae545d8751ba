import { explain, TraceError, type Language } from '@suyuan/domain';
import { useState } from 'preact/hooks';
import { useLanguage } from '../ui/language.js';
import { useText, type MemberText } from './text/index.js';

/** Throws a TraceError, or returns a sentence, where a value will not do. */
export type Check = (value: string, all: Readonly<Record<string, string>>) => unknown;

export interface Field {
  readonly name: string;
  readonly value: string;
  readonly problem: string | undefined;
  readonly onInput: (value: string) => void;
  readonly onBlur: () => void;
}

export interface Fields<N extends string> {
  readonly values: Readonly<Record<N, string>>;
  readonly field: (name: N) => Field;
  readonly set: (name: N, value: string) => void;
  /** Checks all of them, shows what is wrong, and moves the focus to the first that is. */
  readonly valid: () => boolean;
}

/** A form's values, each checked where it is left and all together before they are used. */
export function useFields<N extends string>(
  initial: Readonly<Record<N, string>>,
  checks: Readonly<Partial<Record<N, Check>>>,
): Fields<N> {
  const text = useText();
  const { language } = useLanguage();
  const [values, setValues] = useState(initial);
  const [problems, setProblems] = useState<Partial<Record<N, string>>>({});
  const judge = (name: N, value: string): string | undefined =>
    problemOf(checks[name], value, { text, language, all: { ...values, [name]: value } });
  const set = (name: N, value: string): void => {
    setValues((before) => ({ ...before, [name]: value }));
    setProblems((before) => ({ ...before, [name]: undefined }));
  };
  const names = Object.keys(initial) as N[];
  return {
    values,
    set,
    field: (name) => ({
      name,
      value: values[name],
      problem: problems[name],
      onInput: (value) => set(name, value),
      onBlur: () => {
        // An empty field that was merely passed by is no mistake yet.
        if (values[name] !== '') setProblems((before) => ({ ...before, [name]: judge(name, values[name]) }));
      },
    }),
    valid: () => {
      const found: Partial<Record<N, string>> = {};
      for (const name of names) {
        const problem = judge(name, values[name]);
        if (problem !== undefined) found[name] = problem;
      }
      setProblems(found);
      const first = names.find((name) => found[name] !== undefined);
      if (first !== undefined) document.getElementsByName(first)[0]?.focus();
      return first === undefined;
    },
  };
}

interface Asked {
  readonly text: MemberText;
  readonly language: Language;
  /** Values of the whole form. */
  readonly all: Readonly<Record<string, string>>;
}

function problemOf(check: Check | undefined, value: string, { text, language, all }: Asked): string | undefined {
  if (check === undefined) return undefined;
  if (value.trim() === '' && !isOptional(check, all)) return text.fields.required;
  if (value.trim() === '') return undefined;
  try {
    const said = check(value.trim(), all);
    return typeof said === 'string' && said.startsWith(SAYS) ? said.slice(SAYS.length) : undefined;
  } catch (error) {
    if (error instanceof TraceError) return explain(error.code, error.facts, language);
    throw error;
  }
}

/** Marks a sentence, so that a check may also return what it parsed. */
const SAYS = '\u0000';
export function says(sentence: string): string {
  return SAYS + sentence;
}

type Whether = (all: Readonly<Record<string, string>>) => boolean;
const optionals = new WeakMap<Check, Whether>();
/** The same check for a field that may be left empty, always or by what else stands in the form. */
export function optional(check: Check = () => undefined, whether: Whether = () => true): Check {
  const own: Check = (value, all) => check(value, all);
  optionals.set(own, whether);
  return own;
}

function isOptional(check: Check, all: Readonly<Record<string, string>>): boolean {
  return optionals.get(check)?.(all) === true;
}

interface InputProps {
  readonly field: Field;
  readonly label: string;
  readonly hint?: string;
  readonly type?: 'text' | 'date' | 'password';
  readonly mode?: 'numeric' | 'decimal';
  readonly rows?: number;
}

export function Input({ field, label, hint, type = 'text', mode, rows }: InputProps) {
  const { name, value, problem } = field;
  const common = {
    name,
    value,
    autoComplete: type === 'password' ? 'new-password' : 'off',
    spellcheck: false,
    'aria-invalid': problem !== undefined,
    'aria-describedby': `${name}-hint ${name}-problem`,
    onBlur: field.onBlur,
  };
  return (
    <label class="field">
      <span class="label">{label}</span>
      {rows === undefined ? (
        <input
          {...common}
          type={type}
          {...(mode === undefined ? undefined : { inputMode: mode })}
          onInput={(event) => field.onInput(event.currentTarget.value)}
        />
      ) : (
        <textarea {...common} rows={rows} onInput={(event) => field.onInput(event.currentTarget.value)} />
      )}
      {hint === undefined ? null : (
        <span class="hint" id={`${name}-hint`}>
          {hint}
        </span>
      )}
      <span class="problem" id={`${name}-problem`} role="alert">
        {problem}
      </span>
    </label>
  );
}

interface SelectProps {
  readonly field: Field;
  readonly label: string;
  readonly options: readonly (readonly [value: string, text: string])[];
}

export function Select({ field: { name, value, problem, onInput }, label, options }: SelectProps) {
  return (
    <label class="field">
      <span class="label">{label}</span>
      <select
        name={name}
        value={value}
        aria-invalid={problem !== undefined}
        aria-describedby={`${name}-problem`}
        onInput={(event) => onInput(event.currentTarget.value)}
      >
        {options.map(([option, words]) => (
          <option key={option} value={option}>
            {words}
          </option>
        ))}
      </select>
      <span class="problem" id={`${name}-problem`} role="alert">
        {problem}
      </span>
    </label>
  );
}
