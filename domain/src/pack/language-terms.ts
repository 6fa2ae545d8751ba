import { SCHEMES, type SchemeId } from '../identifier/schemes.js';
import { ROLES, type Names } from '../state/records.js';
import { FACT_ROOTS } from './facts.js';
import { list, object, optional, patterned, text, whole, word, type Form } from './form.js';
import type { Segment } from './pattern.js';
import { STEP_NAMES } from './steps.js';

/* Terms of the pack language: names, numbers, and what they may be. */

export const SCHEME_IDS = Object.keys(SCHEMES) as SchemeId[];
export const YEARS = 100 * 366;
export const id = patterned(
  [
    { of: 'a-z', least: 1, most: 1 },
    { of: 'a-z0-9_-', least: 0, most: 39 },
  ],
  'a-z 0-9 _ -',
);
const digits = (least: number, most: number): Segment => ({ of: '0-9', least, most });
const dot: Segment = { of: '.', least: 1, most: 1 };
export const version = patterned([digits(1, 5), dot, digits(1, 5), dot, digits(1, 5)], '1.2.3');
export const division = patterned([digits(6, 6)], 'GB/T 2260');
const role = word(ROLES);
export const roles = list(role, 1, ROLES.length);
export const step = word(STEP_NAMES);
export const ids = list(id, 1, 20);
export const names = object<Names>({ zh: text(), en: optional(text()) });
export const seconds = whole(0, YEARS * 86_400);
export const days = whole(1, YEARS);
export const sources = optional(ids);

export const unit = patterned([{ of: 'A-Z0-9', least: 2, most: 3 }], 'UN/CEFACT Rec. 20');
export const fieldName = patterned([{ of: 'A-Za-z0-9_.:-', least: 1, most: 80 }], 'prefix:name');

export const factName: Form<string> = {
  schema: { type: 'string', pattern: `^(${FACT_ROOTS.join('|')})\\.[A-Za-z0-9_.:-]{1,80}$` },
  read(value, path) {
    const name = text(100).read(value, path);
    const root = FACT_ROOTS.find((each) => name.startsWith(`${each}.`));
    const rest = name.slice((root?.length ?? 0) + 1);
    if (root === undefined) word(FACT_ROOTS).read(name, path);
    patterned([{ of: 'A-Za-z0-9_.:-', least: 1, most: 80 }], `${root ?? ''}.…`).read(rest, path);
    return name;
  },
};
