import { KeysNotRead, type WorkingState } from '../capture/working-state.js';
import type { Scene } from '../capture/context.js';
import { provinceOf } from '../registry/division.js';
import { keys, type Key } from '../state/keys.js';
import type { LotRecord } from '../state/records.js';

/** Asks for all of them in one batch. Throws KeysNotRead. */
export function need(wanted: readonly Key<object>[], state: WorkingState): void {
  const missing = wanted.filter((key) => !state.has(key));
  if (missing.length > 0) throw new KeysNotRead([...new Set(missing)]);
}

/** What rules read of goods beside their own records, in one batch: certificates, pack, stops. */
export function needRules(
  lots: readonly Pick<LotRecord, 'category' | 'categories' | 'certificates'>[],
  { state, signer }: Scene,
): void {
  const wanted: Key<object>[] = [];
  for (const { category, categories = [], certificates } of lots) {
    wanted.push(keys.category(category), keys.stops(category));
    for (const other of categories) wanted.push(keys.stops(other));
    for (const { issuer, number } of certificates) wanted.push(keys.certificate(issuer, number));
    const province = provinceOf(signer.division);
    const known = state.has(keys.category(category)) ? state.get(keys.category(category)) : undefined;
    if (known?.extended?.includes(province) === true) wanted.push(keys.extensions(category, province));
  }
  need(wanted, state);
}
