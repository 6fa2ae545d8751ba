import type { Scene } from '../capture/context.js';
import { keepBooks } from '../balance/books.js';
import { formatQuantity, readQuantity, type Quantity } from '../decimal.js';
import { keys, type EntryRef } from '../state/keys.js';
import { requireLast } from './built-upon.js';
import type { ActLine } from './custody-act.js';

/** So much more, or less, is the signer's, as before the event that is declared wrong. Throws BUILT_UPON. */
export function moveBack({ lot }: Pick<ActLine, 'lot'>, by: Quantity, ref: EntryRef, scene: Scene): void {
  const { state, signer, ref: now } = scene;
  const key = keys.holding(signer.id, lot);
  const holding = requireLast(state.get(key), ref, lot);
  const before = readQuantity(holding.quantity);
  const after = before + by;
  state.put(key, { ...holding, quantity: formatQuantity(after), last: now });
  keepBooks({ lot, uom: holding.uom, before, after }, signer.id, scene);
}
