import {
  parseQuantity,
  Track,
  TraceError,
  unitOfPath,
  type ActLine,
  type CustodyAct,
  type EntryRef,
  type UnitName,
} from '@suyuan/domain';

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
}
