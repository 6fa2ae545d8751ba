import { keys, readGtin, TraceError, type LicencesAnswer, type ProductAnswer } from '@suyuan/domain';
import type { IndexView } from './index/index-view.js';

/** Throws NOT_FOUND where the participant is not registered. */
export async function showLicences(view: IndexView, id: string): Promise<LicencesAnswer> {
  if (view.participant(id) === undefined) throw new TraceError('NOT_FOUND', { what: id });
  return { participant: id, licences: await view.licencesOf(id) };
}

/** By a GTIN of any length. Throws NOT_FOUND, and what readGtin throws. */
export function showProduct(view: IndexView, gtin: string): ProductAnswer {
  const product = view.state(keys.product(readGtin(gtin)));
  if (product === undefined) throw new TraceError('NOT_FOUND', { what: gtin });
  return { product };
}
