import { expect } from 'chai';
import { licenceRenewal, returning } from '@suyuan/client';
import { keys } from '@suyuan/domain';
import { creditCode } from '../../support/firm.js';
import { DAY, Depot, LICENSED_PACK } from '../../support/depot.js';

describe('licences', () => {
  let depot: Depot;
  let lot: string;

  beforeEach(() => {
    depot = new Depot();
    lot = depot.world.lot('100');
  });

  const shipped = (): string[] => depot.codes(depot.world.producer, 'events', depot.ship(lot));

  it('are asked for of either side, in one batch of reads', () => {
    expect(shipped()).to.deep.equal(['LICENCE_REQUIRED']);
    depot.grant();
    expect(shipped()).to.deep.equal([]);
    expect(depot.world.batches).to.have.length(3);
    expect(depot.world.batches[2]).to.deep.equal([keys.licence(depot.world.distributor.id, 'trade')]);
  });

  it('hold from their first day to the last second of their last, in China', () => {
    const { world } = depot;
    depot.grant({ from: '2026-11-21', until: '2026-11-21' });
    const at = (time: string): string[] => {
      world.now = Date.parse(time) / 1000;
      return shipped();
    };
    expect(at('2026-11-20T23:59:59+08:00')).to.deep.equal(['LICENCE_EXPIRED']);
    expect(at('2026-11-21T00:00:00+08:00')).to.deep.equal([]);
    expect(at('2026-11-21T23:59:59+08:00')).to.deep.equal([]);
    expect(at('2026-11-22T00:00:00+08:00')).to.deep.equal(['LICENCE_EXPIRED']);
  });

  it('that expire between shipping and receiving stop the receiving, and leave the way back open', () => {
    const { world } = depot;
    depot.grant({ until: '2026-11-20' });
    const shipment = `${world.must(world.producer, 'events', [depot.ship(lot)])}#0` as const;
    world.now += DAY;
    expect(depot.codes(world.distributor, 'events', depot.receive(shipment, lot))).to.deep.equal(['LICENCE_EXPIRED']);
    // What was received in time may not be said to have been later, nor what is late to have been in time.
    const yesterday = depot.receive(shipment, lot, '1', 3600 - DAY);
    expect(depot.codes(world.distributor, 'events', yesterday)).to.deep.equal(['LICENCE_EXPIRED']);
    const back = returning({
      ...{ at: world.date(), shipment, from: world.distributor.id, to: world.producer.id },
      lines: [{ lot, quantity: '1', uom: 'KGM' }],
    });
    world.must(world.distributor, 'events', [back]);
  });

  it('are suspended and readmitted at once, and revoked for good', () => {
    const { world } = depot;
    depot.grant();
    const change = (action: 'suspend' | 'readmit' | 'revoke'): string[] =>
      depot.codes(world.regulator, 'licence', depot.change(action));
    expect(change('readmit')).to.deep.equal(['STATUS_UNCHANGED']);
    expect(change('suspend')).to.deep.equal([]);
    expect(shipped()).to.deep.equal(['LICENCE_SUSPENDED']);
    expect(change('suspend')).to.deep.equal(['STATUS_UNCHANGED']);
    expect(change('readmit')).to.deep.equal([]);
    expect(shipped()).to.deep.equal([]);
    expect(change('revoke')).to.deep.equal([]);
    expect(shipped()).to.deep.equal(['LICENCE_SUSPENDED']);
    expect(change('revoke')).to.deep.equal(['STATUS_UNCHANGED']);
    expect(change('readmit')).to.deep.equal(['STATUS_UNCHANGED']);
  });

  it('bind what is reported late as they were when it happened', () => {
    const { world } = depot;
    depot.grant();
    world.must(world.regulator, 'licence', [depot.change('suspend')]);
    world.now += 2 * 3600;
    world.must(world.regulator, 'licence', [depot.change('readmit')]);
    world.now += 3600;
    const ago = (hours: number): string[] => depot.codes(world.producer, 'events', depot.ship(lot, '1', -hours * 3600));
    expect(ago(2)).to.deep.equal(['LICENCE_SUSPENDED']);
    expect(ago(0.5)).to.deep.equal([]);
  });

  it('are renewed to a later day; the gap before a late renewal stays uncovered', () => {
    const { world } = depot;
    depot.grant({ until: '2026-11-20' });
    const renew = (until: string): string[] =>
      depot.codes(
        world.regulator,
        'licence',
        licenceRenewal({ participant: world.distributor.id, type: 'trade', number: 'T-1' }, until),
      );
    expect(renew('2026-11-20')).to.deep.equal(['FIELD_VALUE']);
    world.now += 2 * DAY;
    expect(shipped()).to.deep.equal(['LICENCE_EXPIRED']);
    expect(renew('2027-11-20')).to.deep.equal([]);
    expect(shipped()).to.deep.equal([]);
    expect(depot.codes(world.producer, 'events', depot.ship(lot, '1', -DAY))).to.deep.equal(['LICENCE_SUSPENDED']);
  });

  it('count for their categories and types alone, each number once', () => {
    const { world } = depot;
    const grant = (more: Parameters<Depot['licence']>[0]): string[] =>
      depot.codes(world.regulator, 'licence', depot.licence(more));
    expect(grant({ type: 'none' })).to.deep.equal(['FIELD_VALUE']);
    expect(grant({ categories: ['none'] })).to.deep.equal(['CATEGORY_UNKNOWN']);
    expect(grant({ until: '2025-12-31' })).to.deep.equal(['FIELD_VALUE']);
    expect(grant({})).to.deep.equal([]);
    expect(grant({})).to.deep.equal(['LICENCE_EXISTS']);
    expect(grant({ participant: creditCode(99) })).to.deep.equal(['PARTICIPANT_UNKNOWN']);
    expect(depot.codes(world.distributor, 'licence', depot.licence({ number: 'T-2' }))).to.deep.equal(['NOT_ENTITLED']);
    expect(depot.codes(world.regulator, 'licence', depot.change('suspend', 'T-9'))).to.deep.equal(['LICENCE_UNKNOWN']);
  });

  it('have numbers of the scheme that the pack names', () => {
    const grant = (number: string): string[] =>
      depot.codes(depot.world.regulator, 'licence', depot.licence({ type: 'grown', number }));
    expect(grant('123')).to.deep.equal(['IDENTIFIER_INVALID']);
    expect(grant('SC10437068300011')).to.deep.equal([]);
  });
});

