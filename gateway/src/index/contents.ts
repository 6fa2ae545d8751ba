import type { EntryRef } from '@suyuan/domain';

type Items = readonly (readonly [path: string, batch: string])[];
/** JSON of pages, items and, of what was opened, what came out. */
type Text = readonly [pages: readonly EntryRef[], items: Items, out?: Items];

/** With what one use of a container was filled, and what of that its own record says to be there still. */
export class Contents {
  private constructor(
    /** Packings that put something into it. */
    readonly pages: Set<EntryRef>,
    /** Units with their batch, containers with none, by path. */
    readonly items: Map<string, string>,
    /** Of one that was opened for all, and may be closed again: the items that came out of it. */
    public out: Items | undefined,
  ) {}

  static read(text = '[[],[]]'): Contents {
    const [pages, items, out] = JSON.parse(text) as Text;
    return new Contents(new Set(pages), new Map(items), out);
  }

  clear(): void {
    this.pages.clear();
    this.items.clear();
    this.out = undefined;
  }

  /** Undefined where nothing is left of it. */
  toText(): string | undefined {
    const { pages, items, out } = this;
    if (pages.size + items.size === 0 && out === undefined) return undefined;
    return JSON.stringify(out === undefined ? [[...pages], [...items]] : [[...pages], [...items], out]);
  }
}
