import { TraceError } from '@suyuan/domain';
import type { Ledger } from '../ledger/ledger.js';
import { groups } from './block-groups.js';
import { IndexFolder } from './folder.js';
import { IndexStore } from './index-store.js';

export interface Progress {
  /** Blocks taken in, of how many that are known to be there. */
  readonly height: number;
  readonly of?: number;
  readonly documents: number;
}

export interface RebuildOptions {
  readonly chaincode?: string;
  readonly onProgress?: (progress: Progress) => void;
  readonly signal?: AbortSignal;
  /** Beyond what the old index knew, the ledger's end is where no block comes for so long. */
  readonly quietMs?: number;
}

/** So many quiet spells in a row before the end that is known to be there: the ledger has lost it. */
const MOST_QUIET = 30;

/**
 * Builds an index beside the one in `folder` from the ledger's blocks and puts it into its place, the gateway being
 * stopped: the old one's lock is held throughout. Throws DATA_IN_USE.
 * Dying before the swap leaves the old index as it was; the half-built one is cleared away by whoever opens the folder
 * next. Dying after the swap leaves the new index in force, whole and on disk (`IndexFolder.swap`).
 */
export async function rebuildIndex(
  folder: string,
  ledger: Pick<Ledger, 'blocks'>,
  options: RebuildOptions = {},
): Promise<Progress> {
  const place = new IndexFolder(folder);
  const { db: old, name } = await place.open();
  try {
    const known = (await IndexStore.over(old, options.chaincode)).height;
    const next = String(Number(name) + 1);
    const store = await IndexStore.over(await place.database(next), options.chaincode);
    let progress: Progress;
    try {
      progress = await build(store, ledger, known, options);
    } catch (error) {
      await store.close();
      await place.remove(next);
      throw error;
    }
    await store.close();
    await place.swap(next);
    return progress;
  } finally {
    // What stands beside the current database goes at the next opening.
    await old.close();
  }
}

async function build(
  store: IndexStore,
  ledger: Pick<Ledger, 'blocks'>,
  known: number,
  options: RebuildOptions,
): Promise<Progress> {
  const end = new AbortController();
  const abort = () => end.abort();
  options.signal?.addEventListener('abort', abort);
  let quiet = 0;
  const idle = {
    ms: options.quietMs ?? 1000,
    call: () => {
      quiet++;
      if (store.height >= Math.max(known, 1) || quiet > MOST_QUIET) end.abort();
    },
  };
  const progress = (): Progress => ({
    height: store.height,
    ...(known > store.height ? { of: known } : undefined),
    documents: store.cursor?.documents ?? 0,
  });
  try {
    for await (const group of groups((ended) => ledger.blocks(0, ended), { signal: end.signal, idle })) {
      quiet = 0;
      await store.apply(group, false);
      options.onProgress?.(progress());
    }
  } catch (error) {
    if (!end.signal.aborted || options.signal?.aborted === true) throw error;
  } finally {
    options.signal?.removeEventListener('abort', abort);
  }
  options.signal?.throwIfAborted();
  if (store.height < Math.max(known, 1)) {
    const reason = `it ends at ${store.height} blocks; the index in force knows ${known}`;
    throw new TraceError('DATA_CORRUPT', { what: 'the ledger', reason });
  }
  await store.flush();
  return progress();
}
