/** Runs until it ends or the user wants no more; then says what that leaves, and the program fails as shells expect. */
export async function interruptible<T>(told: string, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const interrupted = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => interrupted.abort());
  try {
    return await work(interrupted.signal);
  } catch (error) {
    if (!(error instanceof Error && error.name === 'AbortError')) throw error;
    throw new Interrupted(told, { cause: error });
  }
}

/** Its message is for the user. */
export class Interrupted extends Error {}
