import { PERIODS } from '../balance/period.js';
import type { JsonObject } from '../json/json.js';
import type { Names } from '../state/records.js';
import { day, flag, list, map, object, optional, patterned, text, whole, word, type Form } from './form.js';
import { stepExtension, stepRule } from './language-steps.js';
import {
  days,
  division,
  fieldName,
  id,
  names,
  roles,
  SCHEME_IDS,
  seconds,
  sources,
  step,
  unit,
  version,
  YEARS,
} from './language-terms.js';
import type {
  Balance,
  CategoryPack,
  Filing,
  InForce,
  LicenceTypes,
  PackExtension,
  PackSource,
  ProductCodes,
  RegisteredProducts,
  Retention,
  StepRule,
} from './pack.js';
import { STEP_NAMES, type Step } from './steps.js';

/* The pack language: what a pack may say, each thing once. The reader and docs/pack.schema.json are both made of it. */

const source = object<PackSource>({ id, zh: text(500), en: optional(text(500)), check: optional(flag) });
const inForce = object<InForce>({ from: day, until: optional(day) });
const products = object<ProductCodes>({
  scheme: id,
  codes: list(patterned([{ of: 'A-Za-z0-9.-', least: 1, most: 40 }], 'A-Z 0-9 . -'), 1, 300),
});
const retention = object<Retention>({ days, afterExpiry: optional(whole(0, YEARS)), sources });
const filing = object<Filing>({ id, names, roles, period: word(PERIODS), dueDay: whole(1, 31), sources });
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
const units = list(unit, 1, 50);
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
