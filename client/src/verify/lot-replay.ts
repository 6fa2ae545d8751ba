import {
  entryRef,
  formatKeyId,
  isReleased,
  notReleased,
  parseEvent,
  readCustodyAct,
  readQuantity,
  TraceError,
  type ActLine,
  type CategoryPack,
  type CustodyAct,
  type EntryRef,
  type Json,
  type Line,
  type ObjectEvent,
  type PartyName,
  type Quantity,
  type Standing,
  type StepRule,
  type TransformationEvent,
} from '@suyuan/domain';
import { sha256 } from '../keys/hash.js';
import { bearUnits } from './bear.js';
import { certificateKey, type Certificates } from './certificates.js';
import type { LotPacking } from './lot-packing.js';
import type { Entitlement, StandingThen } from './entitlement.js';
import type { ShownDocument } from './read-evidence.js';
import type { Products } from './products.js';
import type { Registry } from './registry.js';
import type { LotOfItem, PendingAct, ReplayedEvent } from './replayed-event.js';
import type { Shipment } from './shipment.js';
import { Stock } from './stock.js';
import { takeStep } from './take-step.js';
import type { UnitView } from './unit-view.js';
import { needed, type Rare, type Views } from './views.js';

/**
 * What verified events do to one lot, step by step, in exact quantities: the custody rules (docs/custody.md) as far as
 * they are about this lot alone. Throws coded errors; an event that fails changes nothing.
 */
export class LotReplay {
  lot: LotOfItem | undefined;
  /** The commissioning, or the transformation that it came out of, as its maker signed it. */
  origin: ObjectEvent | TransformationEvent | undefined;
  /** Where the item is a single unit. */
  readonly unit: UnitView | undefined;
  /** Where some of the lot was packed. */
  readonly packing: LotPacking | undefined;
  /** Where some of the journey takes it. */
  readonly rare: Rare | undefined;
  readonly stock: Stock;
  readonly shipments = new Map<EntryRef, Shipment>();
  readonly events: ReplayedEvent[] = [];
  decommissioned: Quantity = 0n;
  /** To whom the ledger does not know: in a shop, over a pharmacy's counter, abroad. */
  sold: Quantity = 0n;
  /** Used up as they were. */
  consumed: Quantity = 0n;
  /** Worked into other lots. */
  used: Quantity = 0n;
  missing: Quantity = 0n;
  /** Handed to laboratories. */
  sampled: Quantity = 0n;
  /** Of a batch of units: how many came into being. */
  units = 0;
  /** Acts that wait for further signatures. */
  readonly pending = new Map<EntryRef, PendingAct>();
  readonly #digests = new Set<string>();

  constructor(
    readonly item: string,
    readonly registry: Registry,
    readonly entitlement: Entitlement,
    readonly certificates: Certificates,
    readonly products: Products,
    { unit, packing, rare }: Views = {},
  ) {
    this.rare = rare;
    this.unit = unit;
    this.packing = packing;
    this.stock = new Stock(item);
  }

  get holdings(): Stock['holdings'] {
    return this.stock.holdings;
  }

  /** Returns whether the event is about the lot. */
  apply({ head, record }: ShownDocument, index: number, value: Json): boolean {
    const event = parseEvent(value);
    if (event.type === 'TransactionEvent') throw new TraceError('STEP_UNSUPPORTED', { step: '', type: event.type });
    const ref = entryRef(head.id, index);
    const read = readCustodyAct(event, sha256);
    const act = this.unit === undefined ? read : this.unit.see(read, ref);
    if (act === undefined) return false;
    const signer = head.kid.participant;
    const opened = act.shipment === undefined ? undefined : this.shipments.get(act.shipment);
    const line = [...act.lines, ...(act.outputs ?? [])].find(({ lot }) => lot === this.item);
    const births = this.unit === undefined && act.batch?.lot === this.item;
    const about = births || line !== undefined || opened !== undefined || this.packing?.concerns(act) === true;
    if (!about && (act.error === undefined || this.originalOf(act, signer) === undefined)) return false;
    const name = `${signer} ${act.digest}`;
    if (this.#digests.has(name) && act.error === undefined) {
      throw new TraceError('DUPLICATE_EVENT', { document: head.id, index });
    }
    const kid = formatKeyId(head.kid);
    const done = { ref, signer, kid, act, event, quantity: line?.quantity ?? 0n, recorded: record.time };
    if (births && act.error === undefined) this.events.push(bearUnits(done, this));
    else {
      if (act.error === undefined) this.unit?.remember(ref, this);
      const outcome =
        act.error === undefined ? takeStep(done, line, opened, this) : needed(this.rare).correct(done, act.error, this);
      this.events.push({ ...done, ...outcome });
    }
    this.#digests.add(name);
    return true;
  }

