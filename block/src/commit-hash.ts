import { sha256 } from './hash.js';
import { bytesSize, elementSize, FlatWriter, uintSize } from './flat.js';
import { sortUtf8, type Version } from './rwset.js';
import { varints } from './wire.js';

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
  const sorted = inOrder(updates);
  const versions = new Map<Version, Buffer>();
  let namespace = '';
  let size = 0;
  const sized = sorted.map((update) => {
    const { key, value = NONE, version } = update;
    // Named at its first key only.
    const named = update.namespace === namespace ? '' : update.namespace;
    namespace = update.namespace;
    // Writes of one transaction share their version.
    let place = versions.get(version);
    if (!place) versions.set(version, (place = Buffer.concat([ordered(version.block), ordered(version.tx)])));
    const [nameSize, keySize] = [Buffer.byteLength(named), Buffer.byteLength(key)];
    const deleted = update.value === undefined;
    const inner =
      bytesSize(nameSize) +
      bytesSize(keySize) +
      uintSize(deleted ? 1 : 0) +
      bytesSize(value.length) +
      bytesSize(place.length);
    size += elementSize(inner);
    return { named, nameSize, key, keySize, deleted, value, place, inner };
  });
  const flat = new FlatWriter(size);
  for (const { named, nameSize, key, keySize, deleted, value, place, inner } of sized) {
    flat.element(1, inner).string(1, named, nameSize).string(3, key, keySize);
    flat.bool(4, deleted).bytes(5, value).bytes(6, place);
  }
  return flat.finish();
}

/** By namespace and key. The channel's configuration is kept in the empty namespace, and is no part of the hash. */
function inOrder(updates: readonly Update[]): Update[] {
  const namespaces = new Map<string, Map<string, Update>>();
  for (const update of updates) {
    if (update.namespace === '') continue;
    let keys = namespaces.get(update.namespace);
    if (!keys) namespaces.set(update.namespace, (keys = new Map<string, Update>()));
    keys.set(update.key, update);
  }
  return sortUtf8([...namespaces.keys()]).flatMap((namespace) => {
    const keys = namespaces.get(namespace) ?? new Map<string, Update>();
    return sortUtf8([...keys.keys()]).flatMap((key) => keys.get(key) ?? []);
  });
}

/** Length, then the number's significant bytes, big-endian. */
function ordered(number: number): Buffer {
  if (number === 0) return Buffer.of(0);
  const hex = number.toString(16);
  const digits = Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex');
  return Buffer.concat([Buffer.of(digits.length), digits]);
}
