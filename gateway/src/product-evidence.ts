import { keys, type EntryRef } from '@suyuan/domain';
import type { IndexView } from './index/index-view.js';

/** What shows by what right goods were commissioned under these GTINs: entries of the register, and the makers named there. */
export interface ProductEvidence {
  readonly refs: readonly EntryRef[];
  readonly makers: readonly string[];
}

/** Nothing where the products are not registered: then company prefixes say it, with the registrations of their owners. */
export async function productEvidence(view: IndexView, gtins: Iterable<string | undefined>): Promise<ProductEvidence> {
  const refs: EntryRef[] = [];
  const makers: string[] = [];
  for (const gtin of new Set(gtins)) {
    const product = gtin === undefined ? undefined : view.state(keys.product(gtin));
    if (product === undefined) continue;
    refs.push(...(await view.productActs(product.gtin)));
    makers.push(product.maker);
  }
  return { refs, makers };
}

/** Of `01/<GTIN-14>/…`; undefined of another path. */
export function gtinOf(path: string): string | undefined {
  const [ai, gtin] = path.split('/', 2);
  return ai === '01' ? gtin : undefined;
}
