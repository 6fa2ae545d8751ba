import {
  contentsKey,
  entryUrn,
  indexIn,
  isTaken,
  keys,
  readEntryRef,
  takenKey,
  unitSetKey,
  type ContentsRecord,
  type EntryRef,
  type Interpretation,
  type SignedDocument,
  type SignedWitness,
  type UnitName,
  type UnitSetRecord,
} from '@suyuan/domain';
import type { IndexStore } from './index/index-store.js';
import type { IndexView } from './index/index-view.js';

/**
 * A unit without a key of its own was commissioned once and packed once, corrections apart: both stand among its first entries,
 * and it has no others.
 */
const FIRST = 100;

/**
 * The witness of a document with what leads to the units that it names and that have no key of their own: the commissioning
 * in which they stand, or the packing (design note 004). Undefined where it needs none, or brings its own. Nothing is
 * vouched for: the contract looks itself.
 */
export async function findWitness(
  index: IndexStore,
  { witness }: SignedDocument,
  { acts }: Interpretation,
): Promise<SignedWitness | undefined> {
  if (witness?.sets !== undefined || witness?.pages !== undefined) return undefined;
  const units = acts.flatMap((act) => (act?.kind === 'custody' && act.step !== 'commissioning' ? act.units : []));
  if (units.length === 0) return undefined;
  return index.read(async (view) => {
    const shelf = new Shelf(view);
    for (const unit of units) await shelf.reach(unit);
    const { sets, pages } = shelf;
    if (sets.size + pages.size === 0) return undefined;
    return { ...witness, sets: [...sets.keys()].map(urnOf), pages: [...pages.keys()].map(urnOf) };
  });
}

/** What was found for one unit is tried first for the next: a thousand of one set are one search. */
class Shelf {
  readonly sets = new Map<EntryRef, UnitSetRecord>();
  readonly pages = new Map<EntryRef, ContentsRecord>();

  constructor(readonly view: IndexView) {}

  async reach(unit: UnitName): Promise<void> {
    if ([...this.pages.values()].some((page) => lists(page, unit))) return;
    if ([...this.sets].some(([ref, set]) => this.#isLoose(ref, set, unit))) return;
    if (this.view.state(keys.unit(unit.path)) !== undefined) return;
    const { items } = await this.view.journey(unit.path, undefined, FIRST);
    for (const { ref } of items) {
      const set = this.view.state(unitSetKey(ref));
      if (set !== undefined && this.#isLoose(ref, set, unit)) this.sets.set(ref, set);
      const page = this.view.state(contentsKey(ref));
      if (page !== undefined && page.undone === undefined && lists(page, unit)) this.pages.set(ref, page);
    }
  }

  #isLoose(ref: EntryRef, { product, serials, undone }: UnitSetRecord, unit: UnitName): boolean {
    const index = undone === undefined && product === unit.product ? indexIn(serials, unit.serial) : undefined;
    return index !== undefined && !isTaken(this.view.state(takenKey(ref)), index);
  }
}

function lists({ units }: ContentsRecord, { product, serial }: UnitName): boolean {
  return units.some((group) => group.product === product && indexIn(group.serials, serial) !== undefined);
}

function urnOf(ref: EntryRef): string {
  const { document, entry } = readEntryRef(ref);
  return entryUrn(document, entry);
}
