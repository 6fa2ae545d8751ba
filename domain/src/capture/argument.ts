import { fromUtf8 } from '../bytes.js';
import { TraceError } from '../error/trace-error.js';

/** Zlib data (RFC 1950) unpacked, handed in as hashing is. Throws where they are damaged or more than `most` bytes. */
export type Inflate = (packed: Uint8Array, most: number) => Uint8Array;

/** What a packed argument may hold, so that a few bytes can't fill an endorser's memory. */
const MOST_BYTES = 32 * 1024 * 1024;
/** The first byte of zlib data with the usual window (RFC 1950 §2.2). No JSON begins with it. */
const ZLIB = 0x78;

/**
 * The JSON of a capture's argument: as UTF-8 bytes, or these packed by zlib. Documents resemble each other; of a bundle
 * a sixth is left, and the network copies and hashes an argument some twenty times. Throws CAPTURE_INVALID, BAD_ENCODING.
 */
export function captureJson(argument: Uint8Array, inflate: Inflate): string {
  return fromUtf8(argument[0] === ZLIB ? unpacked(argument, inflate) : argument);
}

function unpacked(argument: Uint8Array, inflate: Inflate): Uint8Array {
  try {
    return inflate(argument, MOST_BYTES);
  } catch {
    // What zlib says differs between its versions, and every endorser must answer alike.
    throw new TraceError('CAPTURE_INVALID', { expected: `zlib (RFC 1950), at most ${MOST_BYTES} bytes` });
  }
}
