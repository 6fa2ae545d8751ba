import type { Json } from '@suyuan/domain';

/** In one of a unit, of litres as of water. */
export function gramsOf(uom: string): bigint {
  return { TNE: 1_000_000n, KGM: 1000n, GRM: 1n, LTR: 1000n, MLT: 1n }[uom] ?? 1n;
}

/** Millionths. */
export function shareOf(value: Json | undefined): bigint {
  return value !== null && typeof value === 'object' && 'text' in value
    ? BigInt(Math.round(Number((value as { text: string }).text) * 1e6))
    : 1_000_000n;
}
