import { SCHEMES, type SchemeId } from '../identifier/schemes.js';
import type { JsonObject } from '../json/json.js';
import { ROLES, type Names } from '../state/records.js';
import { COMPARISONS, CONDITION_CODES, type Condition, type Operand, type Test } from './conditions.js';
import { FACT_ROOTS } from './facts.js';
import { DISCLOSURES, type FieldForm, type FieldRule } from './field-rule.js';
import {
  day,
  either,
  flag,
  list,
  map,
  object,
  optional,
  patterned,
  text,
  variants,
  whole,
  word,
  type Form,
} from './form.js';
import type {
  Balance,
  CategoryPack,
  CertificateRequirement,
  Filing,
  InForce,
  LicenceRequirement,
  LicenceTypes,
  PackExtension,
  ProductCodes,
  RegisteredProducts,
  Retention,
  SensorLimit,
  PackSource,
  StepExtension,
  StepRule,
  Yield,
  YieldAcross,
} from './pack.js';
import type { Segment } from './pattern.js';
import { STEP_NAMES, type Step } from './steps.js';

/* The pack language: what a pack may say, each thing once. The reader and docs/pack.schema.json are both made of it. */

const SCHEME_IDS = Object.keys(SCHEMES) as SchemeId[];
const YEARS = 100 * 366;
const id = patterned(
  [
    { of: 'a-z', least: 1, most: 1 },
    { of: 'a-z0-9_-', least: 0, most: 39 },
  ],
  'a-z 0-9 _ -',
);
const digits = (least: number, most: number): Segment => ({ of: '0-9', least, most });
const dot: Segment = { of: '.', least: 1, most: 1 };
const version = patterned([digits(1, 5), dot, digits(1, 5), dot, digits(1, 5)], '1.2.3');
const division = patterned([digits(6, 6)], 'GB/T 2260');
const role = word(ROLES);
const roles = list(role, 1, ROLES.length);
const step = word(STEP_NAMES);
const ids = list(id, 1, 20);
const names = object<Names>({ zh: text(), en: optional(text()) });
const seconds = whole(0, YEARS * 86_400);
const days = whole(1, YEARS);
const sources = optional(ids);

const factName: Form<string> = {
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
const test = variants<Test>('is', [
  [['known', 'unknown'], presence],
  [COMPARISONS, compared],
  [['one_of', 'none_of'], listed],
]);

const condition = object<Condition>({
  id,
  names,
  when: optional(list(test, 1, 10)),
  any: list(test, 1, 10),
  code: optional(word(CONDITION_CODES)),
  sources,
});

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
  name: patterned([{ of: 'A-Za-z0-9_.:-', least: 1, most: 80 }], 'prefix:name'),
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

const unit = patterned([{ of: 'A-Z0-9', least: 2, most: 3 }], 'UN/CEFACT Rec. 20');
const across = object<YieldAcross>({ from: unit, to: unit, most: whole(0, 1e15) });
const bounds = object<Yield>({
  least: whole(0, 1e12),
  most: whole(0, 1e12),
  across: optional(list(across, 1, 20)),
  sources,
});

const sensor = object<SensorLimit>({
  type: patterned([{ of: 'A-Za-z', least: 1, most: 60 }], 'GS1 measurement type'),
  uom: patterned([{ of: 'A-Z0-9', least: 2, most: 3 }], 'UN/CEFACT Rec. 20'),
  least: optional(whole(-1e12, 1e12)),
  most: optional(whole(-1e12, 1e12)),
  release: optional(id),
  sources,
});

/** Members that a national rule and a local one have in common. */
const common = {
  to: optional(roles),
  fields: optional(list(field, 1, 50)),
  certificates: optional(list(requirement, 1, 20)),
  licences: optional(list(licence, 1, 20)),
  conditions: optional(list(condition, 1, 30)),
  from: optional(ids),
  deadline: optional(seconds),
  signatures: optional(whole(1, 5)),
  yield: optional(bounds),
  sensors: optional(list(sensor, 1, 10)),
  sources,
};

const stepRule = object<StepRule>({ roles, ...common, state: optional(id) });
const stepExtension = object<StepExtension>({ roles: optional(roles), ...common });

const source = object<PackSource>({ id, zh: text(500), en: optional(text(500)), check: optional(flag) });
const inForce = object<InForce>({ from: day, until: optional(day) });
const products = object<ProductCodes>({
  scheme: id,
  codes: list(patterned([{ of: 'A-Za-z0-9.-', least: 1, most: 40 }], 'A-Z 0-9 . -'), 1, 300),
});
const retention = object<Retention>({ days, afterExpiry: optional(whole(0, YEARS)), sources });
const PERIODS = ['month', 'quarter', 'year'] as const;
const filing = object<Filing>({ id, names, roles, period: word(PERIODS), dueDay: whole(1, 31), sources });
const fieldName = patterned([{ of: 'A-Za-z0-9_.:-', least: 1, most: 80 }], 'prefix:name');
const balance = object<Balance>({
  substance: fieldName,
  factor: optional(fieldName),
  period: word(PERIODS),
  quota: optional(list(step, 1, 10)),
  sources,
});
const certificates = map(id, object<{ names: Names; issuers: StepRule['roles'] }>({ names, issuers: roles }), 50);
const licences = map(id, object<LicenceTypes[string]>({ names, scheme: optional(word(SCHEME_IDS)) }), 50);
const registeredProducts = object<RegisteredProducts>({ approval: fieldName, sources });
const units = list(patterned([{ of: 'A-Z0-9', least: 2, most: 3 }], 'UN/CEFACT Rec. 20'), 1, 50);
const steps = <T>(rule: Form<T>): Form<Readonly<Partial<Record<Step, T>>>> => map(step, rule, STEP_NAMES.length);

export const PACK = object<CategoryPack>({
  id,
  version,
  tier: word(['key', 'encouraged'] as const),
  names,
  inForce,
  products: optional(list(products, 1, 10)),
  sources: list(source, 1, 100),
  granularity: word(['lot', 'unit', 'mass'] as const),
  units,
  states: optional(map(id, names, 50)),
  steps: steps(stepRule),
  certificates,
  licences: optional(licences),
  registeredProducts: optional(registeredProducts),
  stopOnFailure: flag,
  maxAge: seconds,
  late: seconds,
  retention,
  filings: optional(list(filing, 1, 20)),
  balance: optional(balance),
  inTransit: optional(word(['as_shipped', 'at_once'] as const)),
});

export const EXTENSION = object<PackExtension>({
  id,
  extends: id,
  version,
  division,
  names,
  inForce,
  sources: list(source, 1, 100),
  units: optional(units),
  certificates: optional(certificates),
  licences: optional(licences),
  steps: optional(steps(stepExtension)),
  stopOnFailure: optional(flag),
  maxAge: optional(seconds),
  late: optional(seconds),
  retention: optional(retention),
});

/** docs/pack.schema.json: the language for programs of others. References within a pack are checked by the reader alone. */
export function packSchema(): JsonObject {
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    $id: 'urn:suyuan:schema:pack',
    title: 'Suyuan category pack, and local extension of one',
    definitions: { pack: PACK.schema, extension: EXTENSION.schema },
    oneOf: [{ $ref: '#/definitions/pack' }, { $ref: '#/definitions/extension' }],
  };
}
