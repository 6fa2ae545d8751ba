import { createHash } from 'node:crypto';
import type { Hash } from '@suyuan/domain';

/** SHA-256 by Node's own OpenSSL: some ten times faster than the portable one. */
export const nodeHash: Hash = (bytes) => new Uint8Array(createHash('sha256').update(bytes).digest());
