import { JsonNumber } from '@suyuan/domain';

/** JSON of a value made here: members that are undefined are left out, numbers read from outside keep their text. */
export function entryText(value: unknown): string {
  if (value instanceof JsonNumber) return value.text;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(entryText).join(',')}]`;
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${entryText(member)}`).join(',')}}`;
}
