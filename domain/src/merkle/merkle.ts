import { concat, equalBytes, type Hash } from '../bytes.js';

const LEAF = Uint8Array.of(0);
const NODE = Uint8Array.of(1);

/** RFC 9162 §2.1.1: HASH(0x00 || d). */
export function leafHash(data: Uint8Array, hash: Hash): Uint8Array {
  return hash(concat(LEAF, data));
}

/** RFC 9162 §2.1.1: HASH(0x01 || left || right). */
export function nodeHash(left: Uint8Array, right: Uint8Array, hash: Hash): Uint8Array {
  return hash(concat(NODE, left, right));
}

/**
 * The head of the tree over leaf hashes (RFC 9162 §2.1.1); an empty tree's is HASH(). Level by level: splitting at the
 * largest power of two below n is pairing neighbours, the last one of an odd level going up as it is.
 */
export function treeHead(leaves: readonly Uint8Array[], hash: Hash): Uint8Array {
  let level = leaves;
  while (level.length > 1) {
    const above: Uint8Array[] = [];
    for (let i = 0; i < level.length; i += 2) {
      const left = level[i] as Uint8Array;
      const right = level[i + 1];
      above.push(right === undefined ? left : nodeHash(left, right, hash));
    }
    level = above;
  }
  return level[0] ?? hash(new Uint8Array());
}

/** The inclusion path of leaf `index`, nearest sibling first (RFC 9162 §2.1.3.1). */
export function inclusionPath(leaves: readonly Uint8Array[], index: number, hash: Hash): Uint8Array[] {
  if (leaves.length <= 1) return [];
  const k = split(leaves.length);
  return index < k
    ? [...inclusionPath(leaves.slice(0, k), index, hash), treeHead(leaves.slice(k), hash)]
    : [...inclusionPath(leaves.slice(k), index - k, hash), treeHead(leaves.slice(0, k), hash)];
}

/** RFC 9162 §2.1.3.2, step by step. */
export function verifyInclusion(
  leaf: Uint8Array,
  index: number,
  size: number,
  path: readonly Uint8Array[],
  root: Uint8Array,
  hash: Hash,
): boolean {
  // 1. leaf_index >= tree_size: fail.
  if (index >= size) return false;
  let fn = index;
  let sn = size - 1;
  let r = leaf;
  for (const p of path) {
    // 4. sn is 0: stop and fail.
    if (sn === 0) return false;
    if (fn % 2 === 1 || fn === sn) {
      r = nodeHash(p, r, hash);
      while (fn % 2 === 0 && fn !== 0) {
        fn = Math.floor(fn / 2);
        sn = Math.floor(sn / 2);
      }
    } else {
      r = nodeHash(r, p, hash);
    }
    fn = Math.floor(fn / 2);
    sn = Math.floor(sn / 2);
  }
  // 5. sn is 0 and r is the root.
  return sn === 0 && equalBytes(r, root);
}

/** The largest power of two smaller than n. */
function split(n: number): number {
  let k = 1;
  while (k * 2 < n) k *= 2;
  return k;
}
