import { formatQuantity, readQuantity, type Quantity } from '../decimal.js';
import type { Scene } from '../capture/context.js';
import { TraceError } from '../error/trace-error.js';
import { versionInForce } from '../pack/in-force.js';
import { keys } from '../state/keys.js';
import type { BookRecord } from '../state/books.js';
import type { LotRecord } from '../state/records.js';
import { bookUnit, equivalent, type Balanced } from './equivalent.js';
import { periodOf } from './period.js';

/** Of which lot somebody's stock changed, from so much to so much. */
export interface StockChange {
  readonly lot: string;
  readonly uom: string;
  readonly before: Quantity;
  readonly after: Quantity;
}

/**
 * What comes into and goes out of a participant's stock of a lot that is balanced, into the books of its substance. A change
 * is the difference of two roundings, so that the books are the sum of all stock at any time. Throws BALANCE_SHORT.
 */
export function keepBooks({ lot, uom, before, after }: StockChange, participant: string, scene: Scene): void {
  const record = scene.state.get(keys.lot(lot));
  if (record?.balance === undefined) return;
  const { balance } = record;
  const change = equivalent(after, uom, balance) - equivalent(before, uom, balance);
  const { key, book } = openBook(participant, record, balance, scene);
  const closing = readQuantity(book.closing) + change;
  if (closing < 0n) {
    const facts = { left: book.closing, uom: book.uom, asked: formatQuantity(-change) };
    throw new TraceError('BALANCE_SHORT', { substance: balance.substance, ...facts });
  }
  const side = change < 0n ? 'out' : 'in';
  const size = change < 0n ? -change : change;
  const moved = formatQuantity(readQuantity(book[side]) + size);
  scene.state.put(key, { ...book, [side]: moved, closing: formatQuantity(closing), last: scene.ref });
}

/** What came into being counts against the quota of its period; what was declared never to have been no longer does. */
export function draw(lot: LotRecord, quantity: Quantity, scene: Scene): void {
  if (lot.balance === undefined) return;
  const { key, book } = openBook(scene.signer.id, lot, lot.balance, scene);
  const drawn = readQuantity(book.drawn) + equivalent(quantity, lot.uom, lot.balance);
  scene.state.put(key, { ...book, drawn: formatQuantity(drawn < 0n ? 0n : drawn), last: scene.ref });
}

/** The book of the present period; where the last one was of an earlier period, that one is put by as it closed. */
export function openBook(
  participant: string,
  { category, uom }: Pick<LotRecord, 'category' | 'uom'>,
  { substance }: Balanced,
  scene: Pick<Scene, 'state' | 'context' | 'ref'>,
): { readonly key: ReturnType<typeof keys.book>; readonly book: BookRecord } {
  const unit = bookUnit(uom);
  const key = keys.book(participant, category, substance, unit);
  const last = scene.state.get(key);
  const kind = versionInForce(category, scene).pack.balance?.period ?? 'year';
  const period = periodOf(kind, scene.context.now);
  if (last?.period === period) return { key, book: last };
  if (last !== undefined) scene.state.put(keys.closedBook(participant, category, substance, unit, last.period), last);
  const opening = last?.closing ?? '0';
  const book: BookRecord = {
    ...{ v: 1, substance, uom: unit, period, opening, in: '0', out: '0', drawn: '0', closing: opening },
    last: scene.ref,
  };
  return { key, book };
}
