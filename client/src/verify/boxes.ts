import { TraceError, type EntryRef, type Quantity, type Standing } from '@suyuan/domain';

/** A container with some of the lot in it, at any depth. */
export interface Box {
  /** Directly in it. */
  readonly quantity: Quantity;
  /** How all that is in it stands. */
  readonly standing: Standing;
  readonly holder: string;
  /** The container that it is in. */
  readonly inside?: string;
  readonly shipment?: EntryRef;
  /** What happened to it last. */
  readonly last: EntryRef;
}

/** A box as it was before an event. */
interface Past {
  readonly box: Box | undefined;
  readonly inner: readonly string[];
}

/** Containers that quantities of one lot are in (design note 004), by path; what holds nothing of it any more is forgotten. */
export class Boxes {
  readonly #all = new Map<string, Box>();
  readonly #inner = new Map<string, Set<string>>();
  /** By event and container. */
  readonly #past = new Map<EntryRef, Map<string, Past>>();

  get(path: string): Box | undefined {
    return this.#all.get(path);
  }

  /** Of these those that some of the lot is in. */
  among(paths: readonly string[]): readonly string[] {
    return paths.filter((path) => this.#all.has(path));
  }

  /** Directly inside of it. */
  inner(path: string): readonly string[] {
    return [...(this.#inner.get(path) ?? [])];
  }

  /** In all of these, at any depth. */
  quantityIn(paths: readonly string[]): Quantity {
    let sum = 0n;
    for (const path of paths) sum += (this.#all.get(path)?.quantity ?? 0n) + this.quantityIn(this.inner(path));
    return sum;
  }

  /** Those that are in no other. */
  outermost(): readonly (readonly [path: string, box: Box])[] {
    return [...this.#all].filter(([, { inside }]) => inside === undefined);
  }

  /** Whatever is by itself with that party. Throws NOT_INSIDE, INSIDE_CONTAINER, ITEM_IN_TRANSIT, NOT_HOLDER. */
  requireFree(path: string, by: string): Box {
    const box = this.#all.get(path);
    if (box === undefined) throw new TraceError('CONTAINER_UNKNOWN', { container: path });
    const { inside, shipment, holder } = box;
    if (inside !== undefined) throw new TraceError('INSIDE_CONTAINER', { item: path, container: inside });
    if (shipment !== undefined) throw new TraceError('ITEM_IN_TRANSIT', { item: path, shipment });
    if (holder !== by) throw new TraceError('NOT_HOLDER', { participant: by, lot: path });
    return box;
  }

  /** So much more lies in it, and these containers, from now on. */
  fill(
    path: string,
    quantity: Quantity,
    inner: readonly string[],
    as: Pick<Box, 'standing' | 'holder' | 'last'>,
  ): void {
    this.#note([path, ...inner], as.last);
    this.#all.set(path, { ...as, quantity: (this.#all.get(path)?.quantity ?? 0n) + quantity });
    for (const each of inner) {
      const box = this.#all.get(each);
      if (box !== undefined) this.#all.set(each, { ...box, inside: path, last: as.last });
    }
    this.#inner.set(path, new Set([...this.inner(path), ...inner]));
  }

  /** So much less lies in it, and these containers are by themselves with that party. */
  empty(
    path: string,
    quantity: Quantity,
    inner: readonly string[],
    { holder, last }: Pick<Box, 'holder' | 'last'>,
  ): void {
    this.#note([path, ...inner], last);
    for (const each of inner) {
      const box = this.#all.get(each);
      if (box !== undefined) this.#all.set(each, { quantity: box.quantity, standing: box.standing, holder, last });
      this.#inner.get(path)?.delete(each);
    }
    const box = this.#all.get(path);
    if (box === undefined) return;
    const rest = box.quantity - quantity;
    if (rest > 0n || this.inner(path).length > 0) this.#all.set(path, { ...box, quantity: rest, last });
    else this.#set(path, { box: undefined, inner: [] });
  }

  /** It is there from now on, with all that is inside. */
  move(path: string, place: Omit<Box, 'quantity' | 'inside'>): void {
    this.#note([path], place.last);
    const box = this.#all.get(path);
    if (box !== undefined) this.#all.set(path, { quantity: box.quantity, ...place });
  }

  /** All that an event did is as it was before. Throws BUILT_UPON. */
  undo(ref: EntryRef, now: EntryRef): void {
    const past = [...(this.#past.get(ref) ?? [])];
    for (const [path] of past) {
      const { last = ref } = this.#all.get(path) ?? {};
      if (last !== ref) throw new TraceError('BUILT_UPON', { what: path, document: last, index: 0 });
    }
    for (const [path, { box, inner }] of past) {
      this.#set(path, { box: box === undefined ? undefined : { ...box, last: now }, inner });
    }
  }

  #set(path: string, { box, inner }: Past): void {
    if (box === undefined) this.#all.delete(path);
    else this.#all.set(path, box);
    this.#inner.set(path, new Set(inner));
  }

  #note(paths: readonly string[], ref: EntryRef): void {
    const past = this.#past.get(ref) ?? new Map<string, Past>();
    this.#past.set(ref, past);
    for (const path of paths)
      if (!past.has(path)) past.set(path, { box: this.#all.get(path), inner: this.inner(path) });
  }
}
