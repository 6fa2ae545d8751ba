import type { ComponentChildren } from 'preact';
import { useExplain } from '../ui/explain.js';
import type { Loaded } from './loaded.js';
import { useText } from './text/index.js';

interface ListCardProps<T> {
  readonly heading: string;
  readonly empty: string;
  readonly loaded: Loaded<readonly T[]>;
  readonly children: (item: T) => ComponentChildren;
  /** Stands between heading and list: by what it is chosen. */
  readonly above?: ComponentChildren;
  /** Where the list goes on. */
  readonly more?: (() => void) | undefined;
}

/** A list from the gateway in all its states: loading, failed, empty, there. */
export function ListCard<T>({ heading, empty, loaded, children, above, more }: ListCardProps<T>) {
  const { value, error, loading, reload } = loaded;
  const text = useText();
  const explain = useExplain();
  return (
    <section class="card" aria-busy={loading}>
      <div class="list-head">
        <h2>{heading}</h2>
        <button type="button" class="switch" disabled={loading} onClick={reload}>
          {loading ? text.loading : text.refresh}
        </button>
      </div>
      {above}
      {error === undefined ? null : (
        <p class="flag flag-bad" role="alert">
          {explain(error)}
        </p>
      )}
      {value === undefined ? null : value.length === 0 ? (
        <p class="empty">{empty}</p>
      ) : (
        <ul class="rows">{value.map(children)}</ul>
      )}
      {more === undefined ? null : (
        <button type="button" class="button button-quiet" disabled={loading} onClick={more}>
          {text.more}
        </button>
      )}
    </section>
  );
}

/** Pages until there are no more, or as many as anybody reads. */
export async function readAll<P extends { readonly next?: string }, T>(
  read: (after?: string) => Promise<P>,
  items: (page: P) => readonly T[],
): Promise<readonly T[]> {
  const all: T[] = [];
  let after: string | undefined;
  for (let page = 0; page < MOST_PAGES; page++) {
    const answer = await read(after);
    all.push(...items(answer));
    after = answer.next;
    if (after === undefined) break;
  }
  return all;
}

const MOST_PAGES = 20;
