import type { Condition, ItemRules, Json, Step, StepExtension, Test } from '@suyuan/domain';
import { held, holds } from './licences.js';
import { badValue, factOf } from './values.js';
import type { Certificate, Fact, Licence, Objection, Party, Rules } from './terms.js';

/* A second reading of the packs' text: plain, without budget, composition or the interpreter's facts. */

/** The name of the pack itself among the texts in force, in every version of it. */
export const NATIONAL = 'national';

export interface Case {
  readonly step: Step;
  readonly signer: Party;
  readonly to?: Party;
  readonly now: number;
  /** When it happened, where that was earlier. */
  readonly then?: number;
  readonly field: (name: string) => Json | undefined;
  readonly licences: readonly Licence[];
}

export interface Matter {
  readonly maker: string;
  /** Undefined of what only now comes into being. */
  readonly state: string | undefined;
  readonly fact: (name: string) => Fact | undefined;
  readonly certificates: readonly Certificate[];
}

export const FIELD_CODES = [
  ...['FIELD_MISSING', 'FIELD_TYPE', 'FIELD_VALUE', 'IDENTIFIER_UNKNOWN', 'IDENTIFIER_INVALID', 'CHECK_DIGIT'],
  ...['PATIENT_COMMITMENT', 'PRODUCT_DIFFERS', 'QUANTITY_INVALID', 'CODE_INVALID', 'PRODUCT_NOT_COVERED'],
];
const CERTIFICATE_CODES = [
  ...['CERTIFICATE_REQUIRED', 'CERTIFICATE_REVOKED', 'CERTIFICATE_EXPIRED', 'CERTIFICATE_FAILED'],
  ...['CERTIFICATE_TOO_OLD'],
];
const LICENCE_CODES = ['LICENCE_REQUIRED', 'LICENCE_EXPIRED', 'LICENCE_SUSPENDED'];

/** Names of all that a step's rules can refuse, each with its codes. */
export function rulesOf(step: Step, rule: StepExtension, id: string): Objection[] {
  const name = (what: string): string => `${id} ${step}: ${what}`;
  const { roles, to, from, fields = [], inputs = {} } = rule;
  return [
    ...(roles === undefined ? [] : [{ rule: name('roles'), codes: ['NOT_ENTITLED'] }]),
    ...(to === undefined ? [] : [{ rule: name('to'), codes: ['NOT_ENTITLED'] }]),
    ...(from === undefined ? [] : [{ rule: name('from'), codes: ['STATE_REFUSED'] }]),
    ...fields.flatMap((field) => [
      ...(field.optional === true ? [] : [{ rule: name(`${field.name} missing`), codes: FIELD_CODES }]),
      ...(badValue(field) === undefined ? [] : [{ rule: name(`${field.name} of its form`), codes: FIELD_CODES }]),
    ]),
    ...itemRules(rule).map(({ rule: what, codes }) => ({ rule: name(what), codes })),
    ...itemRules(inputs).map(({ rule: what, codes }) => ({ rule: name(`input ${what}`), codes })),
  ];
}

function itemRules({ certificates = [], licences = [], conditions = [] }: ItemRules): Objection[] {
  return [
    ...certificates.map(({ type, issuer }) => ({ rule: `${type} by ${issuer}`, codes: CERTIFICATE_CODES })),
    ...licences.map(({ type }, i) => ({ rule: `${type} ${i}`, codes: LICENCE_CODES })),
    ...conditions.map((each) => ({ rule: each.id, codes: [each.code ?? 'CONDITION_UNMET'] })),
  ];
}

/** Which rules of the texts in force speak against it. */
export function against(
  { layers }: Rules,
  about: Case,
  matters: readonly Matter[],
  inputs: readonly Matter[] = [],
): Objection[] {
  const { step } = about;
  if (layers[0]?.pack.steps?.[step] === undefined) return [{ rule: 'custody', codes: ['STEP_UNSUPPORTED'] }];
  return layers.flatMap(({ id, pack }) => {
    const rule = pack.steps?.[step];
    if (rule === undefined) return [];
    const broken = new Set([
      ...ofParties(rule, about),
      ...matters.flatMap((each) => [...ofState(rule, each), ...ofMatter(rule, about, each)]),
      ...inputs.flatMap((each) => ofState(rule, each)),
      ...inputs.flatMap((each) => ofMatter(rule.inputs ?? {}, about, each).map((what) => `input ${what}`)),
    ]);
    return rulesOf(step, rule, id).filter((each) => broken.has(each.rule.slice(`${id} ${step}: `.length)));
  });
}

