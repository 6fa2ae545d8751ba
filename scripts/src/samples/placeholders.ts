import { entryUrn, isArray, isObject, JsonNumber, type Json } from '@suyuan/domain';

/** What placeholders of a sample are filled from. */
export interface Occasion {
  /** The moment of the run. */
  readonly now: Date;
  /** The document that a step has on the ledger. Throws where that step is none, or not yet done. */
  readonly documentOf: (step: string) => string;
}

const CHINA = 8 * 3600_000;
const DAY = 86_400_000;

/**
 * Fills `{{-2d 07:40}}` (a time that day in China), `{{-2d}}` (the day), `{{year}}` (this one) and `{{entry ship-fuji 0}}` (the URN of that
 * entry of the document in which the step is recorded). A placeholder is a whole text, never part of one.
 */
export function fill(value: Json, occasion: Occasion): Json {
  if (typeof value === 'string') return fillText(value, occasion);
  if (isArray(value)) return value.map((item) => fill(item, occasion));
  if (!isObject(value) || value instanceof JsonNumber) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, fill(member, occasion)]));
}

function fillText(text: string, { now, documentOf }: Occasion): string {
  const inner = /^\{\{(.*)\}\}$/.exec(text)?.[1];
  if (inner === undefined) return text;
  const [, days, time] = /^([+-][0-9]+)d(?: ([0-2][0-9]:[0-5][0-9]))?$/.exec(inner) ?? [];
  if (days !== undefined) {
    const day = new Date(now.getTime() + CHINA + Number(days) * DAY).toISOString().slice(0, 10);
    return time === undefined ? day : `${day}T${time}:00+08:00`;
  }
  if (inner === 'year') return new Date(now.getTime() + CHINA).toISOString().slice(0, 4);
  const [, step, index = '0'] = /^entry ([a-z0-9-]+)(?: ([0-9]+))?$/.exec(inner) ?? [];
  if (step === undefined) throw new Error(`no such placeholder: ${text}`);
  return entryUrn(documentOf(step), Number(index));
}
