import { setTimeout as sleep } from 'node:timers/promises';
import type { Block } from '@suyuan/block';
import { TraceError } from '@suyuan/domain';
import type { Ledger } from '../ledger/ledger.js';
import { groups } from './block-groups.js';
import type { IndexStore } from './index-store.js';

/** `behind`: catching up or not connected yet. `live`: nothing more was waiting. `failed`: the ledger is another one. */
export type FollowerState = 'behind' | 'live' | 'failed';

export interface FollowerOptions {
  readonly log: {
    info(facts: object, message: string): void;
    warn(facts: object, message: string): void;
    error(facts: object, message: string): void;
  };
  /** Called after each group of blocks. */
  readonly onBlocks?: (blocks: readonly Block[]) => void;
}

const FIRST_WAIT = 100;
const LONGEST_WAIT = 5_000;
/** So long without a block means that none was waiting. */
const IDLE = 50;

/**
 * Takes the ledger's blocks into the index from its cursor on, then live. Where the connection ends it is opened
 * again, later each time; where the ledger turns out to be another one, or its blocks to be damaged, following ends.
 */
export class Follower {
  readonly #stop = new AbortController();
  readonly #store: IndexStore;
  readonly #ledger: Pick<Ledger, 'blocks'>;
  readonly #options: FollowerOptions;
  #state: FollowerState = 'behind';
  #error: TraceError | undefined;
  #running: Promise<void> = Promise.resolve();
  #wait = FIRST_WAIT;

  constructor(store: IndexStore, ledger: Pick<Ledger, 'blocks'>, options: FollowerOptions) {
    this.#store = store;
    this.#ledger = ledger;
    this.#options = options;
  }

  get state(): FollowerState {
    return this.#state;
  }

  /** Why following ended. */
  get error(): TraceError | undefined {
    return this.#error;
  }

  start(): void {
    this.#running = this.#run();
  }

  /** Ends after the batch that is being written. */
  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#running;
  }

  async #run(): Promise<void> {
    const { signal } = this.#stop;
    for (;;) {
      const error = await this.#follow(signal).catch((caught: unknown) => caught);
      if (signal.aborted) return;
      if (error instanceof TraceError && error.code === 'DATA_CORRUPT') {
        this.#fail(error);
        return;
      }
      this.#state = 'behind';
      const reason = error instanceof TraceError ? { code: error.code, facts: error.facts } : { reason: String(error) };
      this.#options.log.warn({ ...reason, height: this.#store.height }, 'blocks stopped coming');
      await sleep(this.#wait * (0.5 + Math.random()), undefined, { signal }).catch(() => undefined);
      this.#wait = Math.min(this.#wait * 2, LONGEST_WAIT);
    }
  }

  async #follow(signal: AbortSignal): Promise<void> {
    // From the block that is in already: only so is another ledger of the same height noticed.
    let known = this.#store.cursor !== undefined;
    const from = this.#store.cursor?.block ?? 0;
    const idle = {
      ms: IDLE,
      call: () => {
        // Where nothing has come yet, nothing is known of the ledger: it may not even be connected.
        if (!known && this.#store.height > 0) this.#state = 'live';
      },
    };
    for await (const group of groups((ended) => this.#ledger.blocks(from, ended), { signal, idle })) {
      this.#wait = FIRST_WAIT;
      const [first] = group;
      if (known && first !== undefined) this.#store.confirm(first);
      const news = known ? group.slice(1) : group;
      known = false;
      await this.#store.apply(news);
      this.#options.onBlocks?.(news);
    }
  }

  #fail(error: TraceError): void {
    this.#state = 'failed';
    this.#error = error;
    this.#options.log.error({ code: error.code, facts: error.facts }, 'the ledger does not continue the index');
  }
}
