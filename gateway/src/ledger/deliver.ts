import { GatewayError, type Network } from '@hyperledger/fabric-gateway';
import { readBlock } from '@suyuan/block';
import { TraceError } from '@suyuan/domain';
import { failureOf, thrownFor } from './failures.js';

/** `common.Block` bytes from a number on, then live, until the signal. Throws LEDGER_UNAVAILABLE when the stream ends. */
export async function* deliver(network: Network, from: number, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  if (signal.aborted) return;
  const events = await network.getBlockEvents({ startBlock: BigInt(from) });
  const stop = (): void => events.close();
  signal.addEventListener('abort', stop, { once: true });
  try {
    for await (const block of events) {
      if (isAborted(signal)) return;
      yield block.serializeBinary();
    }
  } catch (error) {
    if (isAborted(signal)) return;
    if (error instanceof GatewayError) throw thrownFor(failureOf(error));
    // A server that ends the stream cleanly makes the client trip over its last, empty answer.
    if (error instanceof TypeError) throw new TraceError('LEDGER_UNAVAILABLE', { reason: 'the block stream ended' });
    throw error;
  } finally {
    signal.removeEventListener('abort', stop);
    events.close();
  }
}

/** Keys of a chaincode that the valid transactions of one block wrote. */
export async function writtenIn(network: Network, chaincode: string, number: number): Promise<ReadonlySet<string>> {
  const keys = new Set<string>();
  const done = new AbortController();
  for await (const bytes of deliver(network, number, done.signal)) {
    for (const { sets } of readBlock(bytes).valid.filter((tx) => tx.isEndorser)) {
      for (const set of sets.filter(({ namespace }) => namespace === chaincode)) {
        for (const { key } of set.writes) keys.add(key);
      }
    }
    break;
  }
  return keys;
}

/** Across an await the compiler believes what it saw of the signal before. */
function isAborted(signal: AbortSignal): boolean {
  return signal.aborted;
}
