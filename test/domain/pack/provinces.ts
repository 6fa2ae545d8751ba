import { receiving, registration, shipping } from '@suyuan/client';
import type { EntryRef, PackExtension, Role, TraceError } from '@suyuan/domain';
import { creditCode, Firm } from '../../support/firm.js';
import { World } from '../../support/world.js';

/** The test's world, with regulators of Henan and Zhengzhou, and a distributor there. */
export class Provinces {
  readonly world = World.ready();
  readonly henan = this.#firm(21, ['regulator'], '410000');
  readonly zhengzhou = this.#firm(22, ['regulator'], '410100');
  readonly country = this.#firm(23, ['regulator'], '100000');
  readonly dealer = this.#firm(24, ['distributor'], '410105');
  readonly lot = this.world.lot('1000');

  #firm(number: number, roles: readonly Role[], division: string): Firm {
    const firm = new Firm(creditCode(number));
    const entry = { id: firm.id, name: { zh: `主体${number}` }, roles, division, proof: firm.proof() };
    this.world.must(this.world.regulator, 'participant', [registration(entry)]);
    return firm;
  }

  ship(quantity: string, from = this.world.producer, to = this.dealer): object {
    return shipping({ at: this.world.date(), from: from.id, to: to.id, lines: [this.line(quantity)] });
  }

  shipped(quantity: string): EntryRef {
    return `${this.world.must(this.world.producer, 'events', [this.ship(quantity)])}#0`;
  }

  receive(shipment: EntryRef, quantity: string): object {
    return receiving({ at: this.world.date(), shipment, lines: [this.line(quantity)] });
  }

  line(quantity: string): { lot: string; quantity: string; uom: string } {
    return { lot: this.lot, quantity, uom: 'KGM' };
  }

  errors(firm: Firm, kind: 'events' | 'category', value: object): readonly TraceError[] {
    return this.world.capture(this.world.document(firm, kind, [value]));
  }

  codes(firm: Firm, kind: 'events' | 'category', value: object): string[] {
    return this.errors(firm, kind, value).map(({ code }) => code);
  }
}

/** A field that has to be said at receiving. */
export const note = (name: string): NonNullable<PackExtension['steps']> => ({
  receiving: { fields: [{ name, names: { zh: '备注' }, disclosure: 'party' }] },
});

export function extension(id: string, division: string, change: Partial<PackExtension> = {}): PackExtension {
  return {
    id,
    extends: 'agri',
    version: '1.0.0',
    division,
    names: { zh: '地方补充规则' },
    inForce: { from: '2026-01-01' },
    sources: [{ id: 'local', zh: '地方规定' }],
    steps: note(`suyuan:${id}`),
    ...change,
  };
}
