import type { Scene } from '../capture/context.js';
import { formatQuantity, isQuantity, parseQuantity, type Quantity } from '../decimal.js';
import { TraceError } from '../error/trace-error.js';
import { parseCreditCode } from '../identifier/credit-code.js';
import type { Json } from '../json/json.js';
import { Shape } from '../json/shape.js';
import { packFor } from '../pack/in-force.js';
import { requireJurisdiction } from '../registry/jurisdiction.js';
import { keys, type Key } from '../state/keys.js';
import type { QuotaRecord } from '../state/books.js';
import { NAME } from './balanced.js';
import { bookUnit, equivalent } from './equivalent.js';
import { isPeriod } from './period.js';

/** QuotaEntry (registry/entries.ts), read. */
export interface QuotaAct {
  readonly kind: 'quota';
  readonly participant: string;
  readonly category: string;
  readonly substance: string;
  readonly period: string;
  readonly amount: Quantity;
  readonly uom: string;
}

export function readQuotaAct(value: Json): QuotaAct {
  const shape = Shape.of(value);
  shape.word('action', ['grant']);
  const participant = parseCreditCode(shape.text('participant'));
  const category = shape.text('category', 40);
  const substance = shape.text('substance', 60);
  if (!NAME.test(substance)) {
    throw new TraceError('FIELD_VALUE', { path: 'substance', value: substance, allowed: 'A-Z a-z 0-9 . _ -' });
  }
  const period = shape.text('period', 10);
  const amount = shape.text('amount', 20);
  if (!isQuantity(amount)) throw new TraceError('QUANTITY_INVALID', { value: amount });
  const uom = shape.text('uom', 3);
  shape.optionalText('statement', 1000);
  shape.done();
  return { kind: 'quota', participant, category, substance, period, amount: parseQuantity(amount), uom };
}

/** The books' unit is the key's: that the category counts in the quota's is told when it is granted. */
export function quotaKey({ participant, category, substance, uom, period }: QuotaAct): Key<QuotaRecord> {
  return keys.quota(participant, category, substance, bookUnit(uom), period);
}

/**
 * A regulator grants a participant of its jurisdiction so much of a substance for a period; granted again, it is so much in
 * all, not more besides. Throws CATEGORY_UNBALANCED, STATUS_UNCHANGED, FIELD_VALUE, UNIT_MISMATCH and what requireJurisdiction throws.
 */
export function applyQuota(act: QuotaAct, scene: Scene): void {
  const { participant, category, period, uom, amount, substance } = act;
  const { state, ref, signer } = scene;
  const holder = state.get(keys.participant(participant));
  if (holder === undefined) throw new TraceError('PARTICIPANT_UNKNOWN', { participant });
  requireJurisdiction({ division: holder.division, categories: [category] }, 'quota', scene);
  const pack = packFor(category, scene);
  if (pack.balance?.quota === undefined) throw new TraceError('CATEGORY_UNBALANCED', { category });
  if (!isPeriod(pack.balance.period, period)) {
    throw new TraceError('FIELD_VALUE', { path: 'period', value: period, allowed: pack.balance.period });
  }
  if (!pack.units.includes(uom)) throw new TraceError('UNIT_MISMATCH', { lot: substance, expected: pack.units, uom });
  const key = quotaKey(act);
  const before = state.get(key);
  const granted = formatQuantity(equivalent(amount, uom, { substance }));
  if (before?.amount === granted) {
    throw new TraceError('STATUS_UNCHANGED', { what: `${substance} ${period}`, status: `${granted} ${before.uom}` });
  }
  state.put(key, {
    v: 1,
    amount: granted,
    uom: bookUnit(uom),
    grantor: signer.id,
    by: before?.by ?? ref,
    last: ref,
  });
}
