/** What came of a load: `latencies` in milliseconds, one a job. */
export interface LoadResult {
  readonly seconds: number;
  readonly latencies: readonly number[];
}

/** So many callers, each of which begins its next job when its last is done, until there are none. */
export async function closedLoop(jobs: readonly (() => Promise<unknown>)[], inFlight: number): Promise<LoadResult> {
  const latencies: number[] = [];
  const queue = jobs.values();
  const began = performance.now();
  const caller = async (): Promise<void> => {
    // One queue for all: each takes what comes next.
    for (const job of queue) {
      const start = performance.now();
      await job();
      latencies.push(performance.now() - start);
    }
  };
  await Promise.all(Array.from({ length: inFlight }, caller));
  return { seconds: (performance.now() - began) / 1000, latencies };
}
