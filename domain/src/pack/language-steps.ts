import { ROLES } from '../state/records.js';
import { DISCLOSURES, type FieldForm, type FieldRule } from './field-rule.js';
import { flag, list, object, optional, patterned, text, variants, whole, word } from './form.js';
import { condition, test } from './language-conditions.js';
import {
  days,
  factName,
  fieldName,
  id,
  ids,
  names,
  roles,
  SCHEME_IDS,
  seconds,
  sources,
  unit,
} from './language-terms.js';
import type {
  CertificateRequirement,
  ItemRules,
  LicenceRequirement,
  SensorLimit,
  StepExtension,
  StepRule,
  Yield,
  YieldAcross,
} from './pack.js';
import type { Segment } from './pattern.js';

/* How the pack language writes a step's rules: what its event says, which vouchers and licences it takes, what bounds it. */

const segment = object<Segment>({ of: text(80), least: whole(0, 200), most: whole(1, 200) });
const fieldForm = variants<FieldForm>('is', [
  [['text'], object<FieldForm & { is: 'text' }>({ is: word(['text']), pattern: list(segment, 1, 20) })],
  [
    ['day', 'time', 'number'],
    object<Exclude<FieldForm, { pattern: unknown } | { values: unknown } | { scheme: unknown }>>({
      is: word(['day', 'time', 'number']),
    }),
  ],
  [['one_of'], object<FieldForm & { is: 'one_of' }>({ is: word(['one_of']), values: list(text(), 1, 200) })],
  [['identifier'], object<FieldForm & { is: 'identifier' }>({ is: word(['identifier']), scheme: word(SCHEME_IDS) })],
]);

const field = object<FieldRule>({
  name: fieldName,
  names,
  form: optional(fieldForm),
  optional: optional(flag),
  disclosure: word(DISCLOSURES),
  as: optional(id),
  sources,
});

const requirement = object<CertificateRequirement>({
  type: id,
  issuer: word(['maker', ...ROLES] as const),
  result: optional(word(['pass', 'any'] as const)),
  maxAge: optional(days),
  sources,
});

const licence = object<LicenceRequirement>({
  type: id,
  of: word(['signer', 'to'] as const),
  for: optional(roles),
  scope: optional(factName),
  includes: optional(text(80)),
  unless: optional(list(test, 1, 10)),
  sources,
});

const across = object<YieldAcross>({ from: unit, to: unit, most: whole(0, 1e15) });
const bounds = object<Yield>({
  least: whole(0, 1e12),
  most: whole(0, 1e12),
  across: optional(list(across, 1, 20)),
  sources,
});

const sensor = object<SensorLimit>({
  type: patterned([{ of: 'A-Za-z', least: 1, most: 60 }], 'GS1 measurement type'),
  uom: unit,
  least: optional(whole(-1e12, 1e12)),
  most: optional(whole(-1e12, 1e12)),
  release: optional(id),
  sources,
});

const itemRules = {
  certificates: optional(list(requirement, 1, 20)),
  licences: optional(list(licence, 1, 20)),
  conditions: optional(list(condition, 1, 30)),
};

/** Members that a national rule and a local one have in common. */
const common = {
  to: optional(roles),
  fields: optional(list(field, 1, 50)),
  ...itemRules,
  inputs: optional(object<ItemRules>(itemRules)),
  from: optional(ids),
  deadline: optional(seconds),
  signatures: optional(whole(1, 5)),
  yield: optional(bounds),
  sensors: optional(list(sensor, 1, 10)),
  sources,
};

export const stepRule = object<StepRule>({ roles, ...common, state: optional(id) });
export const stepExtension = object<StepExtension>({ roles: optional(roles), ...common });
