import {
  parseQuantity,
  requireServant,
  restated,
  stateOf,
  Track,
  TraceError,
  unitOfPath,
  type ActLine,
  type CustodyAct,
  type EntryRef,
  type UnitName,
} from '@suyuan/domain';
import type { LotReplay } from './lot-replay.js';
import type { Shipment } from './shipment.js';
import type { Held } from './stock.js';
import type { Outcome, ReplayedEvent } from './replayed-event.js';
import { partyOf } from './step-rule.js';

/** What cannot be done to a unit that is attached; all else is done to it where it is. */
const MOVES: readonly CustodyAct['step'][] = [
  ...(['packing', 'shipping', 'installing', 'implanting', 'dispensing', 'retail_selling'] as const),
];

interface Past {
  readonly attached: string | undefined;
  readonly ended: string | undefined;
  readonly sums: Pick<LotReplay, 'decommissioned' | 'sold' | 'consumed' | 'used' | 'sampled' | 'missing'>;
  readonly holdings: readonly (readonly [string, Held])[];
  readonly shipments: readonly (readonly [EntryRef, Shipment])[];
}

/** One unit is replayed as a lot of one piece: acts that are about it, also by its container, have a line of it. */
export class UnitView {
  readonly track: Track;
  /** To what it is attached. */
  attached: string | undefined;
  ended: string | undefined;
  /** The batch that its last commissioning says. */
  born: string | undefined;
  readonly #name: UnitName;
  /** How it was before each event. */
  readonly #past = new Map<EntryRef, Past>();

  constructor(
    item: string,
    /** As it is claimed to be. */
    readonly batch: string,
  ) {
    const name = unitOfPath(item);
    if (name === undefined) throw new TraceError('UNIT_EXPECTED', { path: 'item', value: item });
    this.#name = name;
    this.track = new Track(item);
  }

  /** What begins with its company's prefix; national codes have none. */
  get owned(): string | undefined {
    return this.#name.owned;
  }

  /** The act as it is about the unit; undefined where it is not. */
  see(act: CustodyAct, ref: EntryRef): CustodyAct | undefined {
    if (!this.track.sees(act, ref)) return undefined;
    // Its delivery was received without it.
    if (act.step === 'receiving' && this.track.shipment !== undefined) return act;
    const { path, gtin = '' } = this.#name;
    const line: ActLine = { lot: path, gtin, quantity: parseQuantity('1'), uom: 'H87' };
    return { ...act, lines: [...act.lines, line] };
  }

  /** How it is, before an event that may yet be declared wrong. */
  remember(
    ref: EntryRef,
    { holdings, shipments, decommissioned, sold, consumed, used, sampled, missing }: LotReplay,
  ): void {
    const { attached, ended } = this;
    const sums = { decommissioned, sold, consumed, used, sampled, missing };
    this.#past.set(ref, { attached, ended, sums, holdings: [...holdings], shipments: [...shipments] });
  }

  /** It is as it was before the event, which must be the last that did anything to it. Throws BUILT_UPON. */
  restore(original: ReplayedEvent, now: EntryRef, replay: LotReplay): void {
    if (!this.#touches(original)) return;
    const last = replay.events.filter((each) => this.#touches(each)).at(-1);
    const past = this.#past.get(original.ref);
    const held = new Map(past?.holdings);
    // Others' signatures are no events of their own: they have moved it where it is gone.
    const signed = [...replay.holdings].find(([id, each]) => ![original.ref, held.get(id)?.last].includes(each.last));
    if (last !== original || past === undefined || signed !== undefined) {
      throw new TraceError('BUILT_UPON', { what: replay.item, document: last?.ref ?? '', index: 0 });
    }
    replay.pending.delete(original.ref);
    if (original.act.step === 'commissioning') replay.lot = { ...replay.requireLot(), unmade: now };
    this.attached = past.attached;
    this.ended = past.ended;
    Object.assign(replay, past.sums);
    replay.holdings.clear();
    for (const [id, held] of past.holdings) replay.holdings.set(id, { ...held, last: now });
    const before = new Map(past.shipments);
    for (const [ref, shipment] of replay.shipments) {
      replay.shipments.set(ref, before.get(ref) ?? { ...shipment, status: 'voided', closed: now });
    }
  }

  /** An official sample does nothing to it, nor what is attached to it; what was declared wrong has done nothing. */
  #touches({ act, corrects, corrected, official }: ReplayedEvent): boolean {
    return corrects === undefined && corrected === undefined && official !== true && act.parent !== this.track.item;
  }

  /** What is attached goes nowhere but off again. */
  requireLoose({ step, parent }: CustodyAct): void {
    const off = step === 'removing' || step === 'explanting';
    const { item: unit } = this.track;
    if (this.ended !== undefined) throw new TraceError('UNIT_ENDED', { unit, step: this.ended });
    if (off && this.attached !== parent) throw new TraceError('NOT_ATTACHED', { unit, parent: parent ?? '' });
    if (MOVES.includes(step) && this.attached !== undefined)
      throw new TraceError('UNIT_ATTACHED', { unit, parent: this.attached });
  }
  /**
   * Packed, unpacked, attached and taken off by whoever has it: packed and unpacked it stays theirs; removed it is whose
   * hands took it out, or whom they served.
   */
  take(done: ReplayedEvent, line: ActLine, replay: LotReplay): Outcome {
    const { act, signer, ref, recorded } = done;
    const { step, parent } = act;
    const lot = replay.requireLot();
    const pack = replay.entitlement.packAt(lot.category, recorded);
    const isPacking = step === 'packing' || step === 'unpacking';
    if (isPacking) replay.entitlement.requireRole(pack.steps[step]?.roles ?? [], step, signer);
    else replay.requireStep(done, pack, lot);
    const off = step === 'removing' || step === 'explanting';
    const served = (step === 'installing' || step === 'removing') && act.from !== undefined;
    const holder = served ? replay.holderOf(done) : signer;
    if (holder !== signer && served) requireServant(step, lot, partyOf(done, replay));
    const [other = signer] = [...replay.holdings].filter(([, { quantity }]) => quantity > 0n).map(([id]) => id);
    const stood = replay.debit(off && !served ? other : holder, line, ref);
    const state = isPacking ? stateOf(stood) : (pack.steps[step]?.state ?? stateOf(stood));
    replay.stock.credit(holder, line.quantity, restated(stood, state, stood.owner), ref);
    if (off) this.attached = undefined;
    if (step === 'installing' || step === 'implanting') this.attached = parent;
    return {};
  }
}