describe('a licence for restricted goods', () => {
  const restricted: (typeof LICENSED_PACK)['steps']['shipping'] = {
    roles: ['producer', 'distributor'],
    licences: [
      { type: 'trade', of: 'to', for: ['distributor'] },
      {
        ...{ type: 'trade', of: 'to', for: ['distributor'], includes: 'restricted' },
        unless: [{ fact: 'item.restricted', is: 'equal', than: 'no' }],
      },
    ],
  };
  const pack = {
    ...LICENSED_PACK,
    steps: {
      ...LICENSED_PACK.steps,
      commissioning: {
        ...LICENSED_PACK.steps.commissioning,
        roles: ['producer'] as const,
        fields: [
          { name: 'suyuan:restricted', names: { zh: '限用' }, disclosure: 'public', as: 'restricted', optional: true },
        ] as const,
      },
      shipping: restricted,
    },
  };

  /** Codes of shipping a lot that says so of itself, to a dealer with a licence of these scopes. */
  const ship = (says: string | undefined, scopes: readonly string[]): string[] => {
    const depot = new Depot(pack);
    const { world } = depot;
    depot.grant({ scopes });
    const lot = '01/06901234567892/10/R';
    world.must(world.producer, 'certificate', [world.compliance(lot, 'R')]);
    const birth = world.birth(lot, '10', 'R');
    const ilmd = { ...(birth['ilmd'] as object), ...(says === undefined ? {} : { 'suyuan:restricted': says }) };
    world.must(world.producer, 'events', [{ ...birth, ilmd }]);
    return depot.codes(world.producer, 'events', depot.ship(lot));
  };

  it('is asked for where they are restricted, or nobody says whether they are', () => {
    expect(ship('no', [])).to.deep.equal([]);
    expect(ship('no', ['restricted'])).to.deep.equal([]);
    expect(ship('yes', [])).to.deep.equal(['LICENCE_REQUIRED']);
    expect(ship('yes', ['restricted'])).to.deep.equal([]);
    expect(ship(undefined, [])).to.deep.equal(['LICENCE_REQUIRED']);
    expect(ship(undefined, ['restricted'])).to.deep.equal([]);
  });
});
