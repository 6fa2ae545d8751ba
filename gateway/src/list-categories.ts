import {
  compose,
  extensionsAt,
  isMakersOwn,
  keys,
  presentVersion,
  provinceOf,
  stepNames,
  STEPS,
  type Balance,
  type CategoriesAnswer,
  type CategoryAnswer,
  type CategoryRecord,
  type EffectivePack,
  type EffectiveStep,
  type FieldAnswer,
  type Step,
  type StepAnswer,
} from '@suyuan/domain';
import type { IndexView } from './index/index-view.js';

/**
 * The categories whose rules are in force at a time (seconds since 1970), by id: the national packs, or, where a division
 * is named, what binds whoever is registered in it.
 */
export async function listCategories(
  view: IndexView,
  now: number,
  division: string | undefined,
): Promise<CategoriesAnswer> {
  const records = await view.categories();
  return { categories: records.flatMap((record) => show(record, view, now, division) ?? []) };
}

function show(
  record: CategoryRecord,
  view: IndexView,
  now: number,
  division: string | undefined,
): CategoryAnswer | undefined {
  const version = presentVersion(record, now);
  if (version === undefined) return undefined;
  const { id } = version.pack;
  const local =
    division === undefined ? [] : extensionsAt(view.state(keys.extensions(id, provinceOf(division))), division, now);
  const pack = compose(
    version.pack,
    local.map(({ value }) => value),
  );
  const {
    names,
    tier,
    granularity,
    units,
    states = {},
    certificates,
    licences = {},
    registeredProducts,
    balance,
    filings = [],
  } = pack;
  return {
    ...{ id, version: pack.version, tier, names, granularity, units, states, licences },
    ...(registeredProducts === undefined ? undefined : { registeredProducts: registeredProducts.approval }),
    ...(balance === undefined ? undefined : { balance: balanceOf(balance) }),
    retired: record.retired !== undefined && record.retired.from <= now,
    certificates: Object.entries(certificates).map(([type, rule]) => ({ type, ...rule, own: isMakersOwn(pack, type) })),
    filings: filings.map(({ id: own, names: called, roles, period, dueDay }) => {
      return { id: own, names: called, roles, period, dueDay };
    }),
    steps: stepsOf(pack),
    extensions: local.map(({ value, by }) => ({ id: value.id, names: value.names, by })),
    by: version.by,
  };
}

function balanceOf({ substance, period, quota }: Balance): NonNullable<CategoryAnswer['balance']> {
  return { substance, period, quota: quota !== undefined };
}

function stepsOf({ steps }: EffectivePack): readonly StepAnswer[] {
  return (Object.entries(steps) as [Step, EffectiveStep][]).map(([step, rule]) => {
    const { roles, to, fromAll, state, certificates, licences, signatures = 1, deadline } = rule;
    // Each authority's states: only those that all of them allow.
    const [first, ...others] = fromAll;
    const from = first?.filter((each) => others.every((all) => all.includes(each)));
    return {
      ...{ step, names: stepNames(step), event: STEPS[step], roles },
      ...(to === undefined ? undefined : { to }),
      ...(from === undefined ? undefined : { from }),
      ...(state === undefined ? undefined : { state }),
      fields: rule.fields.map(fieldOf),
      certificates: certificates.map(({ type, issuer, maxAge }) => ({
        ...{ type, issuer },
        ...(maxAge === undefined ? undefined : { maxAge }),
      })),
      licences: licences.map(({ type, of, for: only, scope, includes }) => ({
        ...{ type, of },
        ...(only === undefined ? undefined : { for: only }),
        ...(scope === undefined ? undefined : { scope }),
        ...(includes === undefined ? undefined : { includes }),
      })),
      signatures,
      ...(deadline === undefined ? undefined : { deadline }),
    };
  });
}

function fieldOf({ name, names, form, optional, disclosure }: EffectiveStep['fields'][number]): FieldAnswer {
  return {
    ...{ name, names, disclosure },
    ...(form === undefined ? undefined : { form }),
    ...(optional === true ? { optional } : undefined),
  };
}
