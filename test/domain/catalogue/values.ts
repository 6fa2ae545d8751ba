import { readFileSync } from 'node:fs';
import { JsonNumber, type CategoryPack, type FieldRule, type Json } from '@suyuan/domain';
import type { Fact } from './terms.js';

interface Vectors {
  readonly valid: readonly { readonly scheme: string; readonly text: string }[];
}

const VECTORS = JSON.parse(
  readFileSync(new URL('../../vectors/identifier-schemes.json', import.meta.url), 'utf8'),
) as Vectors;

/** A code of a scheme, of the frozen vectors. */
export function codeOf(scheme: string, nth = 0): string {
  const found = VECTORS.valid.filter((each) => each.scheme === scheme);
  const { text } = found[nth % Math.max(1, found.length)] ?? {};
  if (text === undefined) throw new Error(`no vector of ${scheme}`);
  return text;
}

/** What only an event as such can have, or a step's own reading asks for. */
export const APART = ['suyuan:category', 'suyuan:product'];

/** A value that a field's form takes; `now` in seconds, `nth` one of several where there are. */
export function goodValue({ name, form }: FieldRule, pack: CategoryPack, now: number, nth: number): Json {
  switch (form?.is) {
    case 'day':
      return dayOf(now + (/expir|due/i.test(name) ? 120 : -1) * 86_400);
    case 'time':
      return new Date(now * 1000).toISOString();
    case 'number':
      return new JsonNumber('0.5');
    case 'one_of':
      return form.values[nth % form.values.length] ?? '';
    case 'identifier':
      return codeOf(form.scheme, name === pack.balance?.substance ? nth % 2 : 0);
    case 'text':
      if (name === 'suyuan:patient') return PATIENTS[nth % PATIENTS.length] ?? '';
      return form.pattern.map(({ of, least }) => (of[0] ?? '').repeat(Math.max(1, least))).join('');
    default:
      return name === 'suyuan:plot' ? 'plot-1' : name.startsWith('bizTransaction.') ? 'urn:suyuan:test:1' : '某某';
  }
}

/** 256 bits of a commitment, base64url. */
export const PATIENTS = ['A'.repeat(42) + 'A', 'B'.repeat(42) + 'A'];

/** One that it does not take; undefined where it takes any. */
export function badValue({ form }: FieldRule): Json | undefined {
  switch (form?.is) {
    case 'day':
      return '2026-02-30';
    case 'time':
    case 'number':
      return '若干';
    case 'one_of':
    case 'identifier':
      return 'nothing of the kind';
    case 'text':
      return '？';
    default:
      return undefined;
  }
}

/** `YYYY-MM-DD` of China, as fields have it. */
export function dayOf(seconds: number): string {
  return new Date((seconds + 8 * 3600) * 1000).toISOString().slice(0, 10);
}

/** What conditions take a value for: days are their first second in China, numbers millionths. */
export function factOf({ form }: FieldRule, value: Json | undefined): Fact | undefined {
  if (value === undefined) return undefined;
  if (value instanceof JsonNumber)
    return form?.is === 'number' ? BigInt(Math.round(Number(value.text) * 1e6)) : value.text;
  if (typeof value !== 'string') return undefined;
  if (form?.is === 'day') {
    const time = Date.parse(`${value}T00:00:00+08:00`) / 1000;
    return dayOf(time) === value ? time : undefined;
  }
  if (form?.is === 'time') return Math.floor(Date.parse(value) / 1000);
  return form?.is === 'number' ? undefined : value;
}
