import { FormatError, readBlock, type Block } from '@suyuan/block';
import { TraceError } from '@suyuan/domain';

/** Blocks that came while the ones before them were written, so that they share one batch and one sync. */
const MOST_BLOCKS = 128;
const MOST_BYTES = 8 * 1024 * 1024;

export interface GroupOptions {
  /** Ends it. */
  readonly signal: AbortSignal;
  /** Called whenever no block has come for so long. */
  readonly idle?: { readonly ms: number; readonly call: () => void };
}

/**
 * Blocks as they come, in groups: alone when they come slowly, many together when they come faster than they are
 * written. Ends when the source ends, throws what it throws, and DATA_CORRUPT where bytes are no block. However it
 * ends, the source's own signal is aborted: one that waits for its next block would wait for ever.
 */
export async function* groups(
  open: (signal: AbortSignal) => AsyncIterable<Uint8Array>,
  { signal, idle }: GroupOptions,
): AsyncGenerator<readonly Block[]> {
  const end = new AbortController();
  const iterator = open(AbortSignal.any([signal, end.signal]))[Symbol.asyncIterator]();
  let coming = iterator.next();
  try {
    for (;;) {
      const first = await patiently(coming, idle);
      if (first.done === true) return;
      const group = [first.value];
      let bytes = first.value.length;
      coming = iterator.next();
      // Only what is here already joins: nobody waits for company.
      while (group.length < MOST_BLOCKS && bytes < MOST_BYTES) {
        const more = await Promise.race([coming, soon()]);
        if (more === undefined || more.done === true) break;
        group.push(more.value);
        bytes += more.value.length;
        coming = iterator.next();
      }
      yield group.map(read);
    }
  } finally {
    end.abort();
    await coming.catch(() => undefined);
    await iterator.return?.();
  }
}

function read(bytes: Uint8Array): Block {
  try {
    return readBlock(bytes);
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    throw new TraceError('DATA_CORRUPT', { what: 'a block of the ledger', reason: error.message });
  }
}

/** Undefined once everything that was ready has had its turn. */
function soon(): Promise<undefined> {
  return new Promise((resolve) => setImmediate(resolve, undefined));
}

async function patiently<T>(
  promise: Promise<T>,
  idle?: { readonly ms: number; readonly call: () => void },
): Promise<T> {
  if (idle === undefined) return promise;
  const timer = setInterval(idle.call, idle.ms);
  return promise.finally(() => clearInterval(timer));
}