function ofParties({ roles, to, fields = [] }: StepExtension, { signer, to: whom, field }: Case): string[] {
  return [
    ...(roles?.includes(signer.role) === false ? ['roles'] : []),
    ...(whom !== undefined && to?.includes(whom.role) === false ? ['to'] : []),
    ...fields.flatMap((each) => {
      const value = field(each.name);
      if (value === undefined) return each.optional === true ? [] : [`${each.name} missing`];
      return JSON.stringify(value) === JSON.stringify(badValue(each)) ? [`${each.name} of its form`] : [];
    }),
  ];
}

function ofState({ from }: StepExtension, { state }: Matter): string[] {
  return state !== undefined && from?.includes(state) === false ? ['from'] : [];
}

function ofMatter(rule: ItemRules, about: Case, matter: Matter): string[] {
  const { certificates = [], licences = [], conditions = [] } = rule;
  const { now, then } = about;
  return [
    ...certificates.flatMap(({ type, issuer, result, maxAge }) => {
      const good = matter.certificates.some(
        (each) =>
          each.type === type &&
          (issuer === 'maker' ? each.issuer === matter.maker : each.roles.includes(issuer)) &&
          !each.revoked &&
          (each.until === undefined || each.until >= now) &&
          (result === 'any' || each.result === 'pass') &&
          (maxAge === undefined || now <= each.issued + maxAge * 86_400),
      );
      return good ? [] : [`${type} by ${issuer}`];
    }),
    ...licences.flatMap(({ type, of, for: only, scope, includes, unless }, i) => {
      const party = of === 'signer' ? about.signer : about.to;
      if (party === undefined || only?.includes(party.role) === false) return [];
      if (unless?.every((test) => isTrue(test, matter.fact)) === true) return [];
      const wanted = scope === undefined ? undefined : matter.fact(scope);
      const own = about.licences.filter(
        (each) =>
          each.holder === party.firm.id &&
          each.type === type &&
          (scope === undefined || (wanted !== undefined && each.scopes.includes(String(wanted)))) &&
          (includes === undefined || each.scopes.includes(includes)),
      );
      const good = own.some((each) => holds(each, now)) && (then === undefined || own.some((each) => held(each, then)));
      return good ? [] : [`${type} ${i}`];
    }),
    ...conditions.filter((each) => !isMet(each, matter.fact)).map(({ id }) => id),
  ];
}

function isMet({ when = [], any }: Condition, fact: Matter['fact']): boolean {
  return when.some((test) => !isTrue(test, fact)) || any.some((test) => isTrue(test, fact));
}

function isTrue(test: Test, fact: Matter['fact']): boolean {
  const value = fact(test.fact);
  if (!('than' in test) && !('values' in test)) return (value === undefined) === (test.is === 'unknown');
  if (value === undefined) return false;
  if ('values' in test) return test.values.includes(String(value)) === (test.is === 'one_of');
  const other = typeof test.than === 'object' ? fact(test.than.fact) : test.than;
  if (other === undefined) return false;
  const plus = typeof test.than === 'object' ? (test.than.plus ?? 0) : 0;
  if (test.is === 'equal') return value === other;
  if (test.is === 'unequal') return value !== other;
  const difference = Number(value) - (Number(other) + plus);
  if (Number.isNaN(difference)) return false;
  const holds = { above: difference > 0, below: difference < 0, at_least: difference >= 0, at_most: difference <= 0 };
  return holds[test.is];
}

/** What a step's fields leave with the item. */
export function kept(fields: StepExtension['fields'], field: Case['field']): Record<string, Fact> {
  return Object.fromEntries(
    (fields ?? []).flatMap((rule) => {
      const value = rule.as === undefined ? undefined : factOf(rule, field(rule.name));
      return rule.as === undefined || value === undefined ? [] : [[rule.as, value]];
    }),
  );
}
