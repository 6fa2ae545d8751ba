import { expect } from 'chai';
import { amendment, extensionOf } from '@suyuan/client';
import type { CategoriesAnswer, CategoryAnswer, PackExtension } from '@suyuan/domain';
import { PACK } from '../../support/farm-produce.js';
import { World } from './world.js';

const LOCAL: PackExtension = {
  id: 'yantai-agri',
  extends: 'agri',
  version: '1.0.0',
  division: '370600',
  names: { zh: '烟台市食用农产品补充规则' },
  inForce: { from: '2026-01-01' },
  sources: [{ id: 'city', zh: 'test' }],
  units: ['KGM'],
  steps: {
    commissioning: {
      fields: [
        {
          name: 'suyuan:plot',
          names: { zh: '地块' },
          form: { is: 'number' },
          disclosure: 'regulator',
          sources: ['city'],
        },
      ],
    },
  },
};

describe('gateway: the categories in force', () => {
  let world: World;
  before(async () => {
    world = await World.start();
    await world.populate();
  });
  after(() => world.stop());

  const read = async (query = ''): Promise<readonly CategoryAnswer[]> =>
    ((await world.get(`/api/v1/categories${query}`)).json as CategoriesAnswer).categories;
  const fieldsOf = (category: CategoryAnswer | undefined): readonly string[] | undefined =>
    category?.steps.find(({ step }) => step === 'commissioning')?.fields.map(({ name }) => name);

  it('are told with steps, fields, units and certificates, to anybody', async () => {
    const [agri, ...others] = await read();
    expect(others).to.deep.equal([]);
    expect(agri).to.deep.include({ id: 'agri', version: '1.0.0', tier: 'key', units: PACK.units, retired: false });
    expect(agri?.certificates.map(({ type, own }) => [type, own])).to.deep.equal([
      ['compliance', true],
      ['inspection', false],
    ]);
    const shipping = agri?.steps.find(({ step }) => step === 'shipping');
    expect(shipping).to.deep.include({
      names: { zh: '发货', en: 'Shipping' },
      event: { type: 'ObjectEvent', action: 'OBSERVE', bizStep: 'shipping' },
      roles: PACK.steps.shipping?.roles,
      to: PACK.steps.shipping?.to,
      signatures: 1,
    });
    expect(agri?.steps.find(({ step }) => step === 'commissioning')?.fields).to.deep.equal([
      { name: 'suyuan:origin', names: { zh: '产地' }, disclosure: 'public' },
    ]);
  });

  it('are with the extensions of a division, where one is named', async () => {
    await world.send('category', world.cast.regulator, extensionOf(LOCAL));
    expect((await read())[0]?.extensions).to.deep.equal([]);
    const [here] = await read('?division=370686');
    expect(here?.extensions.map(({ id }) => id)).to.deep.equal(['yantai-agri']);
    expect(here?.units).to.deep.equal(['KGM']);
    expect(fieldsOf(here)).to.deep.equal(['suyuan:origin', 'suyuan:plot']);
    expect(fieldsOf((await read('?division=410105'))[0])).to.deep.equal(['suyuan:origin']);
    expect((await world.get('/api/v1/categories?division=37')).status).to.equal(400);
  });

  it('are those in force now: not a version to come, and an amended one at once', async () => {
    const { regulator } = world.cast;
    const later = { ...PACK, version: '2.0.0', inForce: { from: '2099-01-01' }, units: ['TNE'] };
    await world.send('category', regulator, amendment('1.0.0', { ...PACK, version: '1.1.0', units: ['KGM', 'GRM'] }));
    expect((await read())[0]).to.deep.include({ version: '1.1.0', units: ['KGM', 'GRM'] });
    await world.send('category', regulator, amendment('1.1.0', later));
    expect((await read()).map(({ version }) => version)).to.deep.equal(['1.1.0']);
  });
});
