import { expect } from 'chai';
import fc from 'fast-check';
import Ajv from 'ajv';
import {
  matchesPattern,
  packSchema,
  parseJson,
  patternExpression,
  readExtension,
  readPack,
  stringify,
  type Json,
  type JsonObject,
  type Pattern,
  type Segment,
} from '@suyuan/domain';
import { codeOf } from '../../support/code-of.js';
import { PACK_FILES } from '../../support/packs.js';

const fits = new Ajv({ allErrors: false }).compile(packSchema());
const packs = [...PACK_FILES.values()].map((file) => JSON.parse(stringify(file)) as JsonObject);

const extension = {
  id: 'henan',
  extends: 'agri',
  version: '1.0.0',
  division: '410000',
  names: { zh: '河南补充规则' },
  inForce: { from: '2026-01-01', until: '2027-12-31' },
  sources: [{ id: 'yu-81', zh: '豫商办文〔2018〕81号' }],
  units: ['KGM'],
  certificates: { rapid: { names: { zh: '快检' }, issuers: ['laboratory'] } },
  steps: {
    shipping: {
      roles: ['producer'],
      certificates: [{ type: 'rapid', issuer: 'laboratory', maxAge: 3, sources: ['yu-81'] }],
      fields: [
        {
          name: 'suyuan:truck',
          names: { zh: '车牌' },
          disclosure: 'party',
          form: { is: 'text', pattern: [{ of: 'A-Z0-9', least: 1, most: 8 }] },
        },
      ],
      sensors: [{ type: 'Temperature', uom: 'CEL', most: 8000 }],
      yield: { least: 0, most: 1 },
    },
  },
  retention: { days: 1000 },
  late: 60,
};

/** What the reader says; undefined where it takes it. References within a pack are its own to check. */
function verdict(json: unknown): string | undefined {
  const value = parseJson(JSON.stringify(json));
  const isExtension = typeof json === 'object' && json !== null && ('extends' in json || 'division' in json);
  return codeOf(() => (isExtension ? readExtension(value) : readPack(value)));
}

describe('the pack language', () => {
  it('takes every pack, and so does its schema', () => {
    for (const pack of [...packs, extension]) {
      expect(verdict(pack)).to.equal(undefined);
      expect(fits(pack), JSON.stringify(fits.errors)).to.equal(true);
    }
  });

  it('refuses whatever the schema refuses, and nothing else but references', () => {
    let refused = 0;
    fc.assert(
      fc.property(fc.constantFrom(...packs, extension), fc.nat(), fc.constantFrom(...CHANGES), (pack, at, change) => {
        const changed = mutate(pack, at, change);
        const code = verdict(changed);
        const good = fits(changed);
        if (!good) refused++;
        const isSame = good
          ? code === undefined || code === 'PACK_INCONSISTENT' || code === 'RULE_BUDGET'
          : code !== undefined;
        expect(isSame, `${String(code)} ${JSON.stringify(fits.errors)}`).to.equal(true);
      }),
      { numRuns: 1500 },
    );
    expect(refused).to.be.above(300);
  });

  it('refuses references to what is not there', () => {
    const agri = packs.find(({ id }) => id === 'agri') as JsonObject;
    const step = (change: object): object => ({ ...agri, steps: { shipping: { roles: ['producer'], ...change } } });
    const names = { zh: '名' };
    const wrong = [
      step({ certificates: [{ type: 'none', issuer: 'maker' }] }),
      step({ licences: [{ type: 'none', of: 'signer' }] }),
      step({ from: ['none'] }),
      step({ state: 'none' }),
      step({ sources: ['none'] }),
      step({ conditions: [{ id: 'c', names, any: [{ fact: 'field.suyuan:none', is: 'known' }] }] }),
      step({ yield: { least: 2, most: 1 } }),
      step({ sensors: [{ type: 'Temperature', uom: 'CEL', most: 8000, release: 'none' }] }),
      { ...agri, inForce: { from: '2026-02-01', until: '2026-01-01' } },
    ];
    for (const pack of wrong) expect(verdict(pack), JSON.stringify(pack)).to.equal('PACK_INCONSISTENT');
  });

  it('refuses rules that would cost too much', () => {
    const agri = packs.find(({ id }) => id === 'agri') as JsonObject;
    const names = { zh: '名' };
    const fields = Array.from({ length: 50 }, (_, i) => ({
      name: `suyuan:n${i}`,
      names,
      disclosure: 'public',
      form: { is: 'number' },
    }));
    expect(verdict({ ...agri, steps: { shipping: { roles: ['producer'], fields } } })).to.equal('RULE_BUDGET');
  });
});

