import { createHash } from 'node:crypto';

export function sha256(...parts: readonly Uint8Array[]): Buffer {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
}

function der(tag: number, content: Uint8Array): Buffer {
  const length = content.length;
  if (length < 0x80) return Buffer.concat([Buffer.of(tag, length), content]);
  const hex = length.toString(16);
  const digits = Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex');
  return Buffer.concat([Buffer.of(tag, 0x80 | digits.length), digits, content]);
}

/** DER of `SEQUENCE { number INTEGER, previousHash OCTET STRING, dataHash OCTET STRING }` (protoutil/blockutils.go). */
export function headerBytes(number: number, previousHash: Uint8Array, dataHash: Uint8Array): Buffer {
  const hex = number.toString(16);
  const digits = Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex');
  const integer = (digits[0] ?? 0) > 0x7f ? Buffer.concat([Buffer.of(0), digits]) : digits;
  return der(0x30, Buffer.concat([der(2, integer), der(4, previousHash), der(4, dataHash)]));
}

/** What the next block names as its previous hash, and what the genesis block is known by. */
export function headerHash(number: number, previousHash: Uint8Array, dataHash: Uint8Array): Buffer {
  return sha256(headerBytes(number, previousHash, dataHash));
}

/** SHA-256 of the envelopes one after the other, without lengths: their boundaries are not covered by it. */
export function dataHash(envelopes: readonly Uint8Array[]): Buffer {
  return sha256(...envelopes);
}

/** A transaction is named by its creator and a nonce, so nobody can take another's name (protoutil/proputils.go). */
export function transactionId(nonce: Uint8Array, creator: Uint8Array): string {
  return sha256(nonce, creator).toString('hex');
}
