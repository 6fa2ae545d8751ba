import type { ShimStream } from './shim-types.js';

/** Calls that peers wait for, by the streams on which they came. */
export class UnderWay {
  readonly #calls = new Map<ShimStream, number>();
  #idle: (() => void)[] = [];

  /** Resolves as the work does. */
  async count<T>(stream: ShimStream, work: () => Promise<T>): Promise<T> {
    this.#calls.set(stream, (this.#calls.get(stream) ?? 0) + 1);
    try {
      return await work();
    } finally {
      const left = (this.#calls.get(stream) ?? 0) - 1;
      if (left > 0) this.#calls.set(stream, left);
      else this.forget(stream);
    }
  }

  /** A stream that ended: nobody waits for what came on it. */
  forget(stream: ShimStream): void {
    this.#calls.delete(stream);
    if (this.#calls.size > 0) return;
    for (const resolve of this.#idle.splice(0)) resolve();
  }

  /** When no call is under way. */
  async idle(): Promise<void> {
    if (this.#calls.size > 0) await new Promise<void>((resolve) => this.#idle.push(resolve));
  }
}
