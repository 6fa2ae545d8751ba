import { base64url, fromBase64url } from '../bytes.js';
import type { Scene } from '../capture/context.js';
import type { EntryRef } from '../state/keys.js';
import type { TakenRecord } from '../state/unit-records.js';
import { takenKey } from './entry-keys.js';

/** A member of a set, by its place there. */
export interface Member {
  readonly set: EntryRef;
  readonly index: number;
}

export function isTaken(record: TakenRecord | undefined, index: number): boolean {
  if (record === undefined) return false;
  return ((fromBase64url(record.bits)[index >> 3] ?? 0) & (0x80 >> (index & 7))) !== 0;
}

/** Whether none of its set has left. */
export function isWhole(record: TakenRecord | undefined): boolean {
  return record === undefined || fromBase64url(record.bits).every((byte) => byte === 0);
}

/** From now on these are not in their maker's loose stock: one write a set. */
export function take(members: readonly Member[], scene: Scene): void {
  mark(members, (byte, bit) => byte | bit, scene);
}

/** They never left it. */
export function release(members: readonly Member[], scene: Scene): void {
  mark(members, (byte, bit) => byte & ~bit, scene);
}

function mark(members: readonly Member[], change: (byte: number, bit: number) => number, { state, ref }: Scene): void {
  const bySet = new Map<EntryRef, number[]>();
  for (const { set, index } of members) {
    const indices = bySet.get(set) ?? [];
    indices.push(index);
    bySet.set(set, indices);
  }
  for (const [set, indices] of bySet) {
    const key = takenKey(set);
    const before = fromBase64url(state.get(key)?.bits ?? '');
    const size = Math.max(before.length, (Math.max(...indices) >> 3) + 1);
    const bits = new Uint8Array(size);
    bits.set(before);
    for (const index of indices) bits[index >> 3] = change(bits[index >> 3] ?? 0, 0x80 >> (index & 7));
    state.put(key, { v: 1, bits: base64url(bits), last: ref });
  }
}
