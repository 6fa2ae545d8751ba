import { expect } from 'chai';
import { licence, publication, transforming } from '@suyuan/client';
import { readPack, TraceError, type ItemRules, type Json, type JsonObject } from '@suyuan/domain';
import type { Firm } from '../../support/firm.js';
import { day, PackWorld } from '../../support/pack-world.js';
import { plainPack } from '../../support/plain-pack.js';
import { PACKS } from '../../support/packs.js';

/** One lot worked into a new one of a category. */
function work(world: PackWorld, category: string, [from, to]: readonly [string, string], fields: JsonObject): object {
  return transforming({
    ...{ at: world.world.date(), category, product: { zh: '货物' } },
    ...{ inputs: [world.line(from, '1')], outputs: [{ lot: to, quantity: '1', uom: world.uom }] },
    ilmd: fields,
  });
}

/** Another lot of the same maker's. */
const next = (lot: string, number: string): string => lot.replace(/10\/.*$/, `10/${number}`);

describe('what goes into other goods', () => {
  it('has not expired, however fresh is what comes out', () => {
    const world = new PackWorld(plainPack('food'));
    const maker = world.maker();
    const milk = world.lot('10', { 'cbvmda:itemExpirationDate': day(world.world, 5) }, maker);
    const fields = () => world.fields('transforming');
    expect(world.codes(maker, work(world, 'food', [milk, next(milk, 'P1')], fields()))).to.deep.equal([]);
    world.world.now += 7 * 86_400;
    expect(world.codes(maker, work(world, 'food', [milk, next(milk, 'P2')], fields()))).to.deep.equal([
      'GOODS_EXPIRED',
    ]);
    expect(world.holding(maker, milk)?.quantity).to.equal('9');
  });

  it('is of a category that the new goods may be made of', () => {
    const world = new PackWorld(plainPack('hazmat'));
    const maker = world.maker();
    const acid = world.lot('10', {}, maker);
    const food = plainPack('food', (pack) => ({
      ...pack,
      units: [world.uom],
      steps: { ...pack.steps, transforming: { ...must(pack.steps.transforming), roles: ['producer'] } },
    }));
    world.world.must(world.world.regulator, 'category', [publication(food)]);
    const fields = new PackWorld(food).fields('transforming');
    expect(world.codes(maker, work(world, 'food', [acid, next(acid, 'F1')], fields))).to.deep.equal([
      'CONDITION_UNMET',
    ]);
  });

  it('is licensed where the category asks for it, whatever the licence for what comes out', () => {
    const { licences } = must(PACKS.find(({ id }) => id === 'hazmat'));
    const inputs: ItemRules = {
      licences: [{ type: 'hazmat', of: 'signer', scope: 'item.substance', sources: ['hcr-40'] }],
    };
    const world = new PackWorld(
      plainPack('hazmat', (pack) => ({
        ...pack,
        ...(licences === undefined ? {} : { licences }),
        steps: { ...pack.steps, transforming: { ...must(pack.steps.transforming), inputs } },
      })),
    );
    const maker = world.maker();
    const acid = world.lot('10', { 'suyuan:substance': 'S1' }, maker);
    const codes = (number: string): string[] =>
      world.codes(
        maker,
        work(world, 'hazmat', [acid, next(acid, number)], world.fields('transforming', { 'suyuan:substance': 'S1' })),
      );
    expect(codes('T1')).to.deep.equal(['LICENCE_REQUIRED']);
    grant(world, maker, '1', ['S2']);
    expect(codes('T2')).to.deep.equal(['LICENCE_REQUIRED']);
    grant(world, maker, '2', ['S1']);
    expect(codes('T3')).to.deep.equal([]);
  });

  it('carries the certificates that the category asks of it', () => {
    const inputs: ItemRules = { certificates: [{ type: 'inspection', issuer: 'laboratory' }] };
    const world = new PackWorld(
      plainPack('food', (pack) => ({
        ...pack,
        steps: { ...pack.steps, transforming: { ...must(pack.steps.transforming), inputs } },
      })),
    );
    const maker = world.maker();
    const laboratory = world.firm('laboratory');
    const milk = world.lot('10', {}, maker);
    const made = (number: string, names: object): object => ({
      ...work(world, 'food', [milk, next(milk, number)], world.fields('transforming')),
      ...names,
    });
    expect(world.codes(maker, made('P1', {}))).to.deep.equal(['CERTIFICATE_REQUIRED']);
    world.issue(laboratory, 'inspection', 'I1', milk);
    const named = { certificationInfo: [`urn:suyuan:certificate:${laboratory.id}:I1`] };
    expect(world.codes(maker, made('P2', named))).to.deep.equal([]);
  });

  it('is asked about by transforming alone', () => {
    const pack = must(PACKS.find(({ id }) => id === 'food'));
    const { transforming: making, shipping } = pack.steps;
    const moved = { ...pack, steps: { ...pack.steps, shipping: { ...shipping, inputs: making?.inputs } } };
    expect(codeOf(moved)).to.equal('PACK_INCONSISTENT');
    const unknown = { ...making, inputs: { licences: [{ type: 'no-such', of: 'signer' }] } };
    expect(codeOf({ ...pack, steps: { ...pack.steps, transforming: unknown } })).to.equal('PACK_INCONSISTENT');
    expect(codeOf(pack)).to.equal('good');
  });
});

function grant(world: PackWorld, firm: Firm, number: string, scopes: readonly string[]): void {
  const days = { from: '2026-01-01', until: '2027-12-31', authority: '应急管理局' };
  const entry = { participant: firm.id, type: 'hazmat', number, scopes, categories: ['hazmat'], ...days };
  world.world.must(world.world.regulator, 'licence', [licence(entry)]);
}

function codeOf(pack: object): string {
  try {
    readPack(JSON.parse(JSON.stringify(pack)) as Json);
    return 'good';
  } catch (error) {
    if (error instanceof TraceError) return error.code;
    throw error;
  }
}

function must<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('missing');
  return value;
}
