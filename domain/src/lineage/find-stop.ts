import type { Hash } from '../bytes.js';
import { KeysNotRead, WorkingState } from '../capture/working-state.js';
import { NO_WITNESS } from '../document/witness.js';
import { TraceError } from '../error/trace-error.js';
import type { LotRecord } from '../state/records.js';
import { suspect } from './suspect.js';
import { walk } from './walk.js';

/** What stops a lot, for whoever asks outside of a capture. */
export interface FoundStop {
  /** The lot that the stop names: the one asked about, or an ancestor of it. */
  readonly lot: string;
  /** URN of the certificate. */
  readonly certificate: string;
}

/** More than a capture may read: who only looks waits for nobody else. */
const MOST = 20_000;

/**
 * The same register, filter and walk as a hand-off's. `load`: JSON of records by state key, a batch at a time.
 * Throws LINEAGE_TOO_LARGE.
 */
export async function findStop(
  lot: LotRecord,
  load: (keys: readonly string[]) => Promise<readonly (string | undefined)[]>,
  hash: Hash,
): Promise<FoundStop | undefined> {
  const state = new WorkingState();
  for (;;) {
    try {
      const scene = { state, context: { hash }, witness: NO_WITNESS, walked: new Set<string>(), most: MOST };
      const suspicions = suspect(lot, scene);
      if (suspicions.length > 0) walk(lot, suspicions, scene);
      return undefined;
    } catch (error) {
      if (error instanceof KeysNotRead) {
        const found = await load(error.keys);
        error.keys.forEach((key, i) => state.load(key, found[i]));
      } else return readStop(lot, error);
    }
  }
}

function readStop({ lot }: LotRecord, error: unknown): FoundStop {
  if (!(error instanceof TraceError) || error.code === 'LINEAGE_TOO_LARGE') throw error;
  const { ancestor, certificate } = error.facts;
  return {
    lot: typeof ancestor === 'string' ? ancestor : lot,
    certificate: typeof certificate === 'string' ? certificate : '',
  };
}
