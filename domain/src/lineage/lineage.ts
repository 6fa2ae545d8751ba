import type { Hash } from '../bytes.js';
import type { LotRecord } from '../state/records.js';
import { LineageFilter, tagBits } from './filter.js';
import { tagsOf, type LotTags } from './tags.js';

/** What a lot that was made of others says of them, for good: members of its record. */
export type Lineage = Required<Pick<LotRecord, 'parents' | 'filter'>> & Pick<LotRecord, 'categories'>;

/** What the children of some lots have in common: the join of those lots' filters, and the categories they come from. */
export class Descent {
  readonly #filter = LineageFilter.empty();
  readonly #categories = new Set<string>();

  constructor(
    readonly parents: readonly LotRecord[],
    readonly hash: Hash,
  ) {
    for (const parent of parents) {
      // A lot that was made of nothing else stores no filter: its own tags are all there is.
      if (parent.filter === undefined) addTags(this.#filter, parent, hash);
      else this.#filter.join(LineageFilter.read(parent.filter));
      this.#categories.add(parent.category);
      for (const category of parent.categories ?? []) this.#categories.add(category);
    }
  }

  /** Members of one child's record; a child that is of another category than its ancestors hears of theirs too. */
  of(child: LotTags & Pick<LotRecord, 'category'>): Lineage {
    const filter = LineageFilter.empty();
    filter.join(this.#filter);
    addTags(filter, child, this.hash);
    const categories = [...this.#categories].filter((category) => category !== child.category).sort();
    return {
      parents: this.parents.map(({ lot }) => lot),
      filter: filter.toString(),
      ...(categories.length === 0 ? undefined : { categories }),
    };
  }
}

function addTags(filter: LineageFilter, lot: LotTags, hash: Hash): void {
  for (const tag of tagsOf(lot)) filter.add(tagBits(tag, hash));
}
