import { checkKey } from '../peer/simulation.js';
import { unpack, type Answer, type RowName, type Walked, type Wish } from './messages.js';
import type { RunState, StateRow } from './stub.js';

/** A run's state where it is in another thread: reads are asked for there, writes are kept until the run is done. */
export class RemoteState implements RunState {
  readonly writes = new Map<string, Uint8Array | undefined>();
  readonly walks: Walked[] = [];
  #walk = 0;

  constructor(
    readonly namespace: string,
    private readonly ask: (wish: Wish) => Promise<Answer>,
  ) {}

  async getMany(keys: readonly string[]): Promise<(Buffer | undefined)[]> {
    return unpack((await this.ask({ kind: 'read', keys })).packed);
  }

  put(key: string, value: Uint8Array | undefined): void {
    checkKey(key);
    this.writes.set(key, value);
  }

  async *range(start: string, end: string): AsyncGenerator<StateRow> {
    const walk = this.#walk++;
    for (;;) {
      const { rows, packed, done } = await this.ask({ kind: 'walk', walk, start, end });
      const values = unpack(packed);
      for (const [i, row] of rows.entries()) yield { ...row, value: values[i] ?? Buffer.alloc(0) };
      if (done) return;
    }
  }

  walked(start: string, end: string, exhausted: boolean, reads: readonly RowName[]): void {
    this.walks.push({ start, end, exhausted, reads });
  }
}
