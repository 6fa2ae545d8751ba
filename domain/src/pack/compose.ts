import type { EntryRef } from '../state/keys.js';
import type { Condition } from './conditions.js';
import { expandField } from './field-facts.js';
import type { FieldRule } from './field-rule.js';
import {
  CONSERVED,
  type CategoryPack,
  type CertificateRequirement,
  type ItemRules,
  type LicenceRequirement,
  type PackExtension,
  type StepExtension,
  type StepRule,
  type Yield,
} from './pack.js';
import type { Step } from './steps.js';

/** A field rule with its name as events have it: `{urn:suyuan:}origin`. */
export interface EffectiveField extends FieldRule {
  readonly expanded: string;
}

export interface EffectiveCondition extends Condition {
  /** Of its own author and the national pack: two authorities may give one field two forms. */
  readonly knows: readonly EffectiveField[];
}

/** What all authorities together ask of an item. */
export interface EffectiveItemRules extends ItemRules {
  readonly certificates: readonly CertificateRequirement[];
  readonly licences: readonly LicenceRequirement[];
  readonly conditions: readonly EffectiveCondition[];
  /** States of the item in which it may be done, by each authority that says so. */
  readonly fromAll: readonly (readonly string[])[];
}

export interface EffectiveStep extends Omit<StepRule, keyof ItemRules>, EffectiveItemRules {
  readonly fields: readonly EffectiveField[];
  readonly inputs: EffectiveItemRules;
  readonly yield: Yield;
}

/** A national pack with what local extensions add: all of them hold together. */
export interface EffectivePack extends CategoryPack {
  readonly steps: Readonly<Partial<Record<Step, EffectiveStep>>>;
}

/**
 * Requirements are joined, permissions intersected, bounds narrowed. So whatever the result accepts, the national pack
 * accepts: not because extensions were checked when they were published, but whatever they say, and also when the
 * national pack has been amended since.
 */
export function compose(national: CategoryPack, extensions: readonly PackExtension[]): EffectivePack {
  const { units, certificates, licences, stopOnFailure, maxAge, late, retention } = national;
  const steps: Partial<Record<Step, EffectiveStep>> = {};
  for (const [name, rule] of Object.entries(national.steps) as [Step, StepRule][]) {
    const local = extensions.flatMap(({ steps: all }) => all?.[name] ?? []);
    steps[name] = composeStep(name, rule, local, national);
  }
  return {
    ...national,
    units: extensions.reduce((all, each) => intersect(all, each.units), units),
    certificates: merge(
      certificates,
      extensions.map((each) => each.certificates),
    ),
    ...(licences === undefined && extensions.every((each) => each.licences === undefined)
      ? undefined
      : {
          licences: merge(
            licences ?? {},
            extensions.map((each) => each.licences),
          ),
        }),
    stopOnFailure: stopOnFailure || extensions.some((each) => each.stopOnFailure === true),
    maxAge: Math.min(maxAge, ...extensions.map((each) => each.maxAge ?? maxAge)),
    late: Math.min(late, ...extensions.map((each) => each.late ?? late)),
    retention: {
      ...retention,
      days: Math.max(retention.days, ...extensions.map((each) => each.retention?.days ?? 0)),
      afterExpiry: Math.max(retention.afterExpiry ?? 0, ...extensions.map((each) => each.retention?.afterExpiry ?? 0)),
    },
    steps,
  };
}

function composeStep(name: Step, rule: StepRule, local: readonly StepExtension[], pack: CategoryPack): EffectiveStep {
  const all: readonly StepExtension[] = [rule, ...local];
  const to = rule.to ?? (name === 'shipping' ? (pack.steps.receiving?.roles ?? []) : undefined);
  const deadlines = all.flatMap(({ deadline }) => deadline ?? []);
  const recipients = local.reduce((sum, each) => intersect(sum, each.to), to);
  return {
    ...rule,
    roles: local.reduce<StepRule['roles']>((sum, each) => intersect(sum, each.roles), rule.roles),
    ...(recipients === undefined ? undefined : { to: recipients }),
    fields: all.flatMap(({ fields = [] }) => fields.map(expand)),
    ...composeItems(all, (step) => step, rule),
    inputs: composeItems(all, ({ inputs = {} }) => inputs, rule),
    sensors: all.flatMap(({ sensors = [] }) => sensors),
    signatures: Math.max(...all.map(({ signatures = 1 }) => signatures)),
    ...(deadlines.length === 0 ? undefined : { deadline: Math.min(...deadlines) }),
    yield: local.reduce((sum, each) => narrow(sum, each.yield), rule.yield ?? CONSERVED),
  };
}

/** What each author's step asks of items, of those that it is about or of inputs; its conditions know its fields. */
function composeItems(
  all: readonly StepExtension[],
  asked: (step: StepExtension) => ItemRules,
  { fields: national = [] }: StepRule,
): EffectiveItemRules {
  return {
    certificates: all.flatMap((step) => asked(step).certificates ?? []),
    licences: all.flatMap((step) => asked(step).licences ?? []),
    conditions: all.flatMap((step) => {
      const { fields = [] } = step;
      const knows = (fields === national ? fields : [...fields, ...national]).map(expand);
      return (asked(step).conditions ?? []).map((each) => ({ ...each, knows }));
    }),
    fromAll: all.flatMap(({ from }) => (from === undefined ? [] : [from])),
  };
}

/** Only the national pack says what may become of other units; the local one can say less of it. */
function narrow(all: Yield, some: Yield | undefined): Yield {
  if (some === undefined) return all;
  const across = all.across?.map((pair) => {
    const own = some.across?.find(({ from, to }) => from === pair.from && to === pair.to);
    return own === undefined ? pair : { ...pair, most: Math.min(pair.most, own.most) };
  });
  const [least, most] = [Math.max(all.least, some.least), Math.min(all.most, some.most)];
  return { least, most, ...(across === undefined ? undefined : { across }) };
}

/** What the national pack defines stays as it is. */
function merge<T extends object>(national: T, local: readonly (T | undefined)[]): T {
  return local.reduce<T>((sum, each) => ({ ...each, ...sum }), national);
}

/** Undefined permits all. */
function intersect<T extends readonly string[] | undefined>(all: T, some: readonly string[] | undefined): T {
  if (some === undefined) return all;
  return (all === undefined ? some : all.filter((each) => some.includes(each))) as T;
}

function expand(field: FieldRule): EffectiveField {
  return { ...field, expanded: expandField(field.name) };
}

/** What stands on the ledger, and where: the entry, by its document's digest, is that very content for ever. */
export interface Published<T> {
  readonly value: T;
  readonly by: EntryRef;
}

const composed = new Map<string, EffectivePack>();
/** A country has 34 provinces and 17 categories in the catalogue; a process meets few of all these. */
const MOST_COMPOSED = 500;

/** The same, composed once for the same content: a capture pays for the checks alone. */
export function effectivePack(
  national: Published<CategoryPack>,
  extensions: readonly Published<PackExtension>[],
): EffectivePack {
  const key = extensions.reduce<string>((sum, { by }) => `${sum} ${by}`, national.by);
  const known = composed.get(key);
  if (known !== undefined) return known;
  const pack = compose(
    national.value,
    extensions.map(({ value }) => value),
  );
  const [oldest] = composed.keys();
  if (composed.size >= MOST_COMPOSED && oldest !== undefined) composed.delete(oldest);
  composed.set(key, pack);
  return pack;
}
