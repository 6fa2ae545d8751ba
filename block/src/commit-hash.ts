import { sha256 } from './hash.js';
import { byUtf8, type Version } from './rwset.js';
import { varints, Writer } from './wire.js';

const NONE: Buffer = Buffer.alloc(0);

/** One key's last write in a block. */
export interface Update {
  readonly namespace: string;
  readonly key: string;
  /** Absent for a deletion. */
  readonly value?: Uint8Array;
  readonly version: Version;
}

/**
 * The hash by which peers compare what a block did to their states, chained from block to block (kv_ledger.go): SHA-256
 * of count of codes ‖ codes ‖ updates sorted by namespace and key ‖ the hash before. The genesis block has none.
 */
export function commitHash(codes: Uint8Array, updates: readonly Update[], previous: Uint8Array): Buffer {
  return sha256(varints(codes.length), codes, updateBytes(updates), previous);
}

function updateBytes(updates: readonly Update[]): Buffer {
  const sorted = [...updates].sort((a, b) => byUtf8(a.namespace, b.namespace) || byUtf8(a.key, b.key));
  const all = new Writer();
  let namespace = '';
  // Writes of one transaction share their version.
  let version: Version | undefined;
  let versionBytes = NONE;
  for (const update of sorted) {
    // The channel's configuration is kept in the empty namespace, and is no part of the hash.
    if (update.namespace === '') continue;
    if (update.version !== version) {
      version = update.version;
      versionBytes = Buffer.concat([ordered(version.block), ordered(version.tx)]);
    }
    all.element(
      1,
      new Writer()
        // Named at its first key only.
        .string(1, update.namespace === namespace ? '' : update.namespace)
        .string(3, update.key)
        .bool(4, update.value === undefined)
        .bytes(5, update.value ?? NONE)
        .bytes(6, versionBytes),
    );
    namespace = update.namespace;
  }
  return all.finish();
}

/** Length, then the number's significant bytes, big-endian. */
function ordered(number: number): Buffer {
  if (number === 0) return Buffer.of(0);
  const hex = number.toString(16);
  const digits = Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex');
  return Buffer.concat([Buffer.of(digits.length), digits]);
}
