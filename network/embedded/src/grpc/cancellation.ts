/**
 * A word that is passed down to whoever waits: give up. An AbortSignal would do, but each abort makes an exception with
 * a stack, and every call that ends is aborted by gRPC in the end.
 */
export class Cancellation {
  #given = false;
  readonly #listeners = new Set<() => void>();

  get given(): boolean {
    return this.#given;
  }

  /** Returns how to stop listening. Called at once where it was given already. */
  on(listener: () => void): () => void {
    if (this.#given) {
      listener();
      return () => undefined;
    }
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  readonly give = (): void => {
    if (this.#given) return;
    this.#given = true;
    for (const listener of this.#listeners) listener();
    this.#listeners.clear();
  };

  /** Given with this one. */
  child(): { readonly cancellation: Cancellation; readonly release: () => void } {
    const cancellation = new Cancellation();
    return { cancellation, release: this.on(cancellation.give) };
  }
}
