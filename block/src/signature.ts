import { sign, verify, type KeyObject } from 'node:crypto';

/** Order of P-256, and half of it: Fabric takes no signature with a greater S (bccsp/utils/ecdsa.go). */
const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
const HALF = Buffer.from((ORDER >> 1n).toString(16).padStart(64, '0'), 'hex');

/** Where R and S lie in a DER signature `SEQUENCE { INTEGER r, INTEGER s }`, or undefined where it is none. */
function integers(der: Uint8Array): { r: Uint8Array; s: Uint8Array } | undefined {
  const rLength = der[3] ?? 0;
  const sLength = der[5 + rLength] ?? 0;
  const whole = der[0] === 0x30 && der[1] === der.length - 2 && der[2] === 2 && der[4 + rLength] === 2;
  if (!whole || rLength === 0 || sLength === 0 || der.length !== 6 + rLength + sLength) return undefined;
  return { r: der.subarray(4, 4 + rLength), s: der.subarray(6 + rLength) };
}

function isLow(s: Uint8Array): boolean {
  const digits = s[0] === 0 ? s.subarray(1) : s;
  return digits.length < 32 || (digits.length === 32 && Buffer.compare(digits, HALF) <= 0);
}

export function isLowS(der: Uint8Array): boolean {
  const parts = integers(der);
  return parts !== undefined && isLow(parts.s);
}

/** The same P-256 signature with the lesser of S and −S, the only one that Fabric accepts. */
export function toLowS(der: Uint8Array): Buffer {
  const parts = integers(der);
  if (!parts || isLow(parts.s)) return Buffer.from(der);
  const low = ORDER - BigInt(`0x${Buffer.from(parts.s).toString('hex')}`);
  const hex = low.toString(16);
  const digits = Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex');
  const s = (digits[0] ?? 0) > 0x7f ? Buffer.concat([Buffer.of(0), digits]) : digits;
  const r = parts.r;
  return Buffer.concat([Buffer.of(0x30, 4 + r.length + s.length, 2, r.length), r, Buffer.of(2, s.length), s]);
}

/** ECDSA over SHA-256 of the bytes, DER, low S: every signature of Fabric's. */
export function signLowS(key: KeyObject, bytes: Uint8Array): Buffer {
  return toLowS(sign('sha256', bytes, key));
}

/** The same off the main thread: worth it from some ten kilobytes on, where hashing outweighs the thread's hop. */
export function signLowSAsync(key: KeyObject, bytes: Uint8Array): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    sign('sha256', bytes, key, (error, der) => {
      if (error) reject(error);
      else resolve(toLowS(der));
    });
  });
}

/** Off the main thread. A malformed signature and one with a high S are false, as for Fabric. */
export function verifySignature(key: KeyObject, bytes: Uint8Array, der: Uint8Array): Promise<boolean> {
  if (!isLowS(der)) return Promise.resolve(false);
  return new Promise((resolve) => {
    verify('sha256', bytes, key, der, (error, ok) => {
      resolve(!error && ok);
    });
  });
}

/** As `verifySignature`, on this thread. */
export function verifySignatureSync(key: KeyObject, bytes: Uint8Array, der: Uint8Array): boolean {
  return isLowS(der) && verify('sha256', bytes, key, der);
}
