interface Waiter {
  readonly block: number;
  readonly done: (reached: boolean) => void;
}

/** Those who wait for a block to be in the index. */
export class Waiters {
  readonly #waiting = new Set<Waiter>();

  wait(block: number, ms: number): Promise<boolean> {
    return new Promise((resolve) => {
      const waiter: Waiter = {
        block,
        done: (reached) => {
          clearTimeout(timer);
          this.#waiting.delete(waiter);
          resolve(reached);
        },
      };
      const timer = setTimeout(() => waiter.done(false), ms);
      this.#waiting.add(waiter);
    });
  }

  reached(block: number): void {
    for (const waiter of this.#waiting) if (waiter.block <= block) waiter.done(true);
  }

  stop(): void {
    for (const waiter of this.#waiting) waiter.done(false);
  }
}
