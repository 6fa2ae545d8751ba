import { expect } from 'chai';
import fc from 'fast-check';
import {
  BUDGET,
  Budget,
  checkItem,
  checkParties,
  compose,
  loosenings,
  parseJson,
  readPack,
  stringify,
  type CategoryPack,
  type EffectivePack,
  type ItemFacts,
  type Json,
  type JsonObject,
  type StepFacts,
  type TraceError,
} from '@suyuan/domain';
import { PACK_FILES } from '../../support/packs.js';
import { extension, facts, national } from './arbitraries.js';

interface Verdict {
  readonly codes: readonly string[];
  readonly spent: number;
}

function judge(pack: EffectivePack, { step, item }: { step: StepFacts; item: ItemFacts }): Verdict {
  const codes: string[] = [];
  const budget = new Budget();
  const fault = ({ code }: TraceError): void => void codes.push(code);
  const { shipping, transforming } = pack.steps;
  if (shipping === undefined || transforming === undefined) return { codes: ['STEP_UNSUPPORTED'], spent: 0 };
  checkParties('shipping', shipping, step, budget, fault);
  checkItem(shipping, step, item, budget, fault);
  const { spent } = budget;
  checkItem(transforming.inputs, step, item, new Budget(), fault);
  return { codes, spent };
}

describe('what an extension does to a pack', () => {
  it('never lets pass what the national pack refuses, whatever it says and however many there are', () => {
    let passed = 0;
    fc.assert(
      fc.property(national, fc.array(extension, { maxLength: 3 }), facts, (pack, extensions, given) => {
        const alone = judge(compose(pack, []), given).codes;
        const together = judge(compose(pack, extensions), given).codes;
        if (together.length > 0) return;
        passed++;
        expect(alone).to.deep.equal([]);
      }),
      { numRuns: 3000 },
    );
    expect(passed, 'cases in which something passes').to.be.above(30);
  });

  it('never widens a bound', () => {
    fc.assert(
      fc.property(national, fc.array(extension, { maxLength: 3 }), (pack, extensions) => {
        const effective = compose(pack, extensions);
        expect(pack.units).to.include.members([...effective.units]);
        expect(effective.late).to.be.at.most(pack.late);
        expect(effective.maxAge).to.be.at.most(pack.maxAge);
        expect(effective.retention.days).to.be.at.least(pack.retention.days);
        expect(Object.keys(effective.steps)).to.deep.equal(Object.keys(pack.steps));
        const [is, was] = [effective.steps.shipping, pack.steps.shipping];
        expect(was?.roles).to.include.members([...(is?.roles ?? [])]);
        expect(is?.signatures ?? 1).to.be.at.least(was?.signatures ?? 1);
        expect(is?.deadline ?? effective.late).to.be.at.most(was?.deadline ?? Number.MAX_SAFE_INTEGER);
      }),
    );
  });

  it('is the same in whichever order extensions are composed', () => {
    fc.assert(
      fc.property(national, extension, extension, facts, (pack, one, other, given) => {
        const forth = judge(compose(pack, [one, other]), given).codes;
        const back = judge(compose(pack, [other, one]), given).codes;
        expect([...new Set(forth)].sort()).to.deep.equal([...new Set(back)].sort());
      }),
    );
  });

  it('is found loosening exactly where one of its permissions is not the pack’s', () => {
    fc.assert(
      fc.property(national, extension, (pack, each) => {
        const codes = new Set(loosenings(each, pack).map(({ code }) => code));
        const [local, was] = [each.steps?.shipping, pack.steps.shipping];
        const to = was?.to ?? pack.steps.receiving?.roles ?? [];
        const outside = (some: readonly string[] = [], all: readonly string[] | undefined = some): boolean =>
          some.some((one) => !all.includes(one));
        expect(codes.has('LOOSENS_ROLES')).to.equal(outside(local?.roles, was?.roles));
        expect(codes.has('LOOSENS_RECIPIENTS')).to.equal(outside(local?.to, to));
        expect(codes.has('LOOSENS_STATE')).to.equal(outside(local?.from, was?.from));
        expect(codes.has('LOOSENS_UNITS')).to.equal(outside(each.units, pack.units));
        expect(codes.has('LOOSENS_MAX_AGE')).to.equal((each.maxAge ?? 0) > pack.maxAge);
        expect(codes.has('LOOSENS_SIGNATURES')).to.equal((local?.signatures ?? 9) < (was?.signatures ?? 1));
        const late = (each.late ?? 0) > pack.late || (local?.deadline ?? 0) > (was?.deadline ?? pack.late);
        expect(codes.has('LOOSENS_DEADLINE')).to.equal(late);
      }),
      { numRuns: 500 },
    );
  });
});

describe('the interpreter', () => {
  it('stays within its budget', () => {
    fc.assert(
      fc.property(national, fc.array(extension, { maxLength: 3 }), facts, (pack, extensions, given) => {
        expect(judge(compose(pack, extensions), given).spent).to.be.at.most(BUDGET);
      }),
    );
  });

  it('gives up where an event brings more than that', () => {
    const rule = compose(withCertificate, []).steps.shipping;
    const certificate = { urn: 'urn:x', type: 'other', issuer: 'a', result: 'pass', status: 'valid' } as const;
    const item = {
      item: 'lot',
      maker: 'a',
      certificates: () => Array.from({ length: BUDGET + 1 }, () => certificate),
      fact: () => undefined,
    };
    const step = { signer: { id: 'a', roles: [], licences: () => [] }, now: 0, field: () => undefined };
    const run = (): void => rule && checkItem(rule, step, item, new Budget(), () => undefined);
    expect(run).to.throw().with.property('code', 'RULE_BUDGET');
  });

  it('judges alike in whatever order a pack’s members stand', () => {
    const files = [...PACK_FILES.values()];
    fc.assert(
      fc.property(fc.constantFrom(...files), fc.infiniteStream(fc.nat()), facts, (file, chance, given) => {
        const read = (json: Json): EffectivePack => compose(readPack(parseJson(stringify(json))), []);
        const shuffled = shuffle(file, () => chance.next().value as number);
        expect(read(shuffled)).to.deep.equal(read(file));
        expect(judge(read(shuffled), given)).to.deep.equal(judge(read(file), given));
      }),
      { numRuns: 40 },
    );
  });
});

const withCertificate: CategoryPack = {
  ...readPack(PACK_FILES.get('general.json') as JsonObject),
  steps: { shipping: { roles: ['producer'], certificates: [{ type: 'factory_test', issuer: 'maker' }] } },
};

/** The same value with the members of every object in another order. */
function shuffle(json: Json, chance: () => number): Json {
  if (Array.isArray(json)) return json.map((each: Json) => shuffle(each, chance));
  if (typeof json !== 'object' || json === null || 'text' in json) return json;
  const entries = Object.entries(json as JsonObject).map(
    ([name, each]) => [chance(), name, shuffle(each, chance)] as const,
  );
  entries.sort(([a], [b]) => a - b);
  return Object.fromEntries(entries.map(([, name, each]) => [name, each]));
}
