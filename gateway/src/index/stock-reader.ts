import {
  eachOf,
  isTaken,
  keys,
  takenKey,
  unitPath,
  unitSetKey,
  type EntryRef,
  type HoldingRecord,
} from '@suyuan/domain';
import { lastPart, within } from './layout.js';
import { SnapshotReader, type Page } from './snapshot-reader.js';

/** How many units of a batch somebody has by themselves. */
export interface UnitCount {
  readonly batch: string;
  readonly free: number;
  /** Attached to something, and going nowhere by themselves. */
  readonly attached: number;
}

export interface HeldUnit {
  readonly unit: string;
  readonly attached?: string;
}

/** Commissionings that are read at a time: each has a thousand serials at most. */
const SETS = 4;

/** What a party has: quantities of lots, and the units and containers that `Stock` lists. */
export class StockReader extends SnapshotReader {
  /** What a party holds, lot by lot in the order of their paths. */
  async holdings(
    participant: string,
    after: string | undefined,
    limit: number,
  ): Promise<Page<{ lot: string; holding: HoldingRecord }>> {
    const range = within('h', participant);
    const page = await this.page({ ...range, gt: range.gt + (after ?? ''), limit });
    const lots = page.items.map(([key]) => lastPart(key));
    const holdings = await this.states(lots.map((lot) => keys.holding(participant, lot)));
    const items = lots.flatMap((lot, i) => {
      const holding = holdings[i];
      return holding === undefined ? [] : [{ lot, holding }];
    });
    const next = page.more ? lots.at(-1) : undefined;
    return { items, ...(next === undefined ? undefined : { next }) };
  }

  /** By batch, in the order of their paths. */
  async unitCounts(holder: string, after: string | undefined, limit: number): Promise<Page<UnitCount>> {
    const range = within('y', holder);
    const page = await this.page({ ...range, gt: range.gt + (after ?? ''), limit });
    const items = page.items.map(([key, value]) => {
      const [free, attached] = JSON.parse(value) as [number, number];
      return { batch: lastPart(key), free, attached };
    });
    return pageOf(items, page.more, ({ batch }) => batch);
  }

  /** Paths, in order. */
  async heldContainers(holder: string, after: string | undefined, limit: number): Promise<Page<string>> {
    const range = within('c', holder);
    const page = await this.page({ ...range, gt: range.gt + (after ?? ''), limit });
    return pageOf(
      page.items.map(([key]) => lastPart(key)),
      page.more,
      (path) => path,
    );
  }

  /** First its maker's loose stock, commissioning by commissioning; then what something has happened to, by path. */
  async heldUnits(holder: string, batch: string, after: string | undefined, limit: number): Promise<Page<HeldUnit>> {
    const found: { readonly place: string; readonly held: HeldUnit }[] = [];
    if (after === undefined || after.startsWith(LOOSE)) {
      const [, set, index = '0'] = after?.split('|') ?? [];
      for await (const each of this.#loose(holder, batch, set as EntryRef | undefined, Number(index))) {
        found.push(each);
        if (found.length > limit) break;
      }
    }
    const left = limit + 1 - found.length;
    if (left > 0) {
      const range = within('u', holder, batch);
      const behind = after?.startsWith(OWN) === true ? after.slice(OWN.length) : '';
      const { items } = await this.page({ ...range, gt: range.gt + behind, limit: left });
      for (const [key, attached] of items.slice(0, left)) {
        const unit = lastPart(key);
        found.push({ place: OWN + unit, held: { unit, ...(attached === '' ? undefined : { attached }) } });
      }
    }
    const page = found.slice(0, limit);
    const next = found.length > limit ? page.at(-1)?.place : undefined;
    return { items: page.map(({ held }) => held), ...(next === undefined ? undefined : { next }) };
  }

  /** From behind so many serials of a set on. */
  async *#loose(maker: string, batch: string, from: EntryRef | undefined, skip: number) {
    const range = within('b', maker, batch);
    let last = from ?? '';
    if (from !== undefined) yield* this.#looseOf([from], skip);
    for (;;) {
      const page = await this.page({ ...range, gt: range.gt + last, limit: SETS });
      const refs = page.items.map(([key]) => lastPart(key) as EntryRef);
      yield* this.#looseOf(refs, 0);
      if (!page.more) return;
      last = refs.at(-1) ?? '';
    }
  }

  async *#looseOf(refs: readonly EntryRef[], skip: number) {
    const sets = await this.states(refs.map(unitSetKey));
    const taken = await this.states(refs.map(takenKey));
    for (const [i, ref] of refs.entries()) {
      const set = sets[i];
      if (set === undefined) continue;
      let index = -1;
      for (const serial of eachOf(set.serials)) {
        index++;
        if (index < skip || isTaken(taken[i], index)) continue;
        yield { place: `${LOOSE}${ref}|${index + 1}`, held: { unit: unitPath(set.product, serial) } };
      }
    }
  }
}

/** Where a list of single units goes on: in a commissioning, or behind a unit. */
const LOOSE = 's|';
const OWN = 'u|';

function pageOf<T>(items: readonly T[], more: boolean, name: (item: T) => string): Page<T> {
  const last = items.at(-1);
  return { items, ...(more && last !== undefined ? { next: name(last) } : undefined) };
}
