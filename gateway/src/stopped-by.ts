import { sha256 } from '@suyuan/block';
import { findStop, keys, stopsOf, type FoundStop, type LotRecord } from '@suyuan/domain';
import type { IndexView } from './index/index-view.js';

/** What stops a lot as of the view's block, its own or an ancestor's: the ledger's own rule over the index's state. */
export async function stoppedBy(view: IndexView, lot: LotRecord): Promise<FoundStop | undefined> {
  const categories = [lot.category, ...(lot.categories ?? [])];
  // Mostly nothing at all is stopped.
  if (categories.every((category) => !hasStops(view, category))) return undefined;
  return findStop(lot, (list) => view.texts(list), sha256);
}

function hasStops(view: IndexView, category: string): boolean {
  const record = view.state(keys.stops(category));
  return record !== undefined && Object.keys(stopsOf(record, sha256)).length > 0;
}
