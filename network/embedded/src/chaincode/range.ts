import type { Version } from '@suyuan/block';

import type { RunState, StateRow } from './stub.js';

export interface KeyValue {
  readonly namespace: string;
  readonly key: string;
  readonly value: Buffer;
}

type Step = { readonly value: KeyValue; readonly done: false } | { readonly value: undefined; readonly done: true };

/** The shim's `StateQueryIterator`: notes what it gave out, so that a phantom is found when the transaction commits. */
export class StateIterator {
  readonly #seen: { key: string; version: Version }[] = [];
  readonly #walk: AsyncGenerator<StateRow>;
  #open = true;

  constructor(
    private readonly state: RunState,
    private readonly start: string,
    private readonly end: string,
  ) {
    this.#walk = state.range(start, end);
  }

  async next(): Promise<Step> {
    const step = this.#open ? await this.#walk.next() : { done: true as const };
    if (step.done) {
      this.#finish(true);
      return { value: undefined, done: true };
    }
    const { key, version, value } = step.value;
    this.#seen.push({ key, version });
    return { value: { namespace: this.state.namespace, key, value }, done: false };
  }

  async close(): Promise<void> {
    this.#finish(false);
    await this.#walk.return(undefined);
  }

  #finish(exhausted: boolean): void {
    if (!this.#open) return;
    this.#open = false;
    if (exhausted || this.#seen.length > 0) this.state.walked(this.start, this.end, exhausted, this.#seen);
  }
}

/** What the shim's range calls return: a promise of an iterator that can be looped over at once. */
export type RangePromise = Promise<StateIterator> & AsyncIterable<KeyValue>;

export function rangePromise(iterator: StateIterator): RangePromise {
  return Object.assign(Promise.resolve(iterator), {
    async *[Symbol.asyncIterator]() {
      try {
        for (let step = await iterator.next(); !step.done; step = await iterator.next()) yield step.value;
      } finally {
        await iterator.close();
      }
    },
  });
}
