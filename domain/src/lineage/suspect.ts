import { fromBase64url } from '../bytes.js';
import type { CaptureContext, Scene } from '../capture/context.js';
import { TraceError } from '../error/trace-error.js';
import type { LotRecord, Stop } from '../state/records.js';
import { LineageFilter, type TagBits } from './filter.js';
import { activeStops } from './stops.js';
import { tagsOf, type LotTags } from './tags.js';

/** As much of a scene as a walk needs; `most`: records that it may read, WALK_READS unless said. */
export type WalkScene = Pick<Scene, 'state' | 'witness' | 'walked'> & {
  readonly context: Pick<CaptureContext, 'hash'>;
  readonly most?: number;
};

/** A stop that a filter says may lie in a lot's lineage. */
export interface Suspicion {
  readonly tag: string;
  readonly bits: TagBits;
  readonly stop: Stop;
}

/** A lot's own tags, its filter, and the categories whose stops bind it. */
export type Suspect = LotTags & Pick<LotRecord, 'category' | 'categories' | 'filter'>;

/** The stops that only a walk can tell to be another's. Throws where one names the lot itself. */
export function suspect(lot: Suspect, { state, context }: WalkScene): readonly Suspicion[] {
  let own: readonly string[] | undefined;
  let filter: LineageFilter | undefined;
  const suspicions: Suspicion[] = [];
  for (const category of [lot.category, ...(lot.categories ?? [])]) {
    const stops = activeStops(category, state, context.hash);
    for (const tag of Object.keys(stops)) {
      const stop = stops[tag];
      if (stop === undefined) continue;
      own ??= tagsOf(lot);
      if (own.includes(tag)) throw stopped(lot.lot, lot.lot, stop);
      if (lot.filter === undefined) continue;
      filter ??= LineageFilter.read(lot.filter);
      const bits = fromBase64url(stop.bits);
      if (filter.has(bits)) suspicions.push({ tag, bits, stop });
    }
  }
  return suspicions;
}

/** `ancestor` is the lot that the stop names: the lot itself, or one that it was made of. */
export function stopped(lot: string, ancestor: string, { causes }: Stop): TraceError {
  const [first] = Object.entries(causes);
  const [certificate = '', reason] = first ?? [];
  if (ancestor !== lot) return new TraceError('LINEAGE_STOPPED', { lot, ancestor, certificate });
  if (reason === 'revoked') return new TraceError('CERTIFICATE_REVOKED', { lot, certificate });
  return new TraceError('CERTIFICATE_FAILED', { lot, certificate });
}
