import fc from 'fast-check';
import type {
  CategoryPack,
  CertificateFacts,
  Condition,
  Fact,
  FieldRule,
  ItemFacts,
  LicenceFacts,
  PackExtension,
  Role,
  StepExtension,
  StepFacts,
  StepRule,
  Test,
} from '@suyuan/domain';

/* Small worlds, so that what is drawn meets: few roles, fields, states, and numbers that are often equal. */

const ROLES: readonly Role[] = ['producer', 'distributor', 'retailer', 'laboratory'];
const TYPES = ['quality', 'test', 'local'] as const;
const STATES = ['active', 'in_transit', 'held'] as const;
const FACTS = [
  'item.expiry',
  'event.time',
  'item.kind',
  'last.maintaining',
  'field.suyuan:a',
  'field.suyuan:b',
] as const;
const NOW = 1000;
const DAY = 86_400;
const names = { zh: '名' };

const small = fc.integer({ min: 0, max: 4 });
const maybe = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(arbitrary, { nil: undefined, freq: 2 });
const some = <T>(items: readonly T[], least = 1): fc.Arbitrary<T[]> => fc.subarray([...items], { minLength: least });
const fact = fc.constantFrom(...FACTS);

/** Members that are undefined are left out. */
function compact<T extends object>(value: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as never;
}

const test: fc.Arbitrary<Test> = fc.oneof(
  fc.record({ fact, is: fc.constantFrom('known' as const, 'unknown' as const) }),
  fc.record({
    fact,
    is: fc.constantFrom('equal' as const, 'unequal' as const, 'above' as const, 'at_most' as const),
    than: fc.oneof(small, fc.constantFrom('x', 'y'), fc.record({ fact, plus: small })),
  }),
  fc.record({ fact, is: fc.constantFrom('one_of' as const, 'none_of' as const), values: some(['x', 'y', '1', '2']) }),
);

const condition: fc.Arbitrary<Condition> = fc
  .record({
    when: maybe(fc.array(test, { minLength: 1, maxLength: 2 })),
    any: fc.array(test, { minLength: 1, maxLength: 3 }),
  })
  .map((each) => ({ id: 'c', names, ...compact(each) }));

const field: fc.Arbitrary<FieldRule> = fc
  .record({
    name: fc.constantFrom('suyuan:a', 'suyuan:b'),
    optional: maybe(fc.boolean()),
    form: maybe(
      fc.constantFrom(
        { is: 'one_of' as const, values: ['x', '1'] },
        { is: 'number' as const },
        { is: 'text' as const, pattern: [{ of: 'a-z', least: 1, most: 3 }] },
      ),
    ),
  })
  .map((each) => ({ names, disclosure: 'public' as const, ...compact(each) }));

/** What is asked of an item. */
const itemRules = {
  certificates: maybe(
    fc.array(
      fc
        .record({
          type: fc.constantFrom(...TYPES),
          issuer: fc.constantFrom('maker' as const, 'laboratory' as const),
          maxAge: maybe(fc.integer({ min: 1, max: 2 })),
          result: maybe(fc.constantFrom('pass' as const, 'any' as const)),
        })
        .map(compact),
      { minLength: 1, maxLength: 2 },
    ),
  ),
  licences: maybe(
    fc.array(fc.record({ type: fc.constantFrom('l', 'm'), of: fc.constantFrom('signer' as const, 'to' as const) }), {
      minLength: 1,
      maxLength: 1,
    }),
  ),
  conditions: maybe(fc.array(condition, { minLength: 1, maxLength: 2 })),
};

const rule = (roles: fc.Arbitrary<readonly Role[] | undefined>): fc.Arbitrary<StepExtension> =>
  fc
    .record({
      roles,
      to: maybe(some(ROLES)),
      fields: maybe(fc.array(field, { minLength: 1, maxLength: 2 })),
      ...itemRules,
      from: maybe(some(STATES)),
      deadline: maybe(small),
      signatures: maybe(fc.integer({ min: 1, max: 3 })),
    })
    .map(compact);

/** A national step's conditions ask for its own fields alone, as the reader requires. */
function closed(step: StepExtension): StepRule {
  const known = new Set((step.fields ?? []).map(({ name }) => `field.${name}`));
  const isKnown = (each: Test): boolean => !each.fact.startsWith('field.') || known.has(each.fact);
  const conditions = (step.conditions ?? []).filter(({ when = [], any }) =>
    [...when, ...any].every(
      (each) =>
        isKnown(each) &&
        !('than' in each && typeof each.than === 'object' && !isKnown({ fact: each.than.fact, is: 'known' })),
    ),
  );
  const { conditions: _, ...rest } = step;
  return { roles: ROLES, ...rest, ...(conditions.length === 0 ? undefined : { conditions }) };
}

