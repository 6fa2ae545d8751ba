import { keys, type HoldingsAnswer } from '@suyuan/domain';
import type { IndexView } from './index/index-view.js';

/** What a party holds, by lot. */
export async function listHoldings(
  view: IndexView,
  participant: string,
  after: string | undefined,
  limit: number,
): Promise<HoldingsAnswer> {
  const { items, next } = await view.holdings(participant, after, limit);
  const lots = await view.states(items.map(({ lot }) => keys.lot(lot)));
  const holdings = items.map(({ lot, holding }, i) => ({ lot, product: lots[i]?.product ?? { zh: lot }, holding }));
  return { participant, holdings, ...(next === undefined ? undefined : { next }) };
}
