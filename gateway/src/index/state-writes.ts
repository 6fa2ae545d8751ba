import type { Transaction } from '@suyuan/block';
import {
  CANONICAL_STEM,
  entryRef,
  keys,
  readEntryRef,
  unitSetKey,
  type CertificateRecord,
  type EntryRef,
  type HoldingRecord,
  type MovedRecord,
  type PendingRecord,
  type ShipmentRecord,
  type UnitSetRecord,
} from '@suyuan/domain';
import { at, type Direction } from './layout.js';
import type { Operation } from './operation.js';
import type { Written } from './subjects.js';

/** What one transaction wrote into the contract's state, by key, as JSON bytes. */
export class WrittenState implements Written {
  readonly values = new Map<string, Buffer>();
  readonly #made = new Map<string, string[]>();

  /** An entry made this record about an item, or was the last to change it. */
  credit(ref: EntryRef, item: string, key: string): void {
    const name = `${ref} ${item}`;
    const keys = this.#made.get(name);
    if (keys === undefined) this.#made.set(name, [key]);
    else keys.push(key);
  }

  /** Keys of what an entry made of an item. */
  made(ref: EntryRef, item: string): readonly string[] {
    return this.#made.get(`${ref} ${item}`) ?? [];
  }

  shipment(ref: EntryRef): ShipmentRecord | undefined {
    const { document, entry } = readEntryRef(ref);
    return this.#read(keys.shipment(document, entry)) as ShipmentRecord | undefined;
  }

  certificate(issuer: string, number: string): CertificateRecord | undefined {
    return this.#read(keys.certificate(issuer, number)) as CertificateRecord | undefined;
  }

  unitSet(ref: EntryRef): UnitSetRecord | undefined {
    return this.#read(unitSetKey(ref)) as UnitSetRecord | undefined;
  }

  moved(ref: EntryRef): MovedRecord | undefined {
    const { document, entry } = readEntryRef(ref);
    return this.#read(keys.moved(document, entry)) as MovedRecord | undefined;
  }

  pending(ref: EntryRef): PendingRecord | undefined {
    const { document, entry } = readEntryRef(ref);
    return this.#read(keys.pending(document, entry)) as PendingRecord | undefined;
  }

  #read(key: string): unknown {
    const value = this.values.get(key);
    return value && read(value);
  }
}

/** Marks that only keep things from counting twice: nobody reads them here. */
const UNREAD = ['event/', 'document/'] as const;

/** State as it stands after the transaction, and the lists that lead to it. */
export function applyWrites(tx: Transaction, namespace: string, operations: Operation[]): WrittenState {
  const written = new WrittenState();
  for (const { namespace: name, writes } of tx.sets) {
    if (name !== namespace) continue;
    for (const { key, value } of writes) {
      if (UNREAD.some((prefix) => key.startsWith(prefix))) continue;
      if (value === undefined) operations.push({ type: 'del', key: at.state(key) });
      else {
        written.values.set(key, value);
        operations.push({ type: 'put', key: at.state(key), value });
        list(key, value, written, operations);
      }
    }
  }
  return written;
}

function list(key: string, value: Buffer, written: WrittenState, operations: Operation[]): void {
  const slash = key.indexOf('/');
  const rest = key.slice(slash + 1);
  const put = (name: string) => operations.push({ type: 'put', key: name, value: '' });
  const remove = (name: string) => operations.push({ type: 'del', key: name });
  switch (key.slice(0, slash)) {
    case 'holding': {
      const [participant, lot] = [rest.slice(0, rest.indexOf('/')), rest.slice(rest.indexOf('/') + 1)];
      const { quantity, last } = read(value) as HoldingRecord;
      (quantity === '0' ? remove : put)(at.held(participant, lot));
      written.credit(last, lot, key);
      return;
    }
    case 'shipment': {
      const shipment = read(value) as ShipmentRecord;
      const [document = '', entry = ''] = rest.split('/');
      listShipment(entryRef(document, Number(entry)), shipment, put, remove);
      const { lines, within = [], by } = shipment;
      for (const lot of new Set([...lines.map((line) => line.lot), ...within])) written.credit(by, lot, key);
      return;
    }
    case 'pending': {
      const { participant, by, status } = read(value) as PendingRecord;
      (status === 'pending' ? put : remove)(at.awaited(participant, by));
      return;
    }
    case 'certificate': {
      const { lots, by } = read(value) as CertificateRecord;
      for (const lot of lots) written.credit(by, lotPath(lot), key);
      return;
    }
  }
}

/** A shipment is in transit once, and then closed for good: only that one list is ever left. */
function listShipment(
  ref: EntryRef,
  { from, to, shipped, status }: ShipmentRecord,
  put: (key: string) => unknown,
  remove: (key: string) => unknown,
): void {
  const ends: readonly (readonly [string, Direction])[] = [
    [from, 'out'],
    [to, 'in'],
  ];
  for (const [party, way] of ends) {
    put(at.delivery(party, way, 'any', shipped, ref));
    put(at.delivery(party, way, status, shipped, ref));
    if (status !== 'in_transit') remove(at.delivery(party, way, 'in_transit', shipped, ref));
  }
}

/** A lot is named by its path or its canonical URI. */
export function lotPath(lot: string): string {
  return lot.startsWith(CANONICAL_STEM) ? lot.slice(CANONICAL_STEM.length) : lot;
}

/** The contract wrote it, with sorted keys and `v`. */
function read(value: Buffer): unknown {
  return JSON.parse(value.toString());
}