/** The same rules, asked of what goes into something. */
function ofInputs({ roles, fields, certificates, licences, conditions }: StepRule): StepRule;
function ofInputs({ roles, fields, certificates, licences, conditions }: StepExtension): StepExtension;
function ofInputs({ roles, fields, certificates, licences, conditions }: StepExtension): StepExtension {
  return compact({ roles, fields, inputs: compact({ certificates, licences, conditions }) });
}

export const national: fc.Arbitrary<CategoryPack> = fc
  .record({
    shipping: rule(some(ROLES)).map(closed),
    receiving: rule(some(ROLES)).map(closed),
    transforming: rule(some(ROLES)).map((each) => ofInputs(closed(each))),
    late: small,
    units: some(['KGM', 'GRM', 'H87']),
  })
  .map(({ late, units, ...steps }) => ({
    ...base,
    units,
    late,
    steps,
  }));

const base: Omit<CategoryPack, 'steps'> = {
  id: 'agri',
  version: '1.0.0',
  tier: 'key',
  names,
  inForce: { from: '2026-01-01' },
  sources: [{ id: 'law', zh: '法' }],
  granularity: 'lot',
  units: ['KGM'],
  states: { active: names, in_transit: names, held: names },
  certificates: { quality: { names, issuers: ['producer'] }, test: { names, issuers: ['laboratory'] } },
  licences: { l: { names }, m: { names } },
  stopOnFailure: true,
  maxAge: 10,
  late: 2,
  retention: { days: 10 },
};

/** Whatever an extension could say: also what would be refused. */
export const extension: fc.Arbitrary<PackExtension> = fc
  .record({
    shipping: maybe(rule(maybe(some(ROLES)))),
    transforming: maybe(rule(fc.constant(undefined)).map((each) => ofInputs(each))),
    units: maybe(some(['KGM', 'GRM', 'MTR'])),
    late: maybe(small),
    maxAge: maybe(fc.constantFrom(5, 10, 11)),
  })
  .map(({ shipping, transforming, ...more }) => ({
    id: 'local',
    extends: 'agri',
    version: '1.0.0',
    division: '410000',
    names,
    inForce: { from: '2026-01-01' },
    sources: [{ id: 'law', zh: '法' }],
    certificates: { local: { names, issuers: ['laboratory' as const] } },
    steps: compact({ shipping, transforming }),
    ...compact(more),
  }));

const licence: fc.Arbitrary<LicenceFacts> = fc.record({
  type: fc.constantFrom('l', 'm'),
  number: fc.constant('1'),
  scopes: fc.constant([]),
  until: fc.constantFrom(NOW - 1, NOW, NOW + 1),
  status: fc.constantFrom('valid' as const, 'valid' as const, 'suspended' as const),
});

const party = fc
  .record({ id: fc.constantFrom('a', 'b'), roles: some(ROLES, 2), held: fc.array(licence, { maxLength: 3 }) })
  .map(({ held, ...rest }) => ({ ...rest, licences: () => held }));

const certificate: fc.Arbitrary<CertificateFacts> = fc.record({
  urn: fc.constant('urn:x'),
  type: fc.constantFrom(...TYPES),
  issuer: fc.constantFrom('a', 'b'),
  roles: fc.constant<readonly Role[]>(['laboratory']),
  result: fc.constantFrom('pass' as const, 'pass' as const, 'fail' as const),
  issued: fc.constantFrom(NOW, NOW - DAY, NOW - 2 * DAY),
  until: fc.constantFrom(NOW - 1, NOW + 1, NOW + 1),
  status: fc.constantFrom('valid' as const, 'valid' as const, 'revoked' as const),
});

const value: fc.Arbitrary<Fact | undefined> = fc.oneof(
  small,
  fc.constantFrom('x', 'y', '1', undefined),
  small.map(BigInt),
);

export const facts: fc.Arbitrary<{ readonly step: StepFacts; readonly item: ItemFacts }> = fc
  .record({
    signer: party,
    to: maybe(party),
    fields: fc.record({ a: fc.constantFrom('x', '1', 'abcd', undefined), b: fc.constantFrom('x', '2', undefined) }),
    state: fc.constantFrom(...STATES),
    certificates: fc.array(certificate, { maxLength: 4 }),
    known: fc.record({ 'item.expiry': value, 'event.time': value, 'item.kind': value, 'last.maintaining': value }),
  })
  .map(({ signer, to, fields, state, certificates, known }) => ({
    step: {
      signer,
      ...(to === undefined ? undefined : { to }),
      now: NOW,
      field: (name: string) => fields[name.slice(-1) as 'a' | 'b'],
    },
    item: {
      item: 'lot',
      maker: 'a',
      state,
      certificates: () => certificates,
      fact: (name: string) => known[name as keyof typeof known],
    },
  }));
