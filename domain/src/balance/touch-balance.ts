import type { CustodyAct } from '../custody/custody-act.js';
import { expandField } from '../pack/field-facts.js';
import { keys } from '../state/keys.js';
import { NAME } from './balanced.js';
import { bookUnit } from './equivalent.js';
import { PERIODS, periodOf } from './period.js';

/**
 * Under which names events say what their category balances. Which of them is the category's own, its pack says, which is
 * read with the rest: a category that balances by another name is balanced all the same, its books being read a round later.
 */
export const SUBSTANCE_FIELDS = ['suyuan:substance', 'suyuan:element'] as const;
const EXPANDED = SUBSTANCE_FIELDS.map(expandField);

/**
 * What is known of the books and quotas of goods that come into being before any record is read: they go into the books of
 * the substance that the event names, and may draw on its quota of the period in which it was signed, which is nearly always
 * the transaction's.
 */
export function touchBalance(
  { field, lines, outputs = lines }: Pick<CustodyAct, 'field' | 'lines' | 'outputs'>,
  category: string,
  { signer, signed }: { readonly signer: string; readonly signed: number },
  reads: Set<string>,
  writes: Set<string>,
): void {
  for (const name of EXPANDED) {
    const substance = field(name);
    if (typeof substance !== 'string' || !NAME.test(substance)) continue;
    for (const uom of new Set(outputs.map((line) => bookUnit(line.uom)))) {
      writes.add(keys.book(signer, category, substance, uom));
      for (const kind of PERIODS) reads.add(keys.quota(signer, category, substance, uom, periodOf(kind, signed)));
    }
  }
}
