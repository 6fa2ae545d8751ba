import {
  contentsKey,
  countOf,
  eachOf,
  entryRef,
  fromBase64url,
  keys,
  unitPath,
  type ContainerRecord,
  type ContentsRecord,
  type EntryRef,
  type TakenRecord,
  type UnitRecord,
  type UnitSetRecord,
} from '@suyuan/domain';
import { Contents } from './contents.js';
import { at } from './layout.js';
import type { Operation } from './operation.js';
import { placeOfContainer, placeOfUnit, type Place } from './place.js';

/**
 * Who has which units and containers by themselves (design note 004). A record says where its item is and not where it was;
 * and what is inside of a container that is opened for all gets no record by that. So it is remembered under which key each
 * item is listed, and with what each container was filled. What is written follows from the transactions alone, in their order.
 */
export class Stock {
  readonly #changed = new Map<string, string | undefined>();
  readonly #contents = new Map<string, Contents>();
  readonly #pages = new Map<EntryRef, ContentsRecord>();
  /** Units whose records were written. */
  readonly #own = new Set<string>();

  /** `stored`: what the index has under a key of its own, before all that is followed. */
  constructor(private readonly stored: (key: string) => string | undefined) {}

  /** What one transaction wrote, by state key. */
  follow(written: ReadonlyMap<string, Buffer>): void {
    const of = (kind: string): readonly (readonly [key: string, record: unknown])[] =>
      [...written].flatMap(([key, value]) =>
        key.startsWith(kind) ? [[key, JSON.parse(value.toString()) as unknown] as const] : [],
      );
    const sets = of('set/').map(([key, record]) => [refOf(key), record as UnitSetRecord] as const);
    for (const [ref, record] of sets) if (record.undone === undefined) this.#bear(ref, record);
    for (const [key, record] of of('taken/')) this.#take(refOf(key), ones((record as TakenRecord).bits));
    for (const [ref, record] of sets) if (record.undone !== undefined) this.#unbear(ref);
    const containers = of('container/').map(([key, record]) => [key, record as ContainerRecord] as const);
    // Before what else was done to what lies in it again.
    for (const [, record] of containers) if (record.opened === undefined) this.#close(record);
    for (const [, record] of of('unit/')) this.#moveUnit(record as UnitRecord);
    for (const [key, record] of containers) {
      // Under another key an earlier use of a crate is kept.
      if (key === keys.container(record.container)) this.#move(record.container, '', placeOfContainer(record));
    }
    for (const [key, page] of of('contents/')) this.#fill(refOf(key), page as ContentsRecord);
    for (const [, record] of containers) if (record.opened !== undefined) this.#open(record);
  }

  operations(): readonly Operation[] {
    for (const [key, contents] of this.#contents) this.#changed.set(key, contents.toText());
    return [...this.#changed].map(([key, value]) =>
      value === undefined ? { type: 'del', key } : { type: 'put', key, value },
    );
  }

  #bear(ref: EntryRef, { batch, maker, serials }: UnitSetRecord): void {
    const size = countOf(serials);
    this.#changed.set(at.set(ref), JSON.stringify([batch, maker, size, 0]));
    this.#changed.set(at.loose(maker, batch, ref), '');
    this.#count(maker, batch, [size, 0]);
  }

