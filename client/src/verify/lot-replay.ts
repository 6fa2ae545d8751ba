import {
  ACTIVE,
  balancedBy,
  changed,
  checkYield,
  endsGoods,
  entryRef,
  formatKeyId,
  formatQuantity,
  isReleased,
  keptFacts,
  notReleased,
  parseEvent,
  parseQuantity,
  readCountersignatureAct,
  readCustodyAct,
  readEntryRef,
  readQuantity,
  requireServant,
  restated,
  standingOf,
  stateOf,
  STAY_STEPS,
  TraceError,
  travelling,
  travelState,
  type ActLine,
  type CategoryPack,
  type CustodyAct,
  type EntryRef,
  type EpcisEvent,
  type Json,
  type Line,
  type LotRecord,
  type ObjectEvent,
  type PartyName,
  type Quantity,
  type ShipmentLine,
  type Standing,
  type StepRule,
  type TransformationEvent,
} from '@suyuan/domain';
import { sha256 } from '../keys/hash.js';
import { correct } from './correct.js';
import { certificateKey, type Certificates } from './certificates.js';
import type { Entitlement, StandingThen } from './entitlement.js';
import { keep, requireFrom, ruleOf } from './keep.js';
import type { ShownDocument } from './read-evidence.js';
import type { Products } from './products.js';
import type { Registry } from './registry.js';
import type { UnitView } from './unit-view.js';
import { requireOpen, requireWhole, sameParty, toLine, type Shipment } from './shipment.js';
import { Stock } from './stock.js';

const SALES: readonly string[] = ['retail_selling', 'dispensing'];

type LotOfItem = Omit<LotRecord, 'v'>;
type LotEvent = Exclude<EpcisEvent, { readonly type: 'TransactionEvent' }>;

/** An act that waits for further signatures. */
export interface PendingAct {
  readonly line: ActLine;
  readonly participant: string;
  /** In which state the goods were. */
  readonly state: string;
  /** Of a step that leaves them in stock: how they will stand. */
  readonly change?: Standing;
  readonly into: Ending;
  readonly roles: readonly string[];
  readonly signatures: number;
  readonly signed: readonly string[];
}

/** How goods leave the ledger's world. */
export type Ending = 'decommissioned' | 'sold' | 'consumed';

/** An event about the lot, with what it did to it. */
export interface ReplayedEvent {
  readonly ref: EntryRef;
  readonly signer: string;
  /** By which key. */
  readonly kid: string;
  readonly act: CustodyAct;
  readonly event: LotEvent;
  /** Of this lot. */
  readonly quantity: Quantity;
  /** As the gateway states it, seconds. */
  readonly recorded: number;
  readonly shipment?: EntryRef;
  readonly missing?: Quantity;
  /** Whose stock it is about, where that is not the signer's. */
  readonly holder?: string;
  /** Where what it took out of a stock went. */
  readonly ended?: Ending;
  /** Whoever's stock an official sample was taken from: not the signer's. */
  readonly official?: boolean;
  /** The event that it declares wrong; and, of that one, the declaration. */
  readonly corrects?: EntryRef;
  corrected?: EntryRef;
}

/**
 * What verified events do to one lot, step by step, in exact quantities: the custody rules (docs/custody.md) as far as
 * they are about this lot alone. Throws coded errors; an event that fails changes nothing.
 */
