import { receiving, shipping } from '@suyuan/client';
import type { EntryRef, JsonObject } from '@suyuan/domain';
import type { Firm } from '../../support/firm.js';
import { World } from '../../support/world.js';

/** A producer's lot of five tonnes, and hand-offs of it. */
export class OneLot {
  readonly world = World.ready();
  readonly lot = this.world.lot('5000');

  kg(quantity: string, of = this.lot): { lot: string; quantity: string; uom: string } {
    return { lot: of, quantity, uom: 'KGM' };
  }

  ship(quantity: string, to = this.world.distributor, from = this.world.producer): JsonObject {
    return shipping({ at: this.world.date(), from: from.id, to: to.id, lines: [this.kg(quantity)] });
  }

  shipped(quantity: string, to = this.world.distributor, from = this.world.producer): EntryRef {
    return `${this.world.must(from, 'events', [this.ship(quantity, to, from)])}#0`;
  }

  receive(ref: EntryRef, quantity: string): JsonObject {
    return receiving({ at: this.world.date(), shipment: ref, lines: [this.kg(quantity)] });
  }

  codes(firm: Firm, ...events: object[]): string[] {
    return this.world.codes(this.world.document(firm, 'events', events));
  }
}
