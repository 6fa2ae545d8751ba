import type { Response, Timestamp, Version } from '@suyuan/block';

/**
 * Many byte strings in one buffer of its own, which goes to another thread without being copied. (Cloned one by one each
 * would take along the whole pool that it was cut from.)
 */
export interface Packed {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Of each in turn; -1 is undefined. */
  readonly lengths: readonly number[];
}

/** A run to begin. */
export interface Run {
  readonly kind: 'run';
  readonly run: number;
  readonly channel: string;
  readonly namespace: string;
  readonly txId: string;
  readonly timestamp: Timestamp;
  readonly mspid: string;
  /** Names of the transient values. */
  readonly transient: readonly string[];
  /** The creator's certificate, the transient values, the arguments. */
  readonly packed: Packed;
}

/** What a thread asked for, under its number: values of keys, or the next rows of a range, whose names stand beside. */
export interface Answer {
  readonly kind: 'answer';
  readonly ask: number;
  readonly packed: Packed;
  readonly rows: readonly RowName[];
  /** Whether nothing follows. */
  readonly done: boolean;
}

/** It cannot be had: the disk fails, or a key is none. */
export interface Refusal {
  readonly kind: 'refusal';
  readonly ask: number;
  readonly message: string;
}

export interface RowName {
  readonly key: string;
  readonly version: Version;
}

/** What the thread of the contracts is told. */
export type ToThread = Run | Answer | Refusal;

/** What a run wants to know of state: the values of keys, or the next rows of its so manieth walk over a range. */
export type Wish =
  | { readonly kind: 'read'; readonly keys: readonly string[] }
  | { readonly kind: 'walk'; readonly walk: number; readonly start: string; readonly end: string };

export interface Question {
  readonly kind: 'question';
  readonly run: number;
  readonly ask: number;
  readonly wish: Wish;
}

/** How a run ended, and all that it wrote. */
export interface Done {
  readonly kind: 'done';
  readonly run: number;
  readonly response: Pick<Response, 'status' | 'message'>;
  readonly event?: string;
  readonly walks: readonly Walked[];
  /** Keys written or, where their value is undefined, deleted. */
  readonly keys: readonly string[];
  /** The response's payload, the event's, the values written. */
  readonly packed: Packed;
}

/** A walk over a range, as it is validated when the transaction commits. */
export interface Walked {
  readonly start: string;
  readonly end: string;
  readonly exhausted: boolean;
  readonly reads: readonly RowName[];
}

/** What that thread tells. */
export type FromThread =
  | { readonly kind: 'ready'; readonly contracts: number; readonly version: string }
  | Question
  | Done
  | { readonly kind: 'failed'; readonly run: number; readonly message: string }
  | { readonly kind: 'log'; readonly text: string };

export function pack(parts: readonly (Uint8Array | undefined)[]): Packed {
  const lengths = parts.map((part) => part?.length ?? -1);
  const bytes = Buffer.allocUnsafeSlow(lengths.reduce((sum, length) => sum + Math.max(0, length), 0));
  let offset = 0;
  for (const part of parts) {
    if (part === undefined) continue;
    bytes.set(part, offset);
    offset += part.length;
  }
  return { bytes, lengths };
}

/** Views of the one buffer: who keeps one keeps them all. */
export function unpack({ bytes, lengths }: Packed): (Buffer | undefined)[] {
  let offset = 0;
  return lengths.map((length) => {
    if (length < 0) return undefined;
    offset += length;
    // What is sent as a Buffer arrives as a plain array of bytes.
    return Buffer.from(bytes.buffer, bytes.byteOffset + offset - length, length);
  });
}

/** What a run of a contract came to, besides its reads and writes. */
export interface Ran {
  readonly response: Response;
  readonly event: { readonly name: string; readonly payload: Buffer } | undefined;
}