export class LotReplay {
  lot: LotOfItem | undefined;
  /** The commissioning, or the transformation that it came out of, as its maker signed it. */
  origin: ObjectEvent | TransformationEvent | undefined;
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
    /** Where the item is a single unit. */
    readonly unit?: UnitView,
  ) {
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
    if (this.unit === undefined && act.batch?.lot === this.item)
      return this.#commissionUnits({ ref, signer, kid: formatKeyId(head.kid), act, event, record });
    if (line === undefined && opened === undefined) return false;
    const known = this.#digests.has(`${signer} ${act.digest}`);
    if (known && act.error === undefined) throw new TraceError('DUPLICATE_EVENT', { document: head.id, index });
    const kid = formatKeyId(head.kid);
    const done = { ref, signer, kid, act, event, quantity: line?.quantity ?? 0n, recorded: record.time };
    this.events.push({
      ...done,
      ...(act.error === undefined ? this.#step(done, line, opened) : correct(done, act.error, this)),
    });
    this.#digests.add(`${signer} ${act.digest}`);
    return true;
  }

  inTransit(): Quantity {
    let sum = 0n;
    for (const { status, lines } of this.shipments.values()) if (status === 'in_transit') sum += this.#of(lines);
    return sum;
  }

  #step(done: ReplayedEvent, line: ActLine | undefined, opened: Shipment | undefined): Partial<ReplayedEvent> {
    const { act, signer, ref } = done;
    const hands = act.step === 'shipping' || act.step === 'returning';
    if (act.from !== undefined && hands) this.#requireParty(act.from, signer, 'sourceList');
    if (act.step !== 'commissioning') this.unit?.requireLoose(act);
    switch (act.step) {
      case 'commissioning':
        this.#bear(done, required(line));
        return {};
      case 'transforming':
        if (act.outputs?.some(({ lot }) => lot === this.item) === true) this.#bear(done, required(line));
        else this.#use(done, required(line));
        return {};
      case 'shipping':
        return this.#ship(done, required(line));
      case 'receiving':
        return this.#receive(done, requireOpen(act, opened));
      case 'returning': {
        if (opened?.status === 'received') return this.#sendBack(done, opened, line);
        const refused = this.#requireConsignee(act, signer, opened);
        const { by, from, pack, state } = refused;
        const lines = requireWhole(act, refused);
        if (act.to !== undefined) this.#requireParty(act.to, from, 'destinationList');
        this.#close(by, { status: 'returned', closed: ref });
        this.#open(done, {
          to: { id: from },
          lines,
          pack,
          returns: by,
          ...(state === undefined ? undefined : { state }),
        });
        return { shipment: ref };
      }
      case 'void_shipping': {
        const shipment = requireOpen(act, opened);
        const lines = requireWhole(act, shipment);
        if (shipment.from !== signer || shipment.returns !== undefined) {
          throw new TraceError('NOT_CONSIGNOR', { shipment: shipment.by, expected: shipment.from });
        }
        this.#takeBack(lines, signer, ref);
        this.#close(shipment.by, { status: 'voided', closed: ref });
        return { shipment: shipment.by };
      }
      case 'sampling': {
        const official = act.from !== undefined && !this.#is(act.from, signer);
        if (official) this.#requireOfficial(done, act.from);
        else this.#take(done, required(line), 'sampled');
        return official ? { official } : {};
      }
      case 'decommissioning':
      case 'scrapping':
      case 'destroying':
        return this.#end(done, required(line), 'decommissioned');
      default: {
        const keeps = STAY_STEPS.some((step) => step === act.step);
        if (!keeps && !SALES.includes(act.step)) {
          // What the ledger has rules for and this replay has not: told as not checked, never as good.
          if (this.unit === undefined) {
            throw new TraceError('STEP_UNSUPPORTED', { step: act.step, type: done.event.type, action: '' });
          }
          this.#doToUnit(done, required(line), this.unit);
          return {};
        }
        const { category } = this.requireLot();
        const ends = endsGoods(act.step, this.entitlement.packAt(category, done.recorded));
        if (!ends) return keep(done, line, opened, this);
        return this.#end(done, required(line), act.step === 'using' ? 'consumed' : 'sold');
      }
    }
  }

  /** Units of this batch come into being; where each of them is, is theirs to tell. */
  #commissionUnits(
    told: Pick<ReplayedEvent, 'ref' | 'signer' | 'kid' | 'act' | 'event'> & Pick<ShownDocument, 'record'>,
  ): true {
    const { record, ...made } = told;
    const { act, signer } = made;
    const quantity = parseQuantity(String(act.units.length));
    const done = { ...made, quantity, recorded: record.time };
    if (this.#digests.has(`${signer} ${act.digest}`)) {
      throw new TraceError('DUPLICATE_EVENT', { document: readEntryRef(done.ref).document, index: 0 });
    }
    if (this.lot === undefined) {
      const line = { lot: this.item, gtin: act.batch?.gtin ?? '', quantity, uom: 'H87' };
      this.#bear(done, line);
      this.holdings.clear();
      this.lot = { ...this.requireLot(), units: true };
    } else if (this.lot.maker !== signer || this.lot.units !== true) {
      throw new TraceError('LOT_EXISTS', { lot: this.item, document: this.lot.by });
    }
    this.units += act.units.length;
    this.events.push(done);
    this.#digests.add(`${signer} ${act.digest}`);
    return true;
  }

  /** By whoever has it: packed and unpacked it stays theirs; removed it is whose hands took it out, or whom they served. */
  #doToUnit(done: ReplayedEvent, line: ActLine, unit: UnitView): void {
    const { act, signer, ref, recorded } = done;
    const { step, parent } = act;
    const lot = this.requireLot();
    const pack = this.entitlement.packAt(lot.category, recorded);
    const isPacking = step === 'packing' || step === 'unpacking';
    if (isPacking) this.entitlement.requireRole(pack.steps[step]?.roles ?? [], step, signer);
    else this.#requireStep(done, pack, lot);
    const off = step === 'removing' || step === 'explanting';
    const served = (step === 'installing' || step === 'removing') && act.from !== undefined;
    const holder = served ? this.holderOf(done) : signer;
    if (holder !== signer && served) {
      requireServant(step, lot, { id: signer, roles: this.registry.registration(signer)?.roles ?? [] });
    }
    const [other = signer] = [...this.holdings].filter(([, { quantity }]) => quantity > 0n).map(([id]) => id);
    const stood = this.debit(off && !served ? other : holder, line, ref);
    const state = isPacking ? stateOf(stood) : (pack.steps[step]?.state ?? stateOf(stood));
    this.stock.credit(holder, line.quantity, restated(stood, state, stood.owner), ref);
    if (off) unit.attached = undefined;
    if (step === 'installing' || step === 'implanting') unit.attached = parent;
  }

  /** A sample in another's hands is taken by a regulator of that place and the lot's category. */
  #requireOfficial({ act, signer }: ReplayedEvent, from: PartyName | undefined): void {
    const id = from === undefined ? undefined : 'id' in from ? from.id : this.registry.ownerOf(from.gln);
    const { division } = this.registry.registration(id ?? '') ?? {};
    if (division === undefined) throw new TraceError('EVIDENCE_MISSING', { what: id ?? '–' });
    this.registry.requireRegulator(signer, act.step, { division, categories: [this.requireLot().category] });
  }

  #ship(done: ReplayedEvent, line: ActLine): Partial<ReplayedEvent> {
    const { act, signer, ref } = done;
    const lot = this.requireLot();
    const pack = this.entitlement.packAt(lot.category, done.recorded);
    this.#requireStep(done, pack, lot);
    const rule = ruleOf(pack, done);
    requireFrom(rule, this.item, this.stock.state(signer));
    const stood = this.#released(this.debit(signer, line, ref), done, lot);
    const lines = act.lines.map((each) => ({ ...toLine(each), ...(each.lot === this.item ? stood : undefined) }));
    const to = this.#resolve(act.to ?? { id: signer });
    const owner = act.owner === undefined ? { id: stood.owner ?? signer } : this.#resolve(act.owner);
    const state = travelState([{ lot: this.item, ...stood }], rule);
    this.#open(done, {
      ...{ to, lines, pack: pack.version },
      ...(state === undefined ? undefined : { state }),
      ...(sameParty(owner, to) ? undefined : { owner }),
      ...(act.carrier === undefined ? undefined : { carrier: this.#resolve(act.carrier) }),
    });
    return { shipment: ref };
  }

  /** Goods that come back stand as they stood when they left. */
  #takeBack(lines: readonly ShipmentLine[], signer: string, ref: EntryRef, quantity?: Quantity): void {
    const line = lines.find(({ lot }) => lot === this.item);
    if (line === undefined) return;
    const owner = line.owner === signer ? undefined : line.owner;
    this.stock.credit(
      signer,
      quantity ?? readQuantity(line.quantity),
      restated(standingOf(line), stateOf(line), owner),
      ref,
    );
  }

  /** How they stand, released of what a sensor told. Throws SENSOR_EXCURSION. */
  #released(standing: Standing, done: ReplayedEvent, lot: LotOfItem): Standing {
    const { excursion, ...rest } = standing;
    if (excursion === undefined) return standing;
    const named = [...lot.certificates, ...done.act.certificates].flatMap(({ issuer, number }) => {
      const certificate = this.certificates.all.get(certificateKey(issuer, number));
      return certificate === undefined ? [] : [{ ...this.certificates.record(certificate), urn: '' }];
    });
    if (isReleased(excursion, named, done.recorded)) return rest;
    throw notReleased(this.item, excursion);
  }

  /** What was received goes back, or a part of it. */
  #sendBack(done: ReplayedEvent, shipment: Shipment, line: ActLine | undefined): Partial<ReplayedEvent> {
    const { act, signer, ref } = done;
    const { to, by, from, pack, received = [] } = shipment;
    if (!this.#is(to, signer) || shipment.returns !== undefined) {
      throw new TraceError('NOT_CONSIGNEE', { shipment: by, expected: 'id' in to ? to.id : to.gln });
    }
    if (act.to !== undefined) this.#requireParty(act.to, from, 'destinationList');
    for (const { lot, quantity, uom } of act.lines) {
      const came = received.find((each) => each.lot === lot && each.uom === uom);
      if (came === undefined || quantity > readQuantity(came.quantity))
        throw new TraceError('LINES_MISMATCH', { shipment: by });
    }
    const stood = line === undefined ? {} : this.debit(signer, line, ref);
    const lines = act.lines.map((each) => ({ ...toLine(each), ...(each.lot === this.item ? stood : undefined) }));
    const { returning } = this.entitlement.pack(this.requireLot().category, pack).steps;
    const state = travelState([{ lot: this.item, ...stood }], returning);
    const travels = state === undefined ? undefined : { state };
    this.#open(done, { to: { id: from }, lines, pack, returns: by, ...travels });
    return { shipment: ref };
  }

  /** Out of the world; where the category asks for several signatures, with the last of them. */
  #end(done: ReplayedEvent, line: ActLine, ended: Ending): Partial<ReplayedEvent> {
    const { act, signer, recorded } = done;
    if (act.from !== undefined) this.#requireParty(act.from, signer, 'sourceList');
    const lot = this.requireLot();
    const pack = this.entitlement.packAt(lot.category, recorded);
    const rule = ruleOf(pack, done);
    if (ended === 'decommissioned') this.entitlement.requireRole(rule.roles, act.step, signer);
    else {
      this.#requireStep(done, pack, lot);
      this.#released(this.stock.standing(signer), done, lot);
    }
    requireFrom(rule, this.item, this.stock.state(signer));
    if (this.unit !== undefined) this.unit.ended = act.step;
    if ((rule.signatures ?? 1) === 1) this.#take(done, line, ended);
    else this.await(done, line, signer, rule, undefined, ended);
    return { ended };
  }

  /** It takes effect with the last signature (domain/src/custody/pending.ts). */
  await(
    done: ReplayedEvent,
    line: ActLine,
    participant: string,
    { roles, signatures = 1 }: StepRule,
    change?: Standing,
    into: Ending = 'decommissioned',
  ): void {
    const { signer, ref, kid } = done;
    const state = this.stock.state(participant);
    const signed = [change === undefined ? signer : kid];
    this.pending.set(ref, {
      ...{ line, participant, state, roles, signatures, signed, into },
      ...(change === undefined ? undefined : { change }),
    });
  }

  /** Returns whether the countersignature is about the lot. */
  countersign({ head }: ShownDocument, index: number, value: Json): boolean {
    const { entry } = readCountersignatureAct(value);
    const pending = this.pending.get(entry);
    if (pending === undefined) return false;
    const { line, participant, change, into, state } = pending;
    const name = change === undefined ? head.kid.participant : formatKeyId(head.kid);
    if (pending.signed.includes(name)) throw new TraceError('STATUS_UNCHANGED', { what: entry, status: 'signed' });
    this.entitlement.requireRole(pending.roles, 'countersignature', head.kid.participant);
    const signed = [...pending.signed, name];
    this.pending.set(entry, { ...pending, signed });
    if (signed.length < pending.signatures) return true;
    const ref = entryRef(head.id, index);
    requireFrom({ from: [state] }, this.item, this.stock.state(participant));
    if (change === undefined) {
      this.debit(participant, line, ref);
      this[into] += line.quantity;
    } else {
      const held = this.stock.require(participant, line, this.lot?.uom);
      const standing = standingOf(held);
      const whole = held.quantity === line.quantity;
      this.stock.keep(participant, changed({ line, standing, state, whole, held: '' }, change), ref);
    }
    this.pending.delete(entry);
    return true;
  }

  #take({ signer, ref }: ReplayedEvent, line: ActLine, into: 'sampled' | 'used' | Ending): void {
    this.debit(signer, line, ref);
    this[into] += line.quantity;
  }

  /** Into other lots: what they must be is judged where they are looked at. */
  #use(done: ReplayedEvent, line: ActLine): void {
    const { act, signer, recorded } = done;
    const lot = this.requireLot();
    const pack = this.entitlement.packAt(act.origin?.category ?? lot.category, recorded);
    this.entitlement.requireUse(pack, act.step, signer, this.#standing(done, lot));
    checkYield(act.lines, act.outputs ?? [], pack.steps.transforming?.yield);
    requireFrom(pack.steps.transforming ?? {}, this.item, this.stock.state(signer));
    this.#released(this.stock.standing(signer), done, lot);
    this.#take(done, line, 'used');
  }

  /** As the ledger asks it of a lot's GTIN; of a unit's batch, and its own. National codes have no prefix. */
  #requireCode({ batch }: CustodyAct, { gtin }: ActLine, pack: CategoryPack, signer: string): void {
    const gtins = [batch?.gtin, gtin === '' ? undefined : gtin].filter((each) => each !== undefined);
    for (const each of gtins) this.products.requireCode(each, pack, signer);
    if (gtin === '') this.products.requirePrefix(this.unit?.owned, this.item, signer);
    if (gtins.length === 0 && pack.registeredProducts !== undefined) {
      throw new TraceError('PRODUCT_UNREGISTERED', { gtin: this.item });
    }
  }

  #bear(done: ReplayedEvent, line: ActLine): void {
    const { act, signer, ref, event } = done;
    if (this.lot !== undefined && this.lot.unmade === undefined)
      throw new TraceError('LOT_EXISTS', { lot: this.item, document: this.lot.by });
    if (act.origin === undefined) throw new TraceError('FIELD_MISSING', { path: 'ilmd' });
    if (this.unit !== undefined && act.batch?.lot !== this.unit.batch) {
      throw new TraceError('ITEM_MISMATCH', { item: this.unit.batch, expected: act.batch?.lot ?? '' });
    }
    const pack = this.entitlement.packAt(act.origin.category, done.recorded);
    this.#requireCode(act, line, pack, signer);
    const rule = ruleOf(pack, done);
    const facts = keptFacts(rule.fields ?? [], act);
    const balance = balancedBy(pack, act);
    const lot = {
      lot: this.item,
      category: pack.id,
      pack: pack.version,
      maker: signer,
      product: act.origin.product,
      quantity: formatQuantity(line.quantity),
      uom: line.uom,
      made: act.time,
      ...(act.place === undefined ? undefined : { place: act.place }),
      ...(facts === undefined ? undefined : { facts }),
      ...(balance === undefined ? undefined : { balance }),
      certificates: act.certificates,
      ...(act.outputs === undefined ? undefined : { parents: act.lines.map((each) => each.lot) }),
      by: ref,
    };
    if (act.outputs !== undefined) checkYield(act.lines, act.outputs, pack.steps.transforming?.yield);
    this.#requireStep(done, pack, lot);
    this.lot = lot;
    this.origin = 'ilmd' in event ? event : undefined;
    this.stock.credit(signer, line.quantity, restated({}, rule.state ?? ACTIVE), ref);
  }

  #receive(done: ReplayedEvent, shipment: Shipment): Partial<ReplayedEvent> {
    const { act, signer, ref, quantity } = done;
    this.#requireConsignee(act, signer, shipment);
    if (act.to !== undefined) this.#requireParty(act.to, signer, 'destinationList');
    if (act.from !== undefined) this.#requireParty(act.from, shipment.from, 'sourceList');
    const shipped = shipment.lines.find(({ lot }) => lot === this.item);
    let stands: Standing | undefined;
    // Goods that come back are taken in by whoever sent them, even if their lot is stopped.
    if (shipment.returns === undefined && quantity > 0n && shipped !== undefined) {
      const lot = this.requireLot();
      const pack = this.entitlement.pack(lot.category, shipment.pack);
      this.#requireStep(done, pack, lot);
      const rule = ruleOf(pack, done);
      requireFrom(rule, this.item, travelling(shipment));
      const standing = this.#released(standingOf(shipped), done, lot);
      const owner = this.idOf(shipment.owner);
      stands = restated(standing, rule.state ?? shipment.state ?? stateOf(shipped), owner);
    }
    for (const { lot, quantity: asked, uom } of act.lines) {
      const shipped = shipment.lines.find((line) => line.lot === lot);
      if (shipped?.uom !== uom) throw new TraceError('LINES_MISMATCH', { shipment: shipment.by });
      if (asked > readQuantity(shipped.quantity)) {
        throw new TraceError('OVER_RECEIPT', { lot, shipped: shipped.quantity, asked: formatQuantity(asked) });
      }
    }
    const missing = this.#of(shipment.lines) - quantity;
    if (stands !== undefined) this.stock.credit(signer, quantity, stands, ref);
    else if (quantity > 0n) this.#takeBack(shipment.lines, signer, ref, quantity);
    this.missing += missing;
    this.#close(shipment.by, { status: 'received', closed: ref, received: act.lines.map(toLine) });
    return { shipment: shipment.by, missing };
  }

  #open(
    { act, signer, ref, recorded }: ReplayedEvent,
    more: Pick<Shipment, 'to' | 'lines' | 'pack' | 'returns' | 'state' | 'owner' | 'carrier'>,
  ): void {
    this.shipments.set(ref, { from: signer, shipped: act.time, at: recorded, status: 'in_transit', by: ref, ...more });
  }

  #close(ref: EntryRef, change: Pick<Shipment, 'status' | 'closed'> & { received?: readonly Line[] }): void {
    const shipment = this.shipments.get(ref);
    if (shipment !== undefined) this.shipments.set(ref, { ...shipment, ...change });
  }

  debit(party: string, line: ActLine, ref: EntryRef): Standing {
    return this.stock.debit(party, line, this.lot?.uom, ref);
  }

  requireLot(): LotOfItem {
    if (this.lot === undefined) throw new TraceError('LOT_UNKNOWN', { lot: this.item });
    return this.lot;
  }

  /** Of a step that leaves goods where they are: who may do it, with which papers. */
  requireKeeping(done: ReplayedEvent, rule: StepRule): void {
    const lot = this.requireLot();
    this.entitlement.requireRule(rule, done.act.step, done.signer, this.#standing(done, lot));
  }

  /** Whose stock an event is about. */
  holderOf({ act, signer }: ReplayedEvent): string {
    return act.from === undefined ? signer : (this.idOf(act.from) ?? '?');
  }

  idOf(party: PartyName | undefined): string | undefined {
    const named = party === undefined ? undefined : this.#resolve(party);
    return named !== undefined && 'id' in named ? named.id : undefined;
  }

  #requireStep(done: ReplayedEvent, pack: CategoryPack, lot: LotOfItem): void {
    this.entitlement.requireStep(pack, done.act.step, done.signer, this.#standing(done, lot));
  }

  #standing({ act, recorded }: ReplayedEvent, lot: LotOfItem): StandingThen {
    const named = [...lot.certificates, ...act.certificates];
    return { maker: lot.maker, named, certificates: this.certificates.all, time: recorded };
  }

  #requireConsignee(act: CustodyAct, signer: string, opened: Shipment | undefined): Shipment {
    const shipment = requireOpen(act, opened);
    const { to } = shipment;
    // A GLN is registered before goods can be sent to it: whoever signs here has shown its registration.
    const expected = 'id' in to ? to.id : this.registry.ownerOf(to.gln);
    if (expected !== signer)
      throw new TraceError('NOT_CONSIGNEE', { shipment: shipment.by, expected: expected ?? '?' });
    return shipment;
  }

  #is(party: PartyName, expected: string): boolean {
    const named = this.#resolve(party);
    return 'id' in named && named.id === expected;
  }

  #requireParty(party: PartyName, expected: string, path: string): void {
    if (!this.#is(party, expected)) throw new TraceError('NOT_SIGNER', { path, expected });
  }

  #resolve(party: PartyName): PartyName {
    const id = 'id' in party ? party.id : this.registry.ownerOf(party.gln);
    return id === undefined ? party : { id };
  }

  #of(lines: readonly Line[]): Quantity {
    const line = lines.find(({ lot }) => lot === this.item);
    return line === undefined ? 0n : readQuantity(line.quantity);
  }
}

function required(line: ActLine | undefined): ActLine {
  if (line === undefined) throw new TraceError('FIELD_MISSING', { path: 'quantityList' });
  return line;
}
