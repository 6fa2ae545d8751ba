/** A map that forgets its oldest half when it is full: for values that can be computed again. */
export class BoundedCache<V> {
  readonly #map = new Map<string, V>();

  constructor(readonly most: number) {}

  get(key: string): V | undefined {
    return this.#map.get(key);
  }

  set(key: string, value: V): V {
    if (this.#map.size >= this.most) {
      let left = Math.ceil(this.most / 2);
      for (const old of this.#map.keys()) {
        if (left-- === 0) break;
        this.#map.delete(old);
      }
    }
    this.#map.set(key, value);
    return value;
  }

  of(key: string, make: () => V): V {
    const value = this.#map.get(key);
    return value === undefined ? this.set(key, make()) : value;
  }
}
