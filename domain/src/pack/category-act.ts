import type { Json } from '../json/json.js';
import { Shape } from '../json/shape.js';
import type { CategoryPack, PackExtension } from './pack.js';
import { readExtension, readPack } from './read-pack.js';
import { day, patterned } from './form.js';
import { secondsOfDay } from './field-facts.js';

/** Value of an entry of kind `category`, as JSON; all but the last two are a national regulator's. */
export type CategoryEntry =
  | { readonly action: 'publish'; readonly pack: CategoryPack }
  /** `replaces`: the version that it was made from, which must be the latest. */
  | { readonly action: 'amend'; readonly replaces: string; readonly pack: CategoryPack }
  | { readonly action: 'retire'; readonly category: string; readonly from?: string; readonly reason: string }
  /** A new extension, or a version of it above the one before. */
  | { readonly action: 'extend'; readonly extension: PackExtension }
  | {
      readonly action: 'withdraw';
      readonly category: string;
      readonly extension: string;
      readonly division: string;
      readonly reason: string;
    };

/** CategoryEntry, read. Times are seconds. */
export type CategoryAct = { readonly kind: 'category' } & (
  | { readonly action: 'publish'; readonly pack: CategoryPack; readonly from: number }
  | { readonly action: 'amend'; readonly replaces: string; readonly pack: CategoryPack; readonly from: number }
  | { readonly action: 'retire'; readonly category: string; readonly from?: number }
  | { readonly action: 'extend'; readonly extension: PackExtension; readonly from: number; readonly until?: number }
  | { readonly action: 'withdraw'; readonly category: string; readonly extension: string; readonly division: string }
);

const DIVISION = patterned([{ of: '0-9', least: 6, most: 6 }], 'GB/T 2260');

export function readCategoryAct(value: Json): CategoryAct {
  const shape = Shape.of(value);
  const action = shape.word('action', ['publish', 'amend', 'retire', 'extend', 'withdraw']);
  const act = readAct(shape, action);
  if (action === 'retire' || action === 'withdraw') shape.text('reason', 1000);
  shape.done();
  return act;
}

function readAct(shape: Shape, action: CategoryAct['action']): CategoryAct {
  switch (action) {
    case 'publish': {
      const pack = readPack(shape.take('pack') ?? null);
      return { kind: 'category', action, pack, from: startOf(pack) };
    }
    case 'amend': {
      const replaces = shape.text('replaces', 20);
      const pack = readPack(shape.take('pack') ?? null);
      return { kind: 'category', action, replaces, pack, from: startOf(pack) };
    }
    case 'retire': {
      const category = shape.text('category', 40);
      if (!shape.has('from')) return { kind: 'category', action, category };
      return {
        kind: 'category',
        action,
        category,
        from: secondsOfDay(day.read(shape.take('from') ?? null, 'from')) ?? 0,
      };
    }
    case 'extend': {
      const extension = readExtension(shape.take('extension') ?? null);
      const until = endOf(extension);
      const from = startOf(extension);
      return { kind: 'category', action, extension, from, ...(until === undefined ? undefined : { until }) };
    }
    case 'withdraw': {
      const category = shape.text('category', 40);
      const extension = shape.text('extension', 40);
      return {
        kind: 'category',
        action,
        category,
        extension,
        division: DIVISION.read(shape.take('division') ?? null, 'division'),
      };
    }
  }
}

function startOf({ inForce }: CategoryPack | PackExtension): number {
  return secondsOfDay(inForce.from) ?? 0;
}

/** The second with which it is over. */
function endOf({ inForce: { until } }: PackExtension): number | undefined {
  return until === undefined ? undefined : (secondsOfDay(until) ?? 0) + 86_400;
}
