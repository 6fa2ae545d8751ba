import { isObject, TraceError, type ItemAnswer } from '@suyuan/domain';
import type { LotPacking } from './lot-packing.js';
import type { ShownDocument } from './read-evidence.js';
import type { UnitView } from './unit-view.js';

/** What only some items take: a browser fetches it with them. */
export interface Views {
  /** Of a single unit. */
  readonly unit?: UnitView | undefined;
  /** Of a lot of which quantities were packed. */
  readonly packing?: LotPacking | undefined;
}

/** Throws GATEWAY_UNREACHABLE where the scripts for it cannot be had. */
export async function loadViews(
  item: string,
  pages: readonly ItemAnswer[],
  shown: readonly ShownDocument[],
): Promise<Views> {
  const claimed = pages[0]?.unit;
  const packed = shown.some(({ entries }) => entries.some(({ value }) => isObject(value) && value['type'] === PACKING));
  if (claimed !== undefined) {
    const { UnitView } = await fetched(import('./unit-view.js'));
    return { unit: new UnitView(item, claimed.batch) };
  }
  if (!packed) return {};
  const { LotPacking } = await fetched(import('./lot-packing.js'));
  return { packing: new LotPacking() };
}

async function fetched<T>(script: Promise<T>): Promise<T> {
  try {
    return await script;
  } catch (error) {
    throw new TraceError('GATEWAY_UNREACHABLE', { gateway: '', reason: String(error) });
  }
}

const PACKING = 'AggregationEvent';
