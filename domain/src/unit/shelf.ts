import type { Scene } from '../capture/context.js';
import type { EntryRef } from '../state/keys.js';
import type { ContentsRecord, PageGroup, UnitSetRecord } from '../state/unit-records.js';
import { contentsKey, takenKey, unitSetKey } from './entry-keys.js';
import { indexIn } from './serials.js';
import { isTaken, type Member } from './taken.js';
import type { UnitName } from './unit-name.js';

interface NamedSet {
  readonly ref: EntryRef;
  readonly set: UnitSetRecord;
}

/** The sets and pages that the witness names, or that earlier entries of the document itself have written. */
export class Shelf {
  readonly #sets: NamedSet[] = [];
  readonly #pages: ContentsRecord[] = [];

  constructor(readonly scene: Scene) {
    const { state, witness, shelved } = scene;
    for (const ref of [...witness.sets, ...shelved]) {
      const key = unitSetKey(ref);
      const set = state.has(key) ? state.get(key) : undefined;
      if (set !== undefined && set.undone === undefined) this.#sets.push({ ref, set });
    }
    for (const ref of [...witness.pages, ...shelved]) {
      const key = contentsKey(ref);
      const page = state.has(key) ? state.get(key) : undefined;
      if (page !== undefined && page.undone === undefined) this.#pages.push(page);
    }
  }

  /** The unit in its maker's loose stock; undefined where it has left that, or its set is not here. */
  loose({ product, serial }: UnitName): (Member & { readonly set: EntryRef; readonly of: UnitSetRecord }) | undefined {
    for (const { ref, set } of this.#sets) {
      const index = set.product === product ? indexIn(set.serials, serial) : undefined;
      if (index === undefined) continue;
      return isTaken(this.scene.state.get(takenKey(ref)), index) ? undefined : { set: ref, index, of: set };
    }
    return undefined;
  }

  /** The page that lists the unit, as it was first packed. */
  page({ product, serial }: UnitName): { readonly page: ContentsRecord; readonly group: PageGroup } | undefined {
    for (const page of this.#pages) {
      const group = page.units.find((each) => each.product === product && indexIn(each.serials, serial) !== undefined);
      if (group !== undefined) return { page, group };
    }
    return undefined;
  }
}
