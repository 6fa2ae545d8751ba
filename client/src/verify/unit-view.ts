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
import { partyOf } from './keep.js';
import type { LotReplay } from './lot-replay.js';
import type { Outcome, ReplayedEvent } from './replayed-event.js';

/** What cannot be done to a unit that is attached; all else is done to it where it is. */
const MOVES: readonly CustodyAct['step'][] = [
  ...(['packing', 'shipping', 'installing', 'implanting', 'dispensing', 'retail_selling'] as const),
];

/** One unit is replayed as a lot of one piece: acts that are about it, also by its container, have a line of it. */
export class UnitView {
  readonly track: Track;
  /** To what it is attached. */
  attached: string | undefined;
  ended: string | undefined;
  readonly #name: UnitName;

  constructor(
    item: string,
    /** As it is claimed to be: its commissioning must say so. */
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
