import { sha256 as noble } from '@noble/hashes/sha2.js';
import type { Hash } from '@suyuan/domain';

/** SHA-256 that runs anywhere, without waiting: pages on plain HTTP have no WebCrypto. */
export const sha256: Hash = (bytes) => noble(bytes);