  /** It never was; nothing of it has left. */
  #unbear(ref: EntryRef): void {
    const known = this.#get(at.set(ref));
    if (known === undefined) return;
    const [batch, maker, size] = JSON.parse(known) as [string, string, number];
    this.#changed.set(at.set(ref), undefined);
    this.#changed.set(at.loose(maker, batch, ref), undefined);
    this.#count(maker, batch, [-size, 0]);
  }

  #take(ref: EntryRef, taken: number): void {
    const known = this.#get(at.set(ref));
    if (known === undefined) return;
    const [batch, maker, size, before] = JSON.parse(known) as [string, string, number, number];
    this.#changed.set(at.set(ref), JSON.stringify([batch, maker, size, taken]));
    this.#changed.set(at.loose(maker, batch, ref), taken < size ? '' : undefined);
    this.#count(maker, batch, [before - taken, 0]);
  }

  #fill(ref: EntryRef, page: ContentsRecord): void {
    const { pages } = this.#contentsOf(at.inside(page));
    this.#pages.set(ref, page);
    if (page.undone === undefined) pages.add(ref);
    else pages.delete(ref);
  }

  /** All that is inside is with whoever opened it; what came out is remembered as long as that may be declared wrong. */
  #open({ container, use, holder, before }: ContainerRecord): void {
    const contents = this.#contentsOf(at.inside({ container, use }));
    if (contents.out === undefined) {
      contents.out = [...contents.items];
      for (const [path, batch] of contents.out) this.#move(path, batch, { holder });
      for (const [path, batch] of this.#listed(contents)) {
        // To others something has happened since: their records told where they went.
        if (this.#get(at.listed(path)) === undefined) this.#move(path, batch, { holder });
      }
    }
    if (before?.lots === undefined) contents.clear();
  }

  /** It never was opened, and nothing has happened since to any of what came out. */
  #close({ container, use }: ContainerRecord): void {
    const contents = this.#contentsOf(at.inside({ container, use }));
    if (contents.out === undefined) return;
    for (const [path, batch] of contents.out) this.#move(path, batch, { container, use });
    contents.out = undefined;
    for (const [path] of this.#listed(contents)) {
      if (this.#own.has(path) || this.stored(at.state(keys.unit(path))) !== undefined) continue;
      this.#leave(path);
      this.#changed.set(at.listed(path), undefined);
    }
  }

  /** What its pages list, with the batch. */
  *#listed({ pages }: Contents): Generator<readonly [path: string, batch: string]> {
    for (const ref of pages) {
      for (const { batch, product, serials } of this.#page(ref).units) {
        for (const serial of eachOf(serials)) yield [unitPath(product, serial), batch];
      }
    }
  }

  #moveUnit(record: UnitRecord): void {
    this.#own.add(record.unit);
    this.#move(record.unit, record.batch, placeOfUnit(record));
  }

  /** Of a container there is no batch: `''`. */
  #move(path: string, batch: string, place: Place): void {
    this.#leave(path);
    if (place === undefined) {
      this.#changed.set(at.listed(path), '');
    } else if ('container' in place) {
      const key = at.inside(place);
      this.#contentsOf(key).items.set(path, batch);
      this.#changed.set(at.listed(path), key);
    } else {
      const { holder, attached } = place;
      const key = batch === '' ? at.container(holder, path) : at.unit(holder, batch, path);
      this.#changed.set(key, attached ?? '');
      this.#changed.set(at.listed(path), key);
      if (batch !== '') this.#count(holder, batch, attached === undefined ? [1, 0] : [0, 1]);
    }
  }

  #leave(path: string): void {
    const key = this.#get(at.listed(path)) ?? '';
    const [kind, holder = '', batch = ''] = key.split('|');
    if (kind === 'q') this.#contentsOf(key).items.delete(path);
    if (kind === 'u') this.#count(holder, batch, this.#get(key) === '' ? [-1, 0] : [0, -1]);
    if (kind === 'u' || kind === 'c') this.#changed.set(key, undefined);
  }

  #count(holder: string, batch: string, [free, attached]: readonly [number, number]): void {
    const key = at.count(holder, batch);
    const before = JSON.parse(this.#get(key) ?? '[0,0]') as [number, number];
    const after = [before[0] + free, before[1] + attached];
    this.#changed.set(key, after.some((each) => each !== 0) ? JSON.stringify(after) : undefined);
  }

  #contentsOf(key: string): Contents {
    const known = this.#contents.get(key) ?? Contents.read(this.stored(key));
    this.#contents.set(key, known);
    return known;
  }

  #page(ref: EntryRef): ContentsRecord {
    const stored = (): string => this.stored(at.state(contentsKey(ref))) ?? '{}';
    return this.#pages.get(ref) ?? (JSON.parse(stored()) as ContentsRecord);
  }

  #get(key: string): string | undefined {
    return this.#changed.has(key) ? this.#changed.get(key) : this.stored(key);
  }
}

/** Of a key that ends in document and entry. */
function refOf(key: string): EntryRef {
  const [, document = '', entry = ''] = key.split('/');
  return entryRef(document, Number(entry));
}

function ones(bits: string): number {
  let count = 0;
  for (let byte of fromBase64url(bits)) for (; byte !== 0; byte &= byte - 1) count++;
  return count;
}
