import { sha256 } from '@suyuan/block';
import { findStop, type FoundStop, type LotRecord } from '@suyuan/domain';
import type { IndexView } from './index/index-view.js';

/** What stops a lot as of the view's block, its own or an ancestor's: the ledger's own rule over the index's state. */
export function stoppedBy(view: IndexView, lot: LotRecord): Promise<FoundStop | undefined> {
  const load = async (keys: readonly string[]): Promise<(string | undefined)[]> =>
    (await view.states<object>(keys)).map((record) => (record === undefined ? undefined : JSON.stringify(record)));
  return findStop(lot, load, sha256);
}
