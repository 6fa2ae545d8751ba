import { TraceError } from './error/trace-error.js';

/** Quantities are whole numbers of millionths, so that sums are exact (ledger.md, Determinism: 15 digits, 6 decimals). */
export type Quantity = bigint;

const SCALE = 1_000_000n;
const FORM = /^(0|[1-9][0-9]*)(?:\.([0-9]+))?$/;

/** `12.5` → 12500000n. Throws QUANTITY_INVALID: no sign, no exponent, not zero, at most 15 digits, 6 of them decimals. */
export function parseQuantity(text: string): Quantity {
  const invalid = (): never => {
    throw new TraceError('QUANTITY_INVALID', { value: text.slice(0, 40) });
  };
  const match = FORM.exec(text);
  if (match === null) return invalid();
  const whole = match[1] ?? '0';
  const decimals = (match[2] ?? '').replace(/0+$/, '');
  if (decimals.length > 6 || whole.length + decimals.length > 15) invalid();
  const quantity = BigInt(whole) * SCALE + BigInt(decimals.padEnd(6, '0'));
  return quantity === 0n ? invalid() : quantity;
}

/** 12500000n → `12.5`: the one text of a quantity. Zero and minus are written too: sums and differences need them. */
export function formatQuantity(quantity: Quantity): string {
  const size = quantity < 0n ? -quantity : quantity;
  const decimals = (size % SCALE).toString().padStart(6, '0').replace(/0+$/, '');
  return `${quantity < 0n ? '-' : ''}${size / SCALE}${decimals === '' ? '' : `.${decimals}`}`;
}

/** What `formatQuantity` wrote into state, zero included. */
export function readQuantity(text: string): Quantity {
  return text === '0' ? 0n : parseQuantity(text);
}
