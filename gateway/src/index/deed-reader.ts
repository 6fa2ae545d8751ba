import type { EntryRef, Step } from '@suyuan/domain';
import { lastPart, within } from './layout.js';
import type { Page } from './snapshot-reader.js';
import { StockReader } from './stock-reader.js';

/** An entry by which somebody's own stock changed, and when (event time, seconds). */
export interface DeedEntry {
  readonly ref: EntryRef;
  readonly step: Step;
  readonly happened: number;
}

/** What a party did to what it has. */
export class DeedReader extends StockReader {
  /** What a party did to its own stock in a category without a delivery, newest first; `after` is the `next` of the page before. */
  async deeds(party: string, category: string, after: string | undefined, limit: number): Promise<Page<DeedEntry>> {
    const range = within('f', party, category);
    const lt = after === undefined ? range.lt : range.gt + after;
    const page = await this.page({ gt: range.gt, lt, limit, reverse: true });
    const items = page.items.map(([key, step]): DeedEntry => {
      const [happened = '', ref = ''] = key.slice(range.gt.length).split('|');
      return { ref: ref as EntryRef, step: step as Step, happened: Number(happened) };
    });
    const last = page.items.at(-1)?.[0];
    return { items, ...(page.more && last !== undefined ? { next: last.slice(range.gt.length) } : undefined) };
  }

  /** Entries about what a party has that wait for a further signature. */
  async awaited(party: string, after: string | undefined, limit: number): Promise<Page<EntryRef>> {
    const range = within('o', party);
    const page = await this.page({ ...range, gt: range.gt + (after ?? ''), limit });
    const items = page.items.map(([key]) => lastPart(key) as EntryRef);
    const next = page.more ? items.at(-1) : undefined;
    return { items, ...(next === undefined ? undefined : { next }) };
  }
}
