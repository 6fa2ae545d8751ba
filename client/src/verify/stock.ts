import {
  formatQuantity,
  standingOf,
  stateOf,
  together,
  TraceError,
  type ActLine,
  type EntryRef,
  type Quantity,
  type Standing,
} from '@suyuan/domain';

/** What a party has of the lot, and how it stands. */
export interface Held extends Standing {
  readonly quantity: Quantity;
  readonly last: EntryRef;
  /** How it stood before a step that left it where it was. */
  readonly before?: Standing;
}

/** Everybody's stock of one lot: credits, debits and what is done in between, in exact quantities (docs/custody.md). */
export class Stock {
  readonly holdings = new Map<string, Held>();

  constructor(readonly item: string) {}

  /** As far as anything is said of it. */
  standing(party: string): Standing {
    return standingOf(this.holdings.get(party) ?? {});
  }

  state(party: string): string {
    return stateOf(this.standing(party));
  }

  /** Throws NOT_HOLDER, UNIT_MISMATCH, INSUFFICIENT_QUANTITY. */
  require(party: string, { quantity, uom }: Pick<ActLine, 'quantity' | 'uom'>, unit: string | undefined): Held {
    const held = this.holdings.get(party);
    if (held === undefined) throw new TraceError('NOT_HOLDER', { participant: party, lot: this.item });
    if (uom !== unit) throw new TraceError('UNIT_MISMATCH', { lot: this.item, uom });
    if (held.quantity < quantity) {
      const [has, asked] = [formatQuantity(held.quantity), formatQuantity(quantity)];
      throw new TraceError('INSUFFICIENT_QUANTITY', { lot: this.item, held: has, asked, uom });
    }
    return held;
  }

  /** Returns how it stood there. */
  debit(party: string, line: Pick<ActLine, 'quantity' | 'uom'>, unit: string | undefined, ref: EntryRef): Standing {
    const { before: _, ...held } = this.require(party, line, unit);
    this.holdings.set(party, { ...held, quantity: held.quantity - line.quantity, last: ref });
    return standingOf(held);
  }

  credit(party: string, quantity: Quantity, standing: Standing, ref: EntryRef): void {
    const held = this.holdings.get(party);
    const stands = held === undefined || held.quantity === 0n ? standing : together(this.item, held, standing);
    this.holdings.set(party, { ...stands, quantity: (held?.quantity ?? 0n) + quantity, last: ref });
  }

  /** Something was done to it where it lies. */
  keep(party: string, standing: Standing, ref: EntryRef): void {
    const held = this.holdings.get(party);
    if (held === undefined) throw new TraceError('NOT_HOLDER', { participant: party, lot: this.item });
    this.holdings.set(party, { ...standing, quantity: held.quantity, last: ref, before: standingOf(held) });
  }
}
