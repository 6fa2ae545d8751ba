import { amendment, licence, licenceChange, receiving, shipping } from '@suyuan/client';
import type { CategoryPack, EntryRef, LicenceEntry } from '@suyuan/domain';
import type { Firm } from './firm.js';
import { PACK, World } from './world.js';

/** Rules by which both sides of a hand-off must hold a licence. */
export const LICENSED_PACK: CategoryPack = {
  ...PACK,
  version: '1.1.0',
  licences: { trade: { names: { zh: '经营许可' } }, grown: { names: { zh: '种植许可' }, scheme: 'sc-licence' } },
  steps: {
    ...PACK.steps,
    shipping: {
      ...PACK.steps.shipping,
      roles: ['producer', 'distributor'],
      licences: [
        { type: 'trade', of: 'signer', for: ['distributor'] },
        { type: 'trade', of: 'to', for: ['distributor'] },
      ],
    },
    receiving: {
      roles: ['distributor', 'retailer'],
      licences: [{ type: 'trade', of: 'signer', for: ['distributor'] }],
    },
  },
};

export const DAY = 86_400;

/** A world in which distributors take a licence. */
export class Depot {
  readonly world = World.ready();

  constructor(pack: CategoryPack = LICENSED_PACK) {
    this.world.must(this.world.regulator, 'category', [amendment(PACK.version, pack)]);
  }

  licence(more: Partial<Parameters<typeof licence>[0]> = {}): LicenceEntry {
    return licence({
      ...{ participant: this.world.distributor.id, type: 'trade', number: 'T-1', categories: ['agri'] },
      ...{ from: '2026-01-01', until: '2026-12-31', authority: '市场监督管理局' },
      ...more,
    });
  }

  grant(more: Partial<Parameters<typeof licence>[0]> = {}): void {
    this.world.must(this.world.regulator, 'licence', [this.licence(more)]);
  }

  change(action: 'suspend' | 'readmit' | 'revoke', number = 'T-1', type = 'trade'): LicenceEntry {
    return licenceChange(action, { participant: this.world.distributor.id, type, number }, '检查');
  }

  ship(lot: string, quantity = '1', offset = 0, from = this.world.producer, to = this.world.distributor): object {
    const lines = [{ lot, quantity, uom: 'KGM' }];
    return shipping({ at: this.world.date(offset), from: from.id, to: to.id, lines });
  }

  receive(shipment: EntryRef, lot: string, quantity = '1', offset = 0): object {
    return receiving({ at: this.world.date(offset), shipment, lines: [{ lot, quantity, uom: 'KGM' }] });
  }

  codes(firm: Firm, kind: 'events' | 'licence' | 'participant' | 'product' | 'certificate', ...values: object[]) {
    return this.world.codes(this.world.document(firm, kind, values));
  }
}
