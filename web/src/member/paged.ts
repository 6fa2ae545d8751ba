import { useRef, useState } from 'preact/hooks';
import { useLoaded, type Loaded } from './loaded.js';

export interface Paged<T> extends Loaded<readonly T[]> {
  /** Fetches the next page; undefined where there is none. */
  readonly more: (() => void) | undefined;
}

/** A long list from the gateway: its first page, and one more whenever that is asked for. `inputs` never change what it is a list of. */
export function usePaged<P extends { readonly next?: string }, T>(
  read: (after?: string) => Promise<P>,
  items: (page: P) => readonly T[],
  inputs: readonly unknown[],
): Paged<T> {
  const [after, setAfter] = useState<string>();
  const before = useRef<readonly T[]>([]);
  const { value, reload, ...rest } = useLoaded(async () => {
    const page = await read(after);
    const all = [...(after === undefined ? [] : before.current), ...items(page)];
    before.current = all;
    return { all, next: page.next };
  }, [...inputs, after]);
  const next = value?.next;
  return {
    ...rest,
    ...(value === undefined ? undefined : { value: value.all }),
    // From the beginning: what has changed may stand on any page.
    reload: () => (after === undefined ? reload() : setAfter(undefined)),
    more: next === undefined ? undefined : () => setAfter(next),
  };
}