  /** The event in whose words an error declaration is, where this lot's events have it. */
  originalOf({ digest }: CustodyAct, signer: string): ReplayedEvent | undefined {
    const isIt = ({ act, signer: by }: ReplayedEvent): boolean =>
      by === signer && act.digest === digest && act.error === undefined;
    return this.events.find(isIt);
  }

  inTransit(): Quantity {
    let sum = this.packing?.total(true) ?? 0n;
    for (const { status, lines } of this.shipments.values()) if (status === 'in_transit') sum += this.quantityIn(lines);
    return sum;
  }

  /** In containers that somebody has. */
  packed(): Quantity {
    return this.packing?.total(false) ?? 0n;
  }

  /** Of this lot in a shipment, as it was sent: by itself, and in containers. Undefined where there is none. */
  sentIn(shipment: Shipment): Quantity | undefined {
    const carried = this.carriedIn(shipment);
    const loose = shipment.lines.some(({ lot }) => lot === this.item);
    return loose || carried > 0n ? this.quantityIn(shipment.lines) + carried : undefined;
  }

  /** In its containers. */
  carriedIn({ by }: Shipment): Quantity {
    return this.events.find(({ ref }) => ref === by)?.carried ?? 0n;
  }

  /** Of this lot. */
  quantityIn(lines: readonly Line[]): Quantity {
    const line = lines.find(({ lot }) => lot === this.item);
    return line === undefined ? 0n : readQuantity(line.quantity);
  }

  debit(party: string, line: ActLine, ref: EntryRef): Standing {
    return this.stock.debit(party, line, this.lot?.uom, ref);
  }

  requireLot(): LotOfItem {
    if (this.lot === undefined) throw new TraceError('LOT_UNKNOWN', { lot: this.item });
    return this.lot;
  }

  /** Who may do it, with which papers; and that trade of the lot is not stopped. */
  requireStep(done: ReplayedEvent, pack: CategoryPack, lot: LotOfItem): void {
    this.entitlement.requireStep(pack, done.act.step, done.signer, this.standingThen(done, lot));
  }

  /** Of a step that leaves goods where they are: who may do it, with which papers. */
  requireKeeping(done: ReplayedEvent, rule: StepRule): void {
    const lot = this.requireLot();
    this.entitlement.requireRule(rule, done.act.step, done.signer, this.standingThen(done, lot));
  }

  standingThen({ act, recorded }: ReplayedEvent, lot: LotOfItem): StandingThen {
    const named = [...lot.certificates, ...act.certificates];
    return { maker: lot.maker, named, certificates: this.certificates.all, time: recorded };
  }

  /** How they stand, released of what a sensor told. Throws SENSOR_EXCURSION. */
  released(standing: Standing, done: ReplayedEvent, lot: LotOfItem): Standing {
    const { excursion, ...rest } = standing;
    if (excursion === undefined) return standing;
    const named = [...lot.certificates, ...done.act.certificates].flatMap(({ issuer, number }) => {
      const certificate = this.certificates.all.get(certificateKey(issuer, number));
      return certificate === undefined ? [] : [{ ...this.certificates.record(certificate), urn: '' }];
    });
    if (isReleased(excursion, named, done.recorded)) return rest;
    throw notReleased(this.item, excursion);
  }

  /** Whose stock an event is about. */
  holderOf({ act, signer }: ReplayedEvent): string {
    return act.from === undefined ? signer : (this.idOf(act.from) ?? '?');
  }

  idOf(party: PartyName | undefined): string | undefined {
    const named = party === undefined ? undefined : this.resolve(party);
    return named !== undefined && 'id' in named ? named.id : undefined;
  }

  requireParty(party: PartyName, expected: string, path: string): void {
    if (this.idOf(party) !== expected) throw new TraceError('NOT_SIGNER', { path, expected });
  }

  resolve(party: PartyName): PartyName {
    const id = 'id' in party ? party.id : this.registry.ownerOf(party.gln);
    return id === undefined ? party : { id };
  }
}
