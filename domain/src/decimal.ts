import { TraceError } from './error/trace-error.js';

/** Quantities are whole numbers of millionths, so that sums are exact (docs/ledger.md, Determinism). */
export type Quantity = bigint;

const SCALE = 1_000_000n;
const FORM = /^(0|[1-9][0-9]*)(?:\.([0-9]+))?$/;

export function isQuantity(text: string): boolean {
  return read(text) !== undefined;
}

/** `12.5` → 12500000n. Throws QUANTITY_INVALID: no sign, no exponent, not zero, at most 15 digits, 6 of them decimals. */
export function parseQuantity(text: string): Quantity {
  const quantity = read(text);
  if (quantity === undefined) throw new TraceError('QUANTITY_INVALID', { value: text.slice(0, 40) });
  return quantity;
}

function read(text: string): Quantity | undefined {
  const [, whole = '', decimals = ''] = FORM.exec(text) ?? [];
  const significant = decimals.replace(/0+$/, '');
  const quantity = scaled(whole, significant);
  const isGood = whole !== '' && quantity !== 0n && significant.length <= 6 && whole.length + significant.length <= 15;
  return isGood ? quantity : undefined;
}

/** What `formatQuantity` wrote into state: zero too, and the longer rests that great and small leave together. */
export function readQuantity(text: string): Quantity {
  const [whole = '0', decimals = ''] = text.split('.');
  return scaled(whole, decimals);
}

function scaled(whole: string, decimals: string): Quantity {
  return BigInt(whole) * SCALE + BigInt(decimals.slice(0, 6).padEnd(6, '0'));
}

/** 12500000n → `12.5`: the one text of a quantity. Zero and minus are written too: sums and differences need them. */
export function formatQuantity(quantity: Quantity): string {
  const size = quantity < 0n ? -quantity : quantity;
  const decimals = (size % SCALE).toString().padStart(6, '0').replace(/0+$/, '');
  return `${quantity < 0n ? '-' : ''}${size / SCALE}${decimals === '' ? '' : `.${decimals}`}`;
}
