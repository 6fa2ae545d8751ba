import { COMPARISONS, CONDITION_CODES, type Condition, type Operand, type Test } from './conditions.js';
import { either, list, object, optional, text, variants, whole, word, type Form } from './form.js';
import { factName, id, names, sources } from './language-terms.js';

/* How the pack language writes conditions: facts, compared. */

const shifted = object<Exclude<Operand, string | number>>({ fact: factName, plus: optional(whole(-1e12, 1e12)) });
const constant = either<string, number>(text(), (value) => typeof value === 'string', whole(-1e12, 1e12));
const operand: Form<Operand> = either<Operand, Operand>(
  shifted,
  (value) => typeof value === 'object' && value !== null && 'fact' in value,
  constant,
);

const compared: Form<Extract<Test, { than: Operand }>> = object({
  fact: factName,
  is: word(COMPARISONS),
  than: operand,
});
const listed: Form<Extract<Test, { values: readonly string[] }>> = object({
  fact: factName,
  is: word(['one_of', 'none_of'] as const),
  values: list(text(), 1, 100),
});
const presence: Form<Exclude<Test, { than: Operand } | { values: readonly string[] }>> = object({
  fact: factName,
  is: word(['known', 'unknown'] as const),
});
export const test = variants<Test>('is', [
  [['known', 'unknown'], presence],
  [COMPARISONS, compared],
  [['one_of', 'none_of'], listed],
]);

export const condition = object<Condition>({
  id,
  names,
  when: optional(list(test, 1, 10)),
  any: list(test, 1, 10),
  code: optional(word(CONDITION_CODES)),
  sources,
});
