import { amendment, certificate, certificateRevocation, receiving, shipping, transforming } from '@suyuan/client';
import type { CategoryPack, EntryRef, JsonObject, SignedWitness } from '@suyuan/domain';
import { creditCode, Firm } from './firm.js';
import { PACK, World } from './world.js';

/** Rules by which a mill makes lots of others. */
export const MILL_PACK: CategoryPack = {
  ...PACK,
  version: '1.1.0',
  units: ['GRM', 'KGM', 'TNE', 'LTR', 'H87'],
  steps: {
    ...PACK.steps,
    transforming: {
      roles: ['producer', 'processor'],
      yield: { least: 0, most: 1_050_000, across: [{ from: 'KGM', to: 'H87', most: 10_000_000 }] },
    },
    sampling: { roles: ['producer', 'processor', 'distributor', 'regulator'], to: ['laboratory'] },
    shipping: { roles: ['producer', 'processor', 'distributor'], to: ['processor', 'distributor', 'retailer'] },
    receiving: { roles: ['processor', 'distributor', 'retailer'] },
    returning: { roles: ['processor', 'distributor', 'retailer'] },
    decommissioning: { roles: ['producer', 'processor', 'distributor', 'retailer'] },
  },
};

export type Part = readonly [lot: string, quantity: string, uom?: string];

/** A world with a mill: a firm of its own prefix that buys, mixes, splits and sells. */
export class Mill {
  readonly world = World.ready();
  readonly firm = new Firm(creditCode(9));
  #number = 0;

  constructor() {
    const { world, firm } = this;
    world.must(world.regulator, 'category', [amendment(PACK.version, MILL_PACK)]);
    world.must(world.regulator, 'participant', [world.entry(firm, '面粉厂', ['processor'], ['6955555'])]);
  }

  /** A new lot's path: the mill's unless said. */
  name(prefix = '6955555'): string {
    const body = `0${prefix}12345`.slice(0, 13);
    const sum = Array.from(body).reduce((total, digit, i) => total + Number(digit) * (i % 2 === 0 ? 3 : 1), 0);
    return `01/${body}${(10 - (sum % 10)) % 10}/10/T${++this.#number}`;
  }

  /** The event by which these become those. */
  event(inputs: readonly Part[], outputs: readonly Part[], ilmd?: JsonObject): JsonObject {
    const lines = (parts: readonly Part[]) => parts.map(([lot, quantity, uom = 'KGM']) => ({ lot, quantity, uom }));
    return transforming({
      ...{ at: this.world.date(), inputs: lines(inputs), outputs: lines(outputs) },
      ...{ category: 'agri', product: { zh: '面粉' }, ...(ilmd === undefined ? {} : { ilmd }) },
    });
  }

  /** One new lot of these, in a firm's hands; its path. */
  make(inputs: readonly Part[], quantity: string, firm = this.firm): string {
    const lot = this.name(firm === this.firm ? undefined : '6901234');
    this.world.must(firm, 'events', [this.event(inputs, [[lot, quantity]])]);
    return lot;
  }

  /** A raw lot, all of it at the mill. */
  bought(quantity: string): string {
    const lot = this.world.lot(quantity);
    this.pass(lot, quantity, this.world.producer, this.firm);
    return lot;
  }

  ship(lot: string, quantity: string, from = this.firm, to = this.world.distributor): JsonObject {
    return shipping({ at: this.world.date(), from: from.id, to: to.id, lines: [{ lot, quantity, uom: 'KGM' }] });
  }

  receive(shipment: EntryRef, lot: string, quantity: string): JsonObject {
    return receiving({ at: this.world.date(), shipment, lines: [{ lot, quantity, uom: 'KGM' }] });
  }

  pass(lot: string, quantity: string, from: Firm, to: Firm): void {
    const id = this.world.must(from, 'events', [this.ship(lot, quantity, from, to)]);
    this.world.must(to, 'events', [this.receive(`${id}#0`, lot, quantity)]);
  }

  /** Errors of an event; a witness stands beside its document. */
  errors(firm: Firm, event: object, witness?: SignedWitness) {
    const document = this.world.document(firm, 'events', [event]);
    const errors = this.world.capture(witness === undefined ? document : { ...document, witness });
    return errors.map(({ code, facts }) => ({ code, facts }));
  }

  codes(firm: Firm, event: object, witness?: SignedWitness): string[] {
    return this.errors(firm, event, witness).map(({ code }) => code);
  }

  fail(lots: string | readonly string[], number: string): void {
    const list = typeof lots === 'string' ? [lots] : lots;
    for (const lot of list) if (!this.world.isSampled(lot)) this.world.sample(lot);
    this.world.must(this.world.laboratory, 'certificate', [
      certificate({ type: 'inspection', number, category: 'agri', lots: list, result: 'fail', issued: '2026-11-20' }),
    ]);
  }

  lift(number: string): void {
    this.world.must(this.world.laboratory, 'certificate', [certificateRevocation(number, '复检合格')]);
  }

  /** Records of other lots that the last capture read. */
  ancestorsRead(but: string): number {
    const keys = this.world.batches.flat().filter((key) => key.startsWith('lot/') || key.startsWith('clearance/'));
    return new Set(keys.filter((key) => key !== `lot/${but}`)).size;
  }
}
