import { TraceError } from '../error/trace-error.js';
import type { Json } from '../json/json.js';
import { STEP_COST } from './budget.js';
import { costOf } from './conditions.js';
import type { FieldRule } from './field-rule.js';
import { costOfField } from './fields.js';
import { EXTENSION, PACK } from './language.js';
import type {
  CategoryPack,
  ItemRules,
  LicenceRequirement,
  PackExtension,
  PackSource,
  RegisteredProducts,
  Sourced,
  StepExtension,
} from './pack.js';
import { checkPattern } from './pattern.js';

/** A category pack from outside: every member known, every reference inside it good. Throws what forms throw, PACK_INCONSISTENT, RULE_BUDGET. */
export function readPack(value: Json): CategoryPack {
  const pack = PACK.read(value, '');
  const defined = { certificates: pack.certificates, licences: pack.licences ?? {}, states: pack.states ?? {} };
  checkSources(pack.sources, [pack.retention, pack.balance ?? {}, ...(pack.filings ?? [])]);
  for (const [step, rule] of Object.entries(pack.steps)) {
    checkStep(rule, `steps.${step}`, pack.sources, defined);
    if (rule.state !== undefined) requireOne(rule.state, defined.states, `steps.${step}.state`);
  }
  for (const step of pack.balance?.quota ?? []) requireOne(step, pack.steps, 'balance.quota');
  if (pack.registeredProducts !== undefined) checkRegistered(pack, pack.registeredProducts);
  checkDays(pack.inForce);
  return pack;
}

/** The field with the approval is one that every lot of the category must have. */
function checkRegistered({ steps, sources }: CategoryPack, registered: RegisteredProducts): void {
  checkSources(sources, [registered]);
  for (const [step, rule] of [
    ['commissioning', steps.commissioning],
    ['transforming', steps.transforming],
  ] as const) {
    if (rule === undefined) continue;
    const field = rule.fields?.find(({ name }) => name === registered.approval);
    if (field === undefined || field.optional === true) inconsistent(`steps.${step}.fields`, registered.approval);
  }
}

/** A local extension from outside. What it builds on is its national pack's to say: `loosenings`. */
export function readExtension(value: Json): PackExtension {
  const extension = EXTENSION.read(value, '');
  checkDays(extension.inForce);
  checkSources(extension.sources, [extension.retention ?? {}]);
  for (const [step, rule] of Object.entries(extension.steps ?? {})) checkStep(rule, `steps.${step}`, extension.sources);
  return extension;
}

/** What rules may name; an extension names what its national pack defines too, so that it is checked later. */
export interface Defined {
  readonly certificates: object;
  readonly licences: object;
  readonly states: object;
}

export function checkReferences(rule: StepExtension, path: string, defined: Defined): void {
  checkItemReferences(rule, path, defined);
  checkItemReferences(rule.inputs ?? {}, `${path}.inputs`, defined);
  for (const { release } of rule.sensors ?? []) {
    if (release !== undefined) requireOne(release, defined.certificates, `${path}.sensors`);
  }
  for (const state of rule.from ?? []) requireOne(state, defined.states, `${path}.from`);
}

function checkItemReferences({ certificates = [], licences = [] }: ItemRules, path: string, defined: Defined): void {
  for (const { type } of certificates) requireOne(type, defined.certificates, `${path}.certificates`);
  for (const { type } of licences) requireOne(type, defined.licences, `${path}.licences`);
}

/** A condition may ask for a field that the same step has a rule for, and so a form. */
function checkFieldFacts({ fields = [], conditions = [], inputs = {} }: StepExtension, path: string): void {
  const known = new Set(fields.map(({ name }) => `field.${name}`));
  for (const { id, when = [], any } of [...conditions, ...(inputs.conditions ?? [])]) {
    for (const { fact } of [...when, ...any]) {
      if (fact.startsWith('field.') && !known.has(fact)) inconsistent(`${path}.conditions.${id}`, fact);
    }
  }
}

function checkStep(rule: StepExtension, path: string, sources: readonly PackSource[], defined?: Defined): void {
  if (defined !== undefined) {
    checkReferences(rule, path, defined);
    checkFieldFacts(rule, path);
  }
  const { fields = [], sensors = [], inputs } = rule;
  if (inputs !== undefined && path !== 'steps.transforming') inconsistent(path, 'inputs');
  const licences = [...(rule.licences ?? []), ...(inputs?.licences ?? [])];
  const conditions = [...(rule.conditions ?? []), ...(inputs?.conditions ?? [])];
  const certificates = [...(rule.certificates ?? []), ...(inputs?.certificates ?? [])];
  checkSources(sources, [rule, rule.yield ?? {}, ...fields, ...certificates, ...licences, ...conditions, ...sensors]);
  for (const field of fields) checkField(field, `${path}.fields.${field.name}`);
  for (const licence of licences) checkLicenceFacts(licence, `${path}.licences.${licence.type}`);
  if (rule.yield !== undefined && rule.yield.most < rule.yield.least) inconsistent(`${path}.yield`, rule.yield.most);
  for (const { least, most } of sensors) {
    if (least !== undefined && most !== undefined && most < least) inconsistent(`${path}.sensors`, most);
  }
  const cost =
    fields.reduce((sum, field) => sum + costOfField(field), 0) +
    conditions.reduce((sum, each) => sum + costOf(each), 0) +
    licences.reduce((sum, { unless = [] }) => sum + costOf({ any: unless }), 0);
  if (cost > STEP_COST) throw new TraceError('RULE_BUDGET', { path, most: STEP_COST });
}

/** Licences go by what is known of the item: an event's field has a form of each authority's. */
function checkLicenceFacts({ scope, unless = [] }: LicenceRequirement, path: string): void {
  for (const fact of [scope ?? '', ...unless.map((each) => each.fact)]) {
    if (fact.startsWith('field.')) inconsistent(path, fact);
  }
}

function checkField({ form }: FieldRule, path: string): void {
  if (form?.is === 'text') checkPattern(form.pattern, path);
}

function checkSources(sources: readonly PackSource[], rules: readonly Sourced[]): void {
  const known = new Set(sources.map(({ id }) => id));
  if (known.size < sources.length) inconsistent('sources', sources.map(({ id }) => id).join(' '));
  for (const { sources: named = [] } of rules) {
    for (const id of named) if (!known.has(id)) inconsistent('sources', id);
  }
}

function checkDays({ from, until }: CategoryPack['inForce']): void {
  if (until !== undefined && until < from) inconsistent('inForce.until', until);
}

function requireOne(name: string, all: object, path: string): void {
  if (!Object.hasOwn(all, name)) inconsistent(path, name);
}

function inconsistent(path: string, value: string | number): never {
  throw new TraceError('PACK_INCONSISTENT', { path, value: String(value) });
}

/** Whether `a` is above `b`, as semantic versions go. Both are well formed. */
export function isAbove(a: string, b: string): boolean {
  const [left, right] = [a, b].map((version) => version.split('.').map(Number));
  for (let i = 0; i < 3; i++) {
    const difference = (left?.[i] ?? 0) - (right?.[i] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return false;
}
