import { TraceError } from '@suyuan/domain';
import { useEffect, useState } from 'preact/hooks';

export interface Loaded<T> {
  readonly value?: T;
  readonly error?: TraceError;
  readonly loading: boolean;
  readonly reload: () => void;
}

/** Something from the gateway; what was loaded before stays in sight while it is fetched anew. */
export function useLoaded<T>(load: () => Promise<T>, inputs: readonly unknown[]): Loaded<T> {
  const [state, setState] = useState<Omit<Loaded<T>, 'reload'>>({ loading: true });
  const [round, setRound] = useState(0);
  useEffect(() => {
    let current = true;
    setState(({ value }) => ({ loading: true, ...(value === undefined ? undefined : { value }) }));
    load().then(
      (value) => {
        if (current) setState({ value, loading: false });
      },
      (error: unknown) => {
        if (current) setState({ error: asTraceError(error), loading: false });
      },
    );
    return () => {
      current = false;
    };
  }, [...inputs, round]);
  return { ...state, reload: () => setRound((count) => count + 1) };
}

export function asTraceError(error: unknown): TraceError {
  if (error instanceof TraceError) return error;
  return new TraceError('INTERNAL', { id: error instanceof Error ? error.message : String(error) });
}
