import type { Touches } from '@suyuan/domain';

/**
 * The keys that a set of documents is busy with. Two documents are in each other's way where one writes what the other
 * reads or writes; any number may read the same registers.
 */
export class Claims {
  readonly #reads = new Map<string, number>();
  readonly #writes = new Map<string, number>();

  add(touches: Touches): void {
    for (const key of touches.reads) this.#reads.set(key, (this.#reads.get(key) ?? 0) + 1);
    for (const key of touches.writes) this.#writes.set(key, (this.#writes.get(key) ?? 0) + 1);
  }

  remove(touches: Touches): void {
    for (const key of touches.reads) release(this.#reads, key);
    for (const key of touches.writes) release(this.#writes, key);
  }

  blocks(touches: Touches): boolean {
    if (this.#writes.size === 0 && this.#reads.size === 0) return false;
    return (
      touches.writes.some((key) => this.#writes.has(key) || this.#reads.has(key)) ||
      touches.reads.some((key) => this.#writes.has(key))
    );
  }
}

function release(counts: Map<string, number>, key: string): void {
  const left = (counts.get(key) ?? 0) - 1;
  if (left > 0) counts.set(key, left);
  else counts.delete(key);
}
