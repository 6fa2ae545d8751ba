import type { Touches } from '@suyuan/domain';
import { Claims } from './claims.js';

export interface Waiting extends Touches {
  readonly bytes: number;
}

export interface BundleLimits {
  readonly documents: number;
  readonly bytes: number;
}

/** Of so many waiting documents, times the bundle's limit, the next bundle is chosen: a bound on the work of choosing. */
const DEPTH = 4;

/**
 * Those of the waiting documents, in arrival order, that can leave now. Documents that are in each other's way leave in
 * one bundle, where they are judged in order, or the later one waits: it never overtakes, neither what is in flight nor
 * what was passed over, so a writer of what everybody reads is not starved.
 */
export function nextBundle<T extends Waiting>(waiting: readonly T[], inFlight: Claims, limits: BundleLimits): T[] {
  const passed = new Claims();
  const bundle: T[] = [];
  let bytes = 0;
  const depth = Math.min(waiting.length, limits.documents * DEPTH);
  for (const item of waiting.slice(0, depth)) {
    if (inFlight.blocks(item) || passed.blocks(item)) {
      passed.add(item);
      continue;
    }
    // One document larger than a bundle travels alone.
    if (bundle.length > 0 && bytes + item.bytes > limits.bytes) break;
    bundle.push(item);
    bytes += item.bytes;
    if (bundle.length === limits.documents) break;
  }
  return bundle;
}

/**
 * A bundle that lost a race, in two: `calm` touches nothing that was written by others, `contended` does, or depends on
 * what does. Carried in this order, both keep the order of arrival among documents that are in each other's way.
 */
export function isolate<T extends Touches>(
  items: readonly T[],
  written: ReadonlySet<string>,
): { readonly calm: T[]; readonly contended: T[] } {
  const claims = new Claims();
  const calm: T[] = [];
  const contended: T[] = [];
  for (const item of items) {
    const hit = item.reads.some((key) => written.has(key)) || item.writes.some((key) => written.has(key));
    if (hit || claims.blocks(item)) {
      claims.add(item);
      contended.push(item);
    } else {
      calm.push(item);
    }
  }
  return { calm, contended };
}

/** In two halves, in order. */
export function halves<T>(items: readonly T[]): [T[], T[]] {
  const middle = Math.ceil(items.length / 2);
  return [items.slice(0, middle), items.slice(middle)];
}