describe('patterns of packs', () => {
  const classes = ['0-9', 'A-Z', 'a-f', 'A-Za-z0-9', '.', '一-龥', '^\\]-'];
  const segment = fc.record({
    of: fc.constantFrom(...classes),
    least: fc.integer({ min: 0, max: 3 }),
    extra: fc.integer({ min: 0, max: 3 }),
  });
  const pattern: fc.Arbitrary<Pattern> = fc.array(
    segment.map(({ of, least, extra }): Segment => ({ of, least, most: Math.max(1, least + extra) })),
    { minLength: 1, maxLength: 4 },
  );
  const text = fc.string({
    unit: fc.constantFrom('0', '9', 'A', 'Z', 'a', 'f', 'z', '.', '中', '^', ']', '-', '\\', ' '),
    maxLength: 10,
  });
  const isGood = (each: Pattern): boolean => {
    const field = { name: 'suyuan:n', names: { zh: '名' }, disclosure: 'public', form: { is: 'text', pattern: each } };
    const agri = packs.find(({ id }) => id === 'agri') as JsonObject;
    return verdict({ ...agri, steps: { shipping: { roles: ['producer'], fields: [field] } } }) === undefined;
  };

  it('match what the regular expression of the same text does, where they are taken', () => {
    let taken = 0;
    fc.assert(
      fc.property(pattern, fc.array(text, { minLength: 5, maxLength: 20 }), (each, texts) => {
        fc.pre(isGood(each));
        taken++;
        const expression = new RegExp(patternExpression(each));
        for (const one of texts) expect(matchesPattern(each, one), one).to.equal(expression.test(one));
      }),
      { numRuns: 150 },
    );
    expect(taken).to.be.above(50);
  });

  it('are refused where one way of matching would hide another', () => {
    const digits = (least: number, most: number): Segment => ({ of: '0-9', least, most });
    expect(isGood([digits(1, 3), digits(1, 1)])).to.equal(false);
    expect(isGood([digits(1, 3), { of: '.', least: 0, most: 1 }, digits(1, 1)])).to.equal(false);
    expect(isGood([{ of: '9-0', least: 1, most: 1 }])).to.equal(false);
    expect(isGood([digits(3, 3), digits(0, 4)])).to.equal(true);
  });
});

const CHANGES = ['drop', 'null', 'number', 'text', 'empty', 'long', 'object', 'list', 'extra', 'minus'] as const;

/** The value with something of it changed, somewhere. */
function mutate(json: Json, at: number, change: (typeof CHANGES)[number]): unknown {
  const copy = structuredClone(json) as JsonObject;
  const places: [object, string][] = [];
  const walk = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const name of Object.keys(value)) {
      places.push([value, name]);
      walk((value as Record<string, unknown>)[name]);
    }
  };
  walk(copy);
  const [holder, name] = places[at % places.length] as [Record<string, unknown>, string];
  const values = {
    null: null,
    number: 7,
    text: '甲 x',
    empty: '',
    long: 'x'.repeat(600),
    object: {},
    list: [],
    minus: -1,
  };
  if (change === 'extra') {
    if (Array.isArray(holder)) holder.push('more');
    else holder['more'] = 'x';
  } else if (change === 'drop') {
    if (Array.isArray(holder)) holder.splice(Number(name), 1);
    else Reflect.deleteProperty(holder, name);
  } else holder[name] = values[change];
  return copy;
}
