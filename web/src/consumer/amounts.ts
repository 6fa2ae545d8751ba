import { formatQuantity, readQuantity } from '@suyuan/domain';

/** Sums of decimal texts, exact. */
export function addQuantities(a: string, b: string): string {
  return formatQuantity(readQuantity(a) + readQuantity(b));
}

/** A part's share of the whole in thousandths, for drawing. */
export function share(part: string, whole: string): number {
  const all = readQuantity(whole);
  return all === BigInt(0) ? 0 : Number((readQuantity(part) * BigInt(1000)) / all);
}
