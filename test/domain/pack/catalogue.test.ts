import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { format, resolveConfig } from 'prettier';
import {
  BIZ_STEP,
  CUSTODY_STEPS,
  keys,
  packSchema,
  stepOfEvent,
  STEP_NAMES,
  STEPS,
  type StepForm,
} from '@suyuan/domain';
import { publication } from '@suyuan/client';
import { listChains, readChain } from '@suyuan/scripts';
import { PACK_FILES, PACKS } from '../../support/packs.js';
import { World } from '../../support/world.js';
import { categoriesPage } from './categories-page.js';

/** The catalogue of the policy: fifteen rows, of which one has five ids. */
const CATEGORIES =
  'agri autopart cylinder device drug elevator feed fertilizer food general hazmat import pesticide rareearth seed tcm vetdrug';

async function committed(name: string, text: string, parser: 'json' | 'markdown'): Promise<[string, string]> {
  const file = fileURLToPath(new URL(`../../../docs/${name}`, import.meta.url));
  const expected = await format(text, { ...(await resolveConfig(file)), parser });
  if (process.env['UPDATE_DOCS'] === '1') await writeFile(file, expected);
  return [await readFile(file, 'utf8'), expected];
}

describe('the catalogue', () => {
  it('has a pack for every category of the policy, each in its file', () => {
    expect(PACKS.map(({ id }) => id).sort()).to.deep.equal(CATEGORIES.split(' '));
    for (const [file, pack] of PACK_FILES) expect(file).to.equal(`${pack['id'] as string}.json`);
  });

  for (const pack of PACKS) {
    it(`puts ${pack.id} in force`, () => {
      const world = World.empty();
      world.must(world.regulator, 'category', [publication(pack)]);
      expect(world.record(keys.category(pack.id))?.pack).to.deep.equal(JSON.parse(JSON.stringify(pack)));
    });
  }

  it('says for every rule that limits what is done where it comes from', () => {
    for (const { id, steps } of PACKS) {
      for (const [step, rule] of Object.entries(steps)) {
        const rules = [rule, rule.inputs ?? {}].flatMap(({ certificates = [], licences = [], conditions = [] }) => [
          ...certificates,
          ...licences,
          ...conditions,
        ]);
        for (const each of rules) {
          const sources = each.sources ?? rule.sources ?? [];
          const isPlain = 'id' in each && each.id === 'not-expired';
          if (!isPlain) expect(sources, `${id} ${step} ${JSON.stringify(each)}`).to.not.be.empty;
        }
      }
    }
  });

  it('is told in docs/categories.md', async () => {
    const chains = await Promise.all((await listChains()).map(async (id) => [id, await readChain(id)] as const));
    const page = categoriesPage(PACKS, CUSTODY_STEPS, new Map(chains));
    const [is, expected] = await committed('categories.md', page, 'markdown');
    expect(is).to.equal(expected, 'run the test with UPDATE_DOCS=1');
  });

  it('has its language in docs/pack.schema.json', async () => {
    const [is, expected] = await committed('pack.schema.json', JSON.stringify(packSchema()), 'json');
    expect(is).to.equal(expected, 'run the test with UPDATE_DOCS=1');
  });
});

describe('steps', () => {
  it('are each another event, by words of CBV or URIs of ours', () => {
    for (const name of STEP_NAMES) {
      const { type, action, bizStep, disposition }: StepForm = STEPS[name];
      expect(BIZ_STEP.words.has(bizStep) || bizStep.startsWith('urn:suyuan:bizstep:'), bizStep).to.equal(true);
      expect(stepOfEvent(type, action, bizStep, disposition)).to.equal(name);
    }
  });

  it('go by the disposition only where it tells two apart', () => {
    expect(stepOfEvent('ObjectEvent', 'OBSERVE', 'shipping', 'in_transit')).to.equal('shipping');
    expect(stepOfEvent('ObjectEvent', 'OBSERVE', 'shipping', 'returned')).to.equal('returning');
    expect(stepOfEvent('ObjectEvent', 'ADD', 'shipping', undefined)).to.equal(undefined);
  });
});
