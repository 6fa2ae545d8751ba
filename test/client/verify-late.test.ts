import { amendment, certificate, receiving, shipping, verifyItem } from '@suyuan/client';
import { expect } from 'chai';
import type { CategoryPack, EntryRef, MarkRecord } from '@suyuan/domain';
import { PACK } from '../support/farm-produce.js';
import { failed } from './failed.js';
import { commission, gather, LOT } from './ledger/apples.js';

const HOUR = 3600;
/** What is received has to be reported within the hour, all else in two days. */
const HASTY: CategoryPack = {
  ...PACK,
  version: '1.1.0',
  late: 48 * HOUR,
  steps: { ...PACK.steps, receiving: { roles: ['distributor'], ...PACK.steps.receiving, deadline: HOUR } },
};

describe('client verdict over events that were reported late', () => {
  it('marks those that the ledger marks, with when they were due, and no others', async () => {
    const { ledger, grower, distributor, regulator } = await gather();
    await ledger.send('category', regulator, amendment(PACK.version, HASTY));
    const entry = { type: 'compliance', number: 'HG-1', category: 'agri', lots: [LOT], issued: '2026-10-21' };
    await ledger.send('certificate', grower, certificate({ ...entry, result: 'pass' }));
    await ledger.send('events', grower, commission(ledger, grower, LOT, '100'));
    const at = () => new Date(ledger.now * 1000);
    const lines = (quantity: string) => [{ lot: LOT, quantity, uom: 'KGM' }];
    const ship = async (quantity: string): Promise<EntryRef> => {
      const parties = { from: grower.participant, to: distributor.participant };
      return `${await ledger.send('events', grower, shipping({ at: at(), ...parties, lines: lines(quantity) }))}#0`;
    };
    const [first, second] = [await ship('30'), await ship('20')];
    const receive = (shipment: EntryRef, quantity: string, when: Date) =>
      ledger.send('events', distributor, receiving({ at: when, shipment, lines: lines(quantity) }));
    await receive(first, '30', at());
    const happened = at();
    ledger.now += 3 * HOUR;
    const late = await receive(second, '20', happened);

    const verdict = await verifyItem(ledger.item(LOT), { item: LOT, pin: regulator.thumbprint, now: ledger.now });
    expect(failed(verdict)).to.deep.equal({});
    const told = verdict.story?.steps.filter((step) => 'due' in step) ?? [];
    expect(told.map(({ ref }) => ref)).to.deep.equal([`${late}#0`]);
    const marks = [...ledger.state].filter(([key]) => key.startsWith('event/'));
    const marked = marks.map(([, json]) => JSON.parse(json) as MarkRecord).filter(({ due }) => due !== undefined);
    expect(told).to.have.nested.property('[0].due', Math.floor(happened.getTime() / 1000) + HOUR);
    expect(marked).to.deep.equal([{ v: 1, by: `${late}#0`, due: Math.floor(happened.getTime() / 1000) + HOUR }]);
  });
});
