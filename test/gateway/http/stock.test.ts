import { join } from 'node:path';
import { expect } from 'chai';
import { IndexStore, rebuildIndex } from '@suyuan/gateway';
import { dispensing, installing, packing, receiving, shipping, unpacking, type Signer } from '@suyuan/client';
import {
  type ContainerHoldingsAnswer,
  type Problem,
  type SerialsAnswer,
  type UnitHoldingsAnswer,
} from '@suyuan/domain';
import { Capsules, PRODUCT, sscc, unit } from './capsules.js';
import { lotPath, type World } from './world.js';

describe('gateway: units and containers in stock over HTTP', () => {
  let here: Capsules;
  let world: World;
  const at = () => new Date();

  before(async () => {
    here = await Capsules.start();
    ({ world } = here);
    const { grower } = world.cast;
    await here.release('B1', 'B2');
    await world.send('events', grower, here.birth('B1', ['A01', 'A02', 'A03', 'A04', 'A05', 'A06']));
    await world.send('events', grower, here.birth('B2', ['X', 'K7', 'K3']));
  });
  after(() => world.stop());

  const read = async <T>(path: string, signer: Signer): Promise<T> => {
    const answer = await world.get(`/api/v1/holdings/${path}`, { signer });
    expect(answer.status, answer.text).to.equal(200);
    return answer.json as T;
  };
  const counts = async (signer: Signer, query = ''): Promise<Record<string, number[]>> => {
    const { units } = await read<UnitHoldingsAnswer>(`units${query}`, signer);
    return Object.fromEntries(units.map(({ lot, count, attached = 0 }) => [lot.slice(-2), [count, attached]]));
  };
  const serials = async (signer: Signer, batch: string, limit = 200): Promise<string[]> => {
    const found: string[] = [];
    let after = '';
    do {
      const path = `serials?batch=${lotPath(batch)}&limit=${limit}${after}`;
      const { units, next } = await read<SerialsAnswer>(path, signer);
      expect(units.length).to.be.at.most(limit);
      found.push(...units.map(({ unit: each }) => each.slice(unit('').length)));
      after = next === undefined ? '' : `&after=${encodeURIComponent(next)}`;
    } while (after !== '');
    return found;
  };
  const containers = async (signer: Signer): Promise<ContainerHoldingsAnswer['containers']> =>
    (await read<ContainerHoldingsAnswer>('containers', signer)).containers;

  it('counts what lies loose with its maker, and lists it by page', async () => {
    const { grower, retailer } = world.cast;
    const { units } = await read<UnitHoldingsAnswer>('units', grower);
    expect(units[0]).to.deep.equal({ lot: lotPath('B1'), product: PRODUCT, category: 'drug', count: 6 });
    expect(await counts(grower)).to.deep.equal({ B1: [6, 0], B2: [3, 0] });
    expect(await serials(grower, 'B1', 4)).to.deep.equal(['A01', 'A02', 'A03', 'A04', 'A05', 'A06']);
    expect(await serials(grower, 'B2', 1)).to.have.members(['X', 'K3', 'K7']);
    expect(await counts(retailer)).to.deep.equal({});
    expect(await containers(retailer)).to.deep.equal([]);
    expect(await serials(retailer, 'B1')).to.deep.equal([]);
  });

  it('lists a pallet as one thing, and nothing of what is in it', async () => {
    const { grower, distributor } = world.cast;
    await world.send('events', grower, packing({ at: at(), container: sscc(1), items: [unit('A01'), unit('A02')] }));
    await world.send('events', grower, packing({ at: at(), container: sscc(2), items: [sscc(1), unit('A03')] }));
    expect(await counts(grower)).to.deep.equal({ B1: [3, 0], B2: [3, 0] });
    const lots = [{ lot: lotPath('B1'), quantity: '3', uom: 'H87', product: PRODUCT }];
    expect(await containers(grower)).to.deep.equal([{ container: sscc(2), category: 'drug', lots }]);
    const parties = { from: grower.participant, to: distributor.participant };
    const goods = [sscc(2), unit('A04')];
    const id = await world.send('events', grower, shipping({ at: at(), ...parties, goods }));
    expect(await containers(grower), 'on its way').to.deep.equal([]);
    expect(await containers(distributor), 'on its way').to.deep.equal([]);
    await world.send('events', distributor, receiving({ at: at(), shipment: `${id}#0`, goods }));
    expect((await containers(distributor)).map(({ container }) => container)).to.deep.equal([sscc(2)]);
    expect(await counts(distributor)).to.deep.equal({ B1: [1, 0] });
    expect(await serials(grower, 'B1', 1)).to.deep.equal(['A05', 'A06']);
  });

  it('lists what comes out when it is opened for all, though nothing is written of it', async () => {
    const { grower, distributor, retailer } = world.cast;
    await world.send('events', distributor, unpacking({ at: at(), container: sscc(2) }));
    expect((await containers(distributor)).map(({ container }) => container)).to.deep.equal([sscc(1)]);
    expect(await counts(distributor)).to.deep.equal({ B1: [2, 0] });
    expect(await serials(distributor, 'B1', 1)).to.deep.equal(['A03', 'A04']);
    await world.send('events', distributor, unpacking({ at: at(), container: sscc(1) }));
    expect(await containers(distributor)).to.deep.equal([]);
    expect(await serials(distributor, 'B1')).to.deep.equal(['A01', 'A02', 'A03', 'A04']);
    await here.handOver(distributor, retailer, unit('A01'), unit('A02'));
    expect(await serials(distributor, 'B1')).to.deep.equal(['A03', 'A04']);
    await here.handOver(grower, retailer, unit('K3'));
    expect(await counts(retailer)).to.deep.equal({ B1: [2, 0], B2: [1, 0] });
  });

  it('tells what is attached apart, and forgets what is gone', async () => {
    const { retailer } = world.cast;
    const parent = 'code/vin/1M8GDM9AXKP042788';
    await world.send('events', retailer, installing({ at: at(), parent, units: [unit('A01')] }));
    expect(await counts(retailer)).to.deep.equal({ B1: [1, 1], B2: [1, 0] });
    const { units } = await read<SerialsAnswer>(`serials?batch=${lotPath('B1')}`, retailer);
    expect(units).to.deep.equal([{ unit: unit('A01'), attached: parent }, { unit: unit('A02') }]);
    await world.send('events', retailer, dispensing({ at: at(), units: [unit('A02'), unit('K3')] }));
    expect(await counts(retailer)).to.deep.equal({ B1: [0, 1] });
  });

  it('tells a regulator of anybody’s, and others of their own alone; refuses what is no place in a list', async () => {
    const { regulator, distributor, retailer } = world.cast;
    expect(await counts(regulator, `?participant=${distributor.participant}`)).to.deep.equal({ B1: [2, 0] });
    const code = async (path: string, signer?: Signer): Promise<string> =>
      ((await world.get(`/api/v1/holdings/${path}`, signer === undefined ? {} : { signer })).json as Problem).code;
    for (const path of ['units?', 'containers?', `serials?batch=${lotPath('B1')}&`]) {
      expect(await code(`${path}participant=${distributor.participant}`, retailer)).to.equal('FORBIDDEN');
      expect(await code(path.slice(0, -1))).to.equal('TOKEN_MISSING');
    }
    expect(await code('serials', retailer)).to.equal('QUERY_INVALID');
    expect(await code(`serials?batch=${lotPath('B1')}&after=x`, retailer)).to.equal('QUERY_INVALID');
  });

  it('is as it was where an opening or a commissioning is declared wrong', async () => {
    const { grower } = world.cast;
    const view = async (): Promise<unknown> => [
      await counts(grower),
      await serials(grower, 'B1'),
      await containers(grower),
    ];
    // A carton of which one unit came out and went in again, and that lies on a pallet.
    await world.send('events', grower, packing({ at: at(), container: sscc(4), items: [unit('A05'), unit('A06')] }));
    await world.send('events', grower, unpacking({ at: at(), container: sscc(4), items: [unit('A05')] }));
    await world.send('events', grower, packing({ at: at(), container: sscc(4), items: [unit('A05'), unit('K7')] }));
    await here.regret(grower, unpacking({ at: at(), container: sscc(4) }), async () => {
      expect(await serials(grower, 'B1')).to.deep.equal(['A05', 'A06']);
    });
    expect(await serials(grower, 'B1')).to.deep.equal([]);
    await world.send('events', grower, packing({ at: at(), container: sscc(5), items: [sscc(4)] }));
    const before = await view();
    await here.regret(grower, unpacking({ at: at(), container: sscc(5) }), async () => {
      expect((await containers(grower)).map(({ container }) => container)).to.deep.equal([sscc(4)]);
    });
    expect(await view()).to.deep.equal(before);
    await here.regret(grower, here.birth('B1', ['Z1']), async () => {
      expect(await serials(grower, 'B1')).to.deep.equal(['Z1']);
    });
    expect(await view()).to.deep.equal(before);
    await world.send('events', grower, unpacking({ at: at(), container: sscc(5) }));
    await world.send('events', grower, unpacking({ at: at(), container: sscc(4) }));
    expect(await serials(grower, 'B1')).to.deep.equal(['A05', 'A06']);
    expect(await containers(grower)).to.deep.equal([]);
  });

  it('has the same index when it is built again from the blocks', async () => {
    const dump = async (index: IndexStore): Promise<string[]> => {
      const all: string[] = [];
      for await (const pair of index.everything()) all.push(pair.join('='));
      return all;
    };
    const { index, ledger } = world.gateway.service;
    const folder = join(world.folder, 'rebuilt');
    const { height } = await rebuildIndex(folder, ledger, { quietMs: 300 });
    expect(height).to.equal(world.embedded.height);
    const rebuilt = await IndexStore.open(folder);
    const found = await dump(rebuilt);
    await rebuilt.close();
    expect(found).to.deep.equal(await dump(index));
  });
});
