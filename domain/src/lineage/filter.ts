import { base64url, fromBase64url, utf8, type Hash } from '../bytes.js';

/** Bits of a filter (docs/ledger.md, Lineage). */
const BITS = 2048;

/**
 * Positions of one tag: k in B. H. Bloom, "Space/Time Trade-offs in Hash Coding with Allowable Errors", CACM 13 (1970) 7,
 * method 2. Of a filter of 50 tags one answer in ten thousand is a false yes, of 200 tags one in a hundred; a no never is.
 */
const POSITIONS = 4;

/**
 * The first eight bytes of SHA-256 over the tag's UTF-8: four numbers of 16 bits, big endian, each modulo 2,048 one
 * position. 2,048 divides 65,536, so all positions are alike.
 */
export type TagBits = Uint8Array;

export function tagBits(tag: string, hash: Hash): TagBits {
  return hash(utf8(tag)).subarray(0, 2 * POSITIONS);
}

/** A set of tags that may answer yes where it should say no, never the other way round. Bit p is 128 >> p % 8 of byte p / 8. */
export class LineageFilter {
  private constructor(readonly bytes: Uint8Array) {}

  static empty(): LineageFilter {
    return new LineageFilter(new Uint8Array(BITS / 8));
  }

  /** What `toString` wrote. */
  static read(text: string): LineageFilter {
    return new LineageFilter(fromBase64url(text));
  }

  add(bits: TagBits): void {
    for (const [byte, mask] of places(bits)) this.bytes[byte] = (this.bytes[byte] ?? 0) | mask;
  }

  /** False: the tag was never added, to this one nor to any that was joined. */
  has(bits: TagBits): boolean {
    return places(bits).every(([byte, mask]) => ((this.bytes[byte] ?? 0) & mask) !== 0);
  }

  join(other: LineageFilter): void {
    other.bytes.forEach((byte, i) => (this.bytes[i] = (this.bytes[i] ?? 0) | byte));
  }

  /** 342 characters of base64url. */
  toString(): string {
    return base64url(this.bytes);
  }
}

function places(bits: TagBits): (readonly [byte: number, mask: number])[] {
  const found: [number, number][] = [];
  for (let i = 0; i < POSITIONS; i++) {
    const position = (((bits[2 * i] ?? 0) << 8) | (bits[2 * i + 1] ?? 0)) % BITS;
    found.push([position >> 3, 0x80 >> (position & 7)]);
  }
  return found;
}
