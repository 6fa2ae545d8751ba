import { hash } from 'node:crypto';
import type { Hash } from '@suyuan/domain';

/** SHA-256 in one call: half the time of a hash object. */
export const sha256: Hash = (bytes) => hash('sha256', bytes, 'buffer');
