import {
  amendment,
  certificate,
  receiving,
  serving,
  shipping,
  verifyItem,
  voiding,
  type Verdict,
} from '@suyuan/client';
import { expect } from 'chai';
import type { CategoryPack, EntryRef } from '@suyuan/domain';
import { PACK } from '../support/farm-produce.js';
import { failed } from './failed.js';
import { commission, gather, LOT, type Cast } from './ledger/apples.js';

/** Produce that is cooled, stored, held back and sold. */
const KEPT: CategoryPack = {
  ...PACK,
  version: '1.1.0',
  states: { active: { zh: '库存' }, held: { zh: '封存' }, in_transit: { zh: '在途' }, sold: { zh: '已售' } },
  steps: {
    ...PACK.steps,
    shipping: { ...PACK.steps.shipping, roles: ['producer', 'distributor'], from: ['active'], state: 'in_transit' },
    receiving: { roles: ['distributor', 'retailer'], from: ['in_transit'], state: 'active' },
    holding: { roles: ['producer', 'regulator'], from: ['active'], state: 'held' },
    storing: { roles: ['producer', 'distributor'], from: ['held', 'active'], state: 'active' },
    sensor_reporting: {
      roles: ['producer', 'distributor'],
      sensors: [{ type: 'Temperature', uom: 'CEL', least: 0, most: 8000, release: 'inspection' }],
    },
    retail_selling: { roles: ['producer', 'distributor'], from: ['active'], state: 'sold' },
    using: { roles: ['distributor'], from: ['active'] },
  },
};

describe('client verdict over what happens to goods while somebody has them', () => {
  let cast: Cast;
  const at = () => new Date(cast.ledger.now * 1000);
  const lines = (quantity: string) => [{ lot: LOT, quantity, uom: 'KGM' }];
  const good = async (): Promise<Verdict> => {
    const verdict = await verifyItem(cast.ledger.item(LOT), {
      ...{ item: LOT, pin: cast.regulator.thumbprint, now: cast.ledger.now },
    });
    expect(failed(verdict)).to.deep.equal({});
    return verdict;
  };
  beforeEach(async () => {
    cast = await gather();
    const { ledger, grower, regulator } = cast;
    await ledger.send('category', regulator, amendment(PACK.version, KEPT));
    const entry = { type: 'compliance', number: 'HG-1', category: 'agri', lots: [LOT], issued: '2026-10-21' };
    await ledger.send('certificate', grower, certificate({ ...entry, result: 'pass' }));
    await ledger.send('events', grower, commission(ledger, grower, LOT, '100'));
  });

  it('follows states, sales and uses to the gram', async () => {
    const { ledger, grower, distributor } = cast;
    await ledger.send('events', grower, serving({ at: at(), step: 'holding', lines: lines('100') }));
    expect((await good()).story?.holdings[0]).to.include({ state: 'held', quantity: '100' });
    await ledger.send('events', grower, serving({ at: at(), step: 'storing', lines: lines('100') }));
    await ledger.send('events', grower, serving({ at: at(), step: 'retail_selling', lines: lines('30') }));
    const parties = { from: grower.participant, to: distributor.participant, owner: 'kept' };
    const sent = await ledger.send('events', grower, shipping({ at: at(), ...parties, lines: lines('50') }));
    const shipment: EntryRef = `${sent}#0`;
    await ledger.send('events', distributor, receiving({ at: at(), shipment, lines: lines('50') }));
    await ledger.send('events', distributor, serving({ at: at(), step: 'using', lines: lines('8') }));
    const { story } = await good();
    expect(story?.quantities).to.include({ held: '62', sold: '30', consumed: '8', decommissioned: '0' });
    expect(story?.steps.map(({ step }) => step).slice(2)).to.deep.equal([
      ...['holding', 'storing', 'retail_selling', 'shipping', 'receiving', 'using'],
    ]);
  });

  it('follows a report that left its limits, on the way and back', async () => {
    const { ledger, grower, distributor } = cast;
    const parties = { from: grower.participant, to: distributor.participant };
    const sent = await ledger.send('events', grower, shipping({ at: at(), ...parties, lines: lines('50') }));
    const shipment: EntryRef = `${sent}#0`;
    const readings = [{ type: 'Temperature', uom: 'CEL', value: '19.5' }];
    const report = { at: at(), step: 'sensor_reporting', lines: lines('50'), shipment, readings } as const;
    await ledger.send('events', distributor, serving(report));
    await good();
    await ledger.send('events', grower, voiding({ at: at(), shipment, lines: lines('50') }));
    const { story } = await good();
    expect(story?.holdings[0]?.excursion).to.be.a('string');
  });

  it('finds out a page that says nothing of it', async () => {
    const { ledger, grower } = cast;
    const readings = [{ type: 'Temperature', uom: 'CEL', value: '19.5' }];
    await ledger.send('events', grower, serving({ at: at(), step: 'sensor_reporting', lines: lines('100'), readings }));
    const answer = ledger.item(LOT);
    const holdings = answer.holdings.map(({ participant, holding }) => {
      const { excursion: _, ...rest } = holding;
      return { participant, holding: rest };
    });
    const verdict = await verifyItem(
      { ...answer, holdings },
      {
        ...{ item: LOT, pin: cast.regulator.thumbprint, now: ledger.now },
      },
    );
    expect(Object.keys(failed(verdict))).to.deep.equal(['quantities']);
  });
});
