import {
  base64url,
  formatKeyId,
  fromBase64url,
  isObject,
  parseCreditCode,
  parseJson,
  parseJwk,
  Shape,
  stringifySorted,
  thumbprint,
  TraceError,
  utf8,
  type PublicJwk,
} from '@suyuan/domain';
import { sha256 } from './hash.js';
import { verifySignature } from './verify-signature.js';
import { importKey, webSigner } from './web-key.js';

/** A key with its private scalar `d` (base64url, 32 bytes) at hand. */
export interface BareKey {
  readonly participant: string;
  readonly label?: string;
  /** ISO 8601, UTC. */
  readonly created: string;
  readonly jwk: PublicJwk;
  readonly d: string;
}

/** What stands beside the encrypted scalar, and is authenticated with it (docs/key-backup.md). */
interface BackupHead {
  readonly format: typeof FORMAT;
  readonly v: 1;
  readonly participant: string;
  readonly kid: string;
  readonly label?: string;
  readonly created: string;
  readonly jwk: PublicJwk;
  readonly kdf: {
    readonly name: 'PBKDF2';
    readonly hash: 'SHA-256';
    readonly iterations: number;
    readonly salt: string;
  };
  readonly cipher: { readonly name: 'AES-256-GCM'; readonly iv: string };
}

const FORMAT = 'suyuan-key-backup';
/** OWASP Password Storage Cheat Sheet (2023) for PBKDF2-HMAC-SHA256. */
const ITERATIONS = 600_000;
/** What a file may ask for: neither so few that they are guessed, nor so many that a page stands still. */
const ALLOWED = { least: 100_000, most: 10_000_000 } as const;
const SALT = 16;
const IV = 12;
/** A scalar and the tag of GCM, bytes. */
const SEALED = 32 + 16;
/** Characters of a passphrase, at least. */
export const PASSPHRASE_LENGTH = 12;

/**
 * The key encrypted with a passphrase, as the JSON text of a file. Every call has a salt and an IV of its own. Throws
 * PASSPHRASE_SHORT, KEY_INVALID, CRYPTO_MISSING.
 */
export async function sealKey(key: BareKey, passphrase: string, iterations = ITERATIONS): Promise<string> {
  if (passphrase.length < PASSPHRASE_LENGTH) throw new TraceError('PASSPHRASE_SHORT', { least: PASSPHRASE_LENGTH });
  await requireMatch(key);
  const { participant, label, created, jwk, d } = key;
  const head: BackupHead = {
    ...{ format: FORMAT, v: 1, participant, kid: kidOf(participant, jwk), created, jwk },
    ...(label === undefined || label === '' ? undefined : { label }),
    kdf: { name: 'PBKDF2', hash: 'SHA-256', iterations, salt: base64url(random(SALT)) },
    cipher: { name: 'AES-256-GCM', iv: base64url(random(IV)) },
  };
  const secret = await cipherKey(passphrase, head, 'encrypt');
  const sealed = await subtle().encrypt(gcm(head), secret, new Uint8Array(fromBase64url(d)));
  return `${JSON.stringify({ ...head, d: base64url(new Uint8Array(sealed)) }, null, 2)}\n`;
}

/** Whether a file is a backup (or once was one): it needs a passphrase. */
export function isKeyBackup(text: string): boolean {
  return text.includes(`"${FORMAT}"`);
}

/**
 * The key of a backup. Throws KEY_BACKUP_INVALID with the reason where it is none, is cut off, is of another version or holds
 * another key than it says; KEY_BACKUP_LOCKED where the passphrase is wrong, or what it protects was altered, which nobody can
 * tell apart; CRYPTO_MISSING.
 */
export async function openKey(text: string, passphrase: string): Promise<BareKey & { readonly kid: string }> {
  const { head, sealed } = readBackup(text);
  const secret = await cipherKey(passphrase, head, 'decrypt');
  const d = await subtle()
    .decrypt(gcm(head), secret, new Uint8Array(sealed))
    .catch(() => {
      throw new TraceError('KEY_BACKUP_LOCKED');
    });
  const { participant, kid, label, created, jwk } = head;
  const key = { participant, kid, ...(label === undefined ? undefined : { label }), created, jwk };
  const bare = { ...key, d: base64url(new Uint8Array(d)) };
  await requireMatch(bare).catch(() => {
    throw new TraceError('KEY_BACKUP_INVALID', { reason: 'jwk, d' });
  });
  return bare;
}

function readBackup(text: string): { readonly head: BackupHead; readonly sealed: Uint8Array } {
  try {
    const value = parseJson(text);
    if (!isObject(value) || value['format'] !== FORMAT) throw invalid('format');
    const shape = Shape.of(value);
    shape.word('format', [FORMAT]);
    if (shape.integer('v') !== 1) throw invalid('v');
    const participant = parseCreditCode(shape.text('participant'));
    const kid = shape.text('kid');
    const label = shape.optionalText('label', 200);
    const created = shape.text('created', 40);
    const jwk = parseJwk(shape.shape('jwk'));
    if (kid !== kidOf(participant, jwk)) throw invalid('kid');
    const head: BackupHead = {
      ...{ format: FORMAT, v: 1, participant, kid, created, jwk },
      ...(label === undefined ? undefined : { label }),
      kdf: readKdf(shape.shape('kdf')),
      cipher: readCipher(shape.shape('cipher')),
    };
    const sealed = bytesOf(shape.text('d'), SEALED, 'd');
    shape.done();
    return { head, sealed };
  } catch (error) {
    if (error instanceof TraceError && error.code !== 'KEY_BACKUP_INVALID') throw invalid(error.code);
    throw error;
  }
}

function readKdf(shape: Shape): BackupHead['kdf'] {
  const name = shape.word('name', ['PBKDF2']);
  const hash = shape.word('hash', ['SHA-256']);
  const iterations = shape.integer('iterations');
  if (iterations < ALLOWED.least || iterations > ALLOWED.most) throw invalid('kdf.iterations');
  const salt = shape.text('salt');
  bytesOf(salt, SALT, 'kdf.salt');
  shape.done();
  return { name, hash, iterations, salt };
}

function readCipher(shape: Shape): BackupHead['cipher'] {
  const name = shape.word('name', ['AES-256-GCM']);
  const iv = shape.text('iv');
  bytesOf(iv, IV, 'cipher.iv');
  shape.done();
  return { name, iv };
}

function bytesOf(text: string, size: number, name: string): Uint8Array {
  const bytes = fromBase64url(text);
  if (bytes.length !== size) throw invalid(name);
  return bytes;
}

function invalid(reason: string): TraceError {
  return new TraceError('KEY_BACKUP_INVALID', { reason });
}

function gcm({ cipher, ...head }: BackupHead): AesGcmParams {
  // All that is not secret is authenticated: exactly these members, names sorted, without white space.
  const additionalData = new Uint8Array(
    utf8(stringifySorted({ ...head, jwk: { ...head.jwk }, cipher: { ...cipher } })),
  );
  return { name: 'AES-GCM', iv: new Uint8Array(fromBase64url(cipher.iv)), additionalData, tagLength: 128 };
}

async function cipherKey(passphrase: string, { kdf }: BackupHead, use: 'encrypt' | 'decrypt'): Promise<CryptoKey> {
  // Two keyboards may write the same letters differently: NFKC, as RFC 8265 §4.2 has it.
  const words = new Uint8Array(utf8(passphrase.normalize('NFKC')));
  const base = await subtle().importKey('raw', words, 'PBKDF2', false, ['deriveKey']);
  const { hash, iterations } = kdf;
  const derivation = { name: 'PBKDF2', hash, iterations, salt: new Uint8Array(fromBase64url(kdf.salt)) };
  return subtle().deriveKey(derivation, base, { name: 'AES-GCM', length: 256 }, false, [use]);
}

/** WebCrypto takes a scalar that is not the point's as it is: what it signs must verify. Throws KEY_INVALID. */
async function requireMatch({ participant, jwk, d }: BareKey): Promise<void> {
  const probe = utf8('suyuan');
  const signature = await webSigner(await importKey(participant, jwk, d)).sign(probe);
  if (!(await verifySignature(jwk, probe, signature))) throw new TraceError('KEY_INVALID');
}

function kidOf(participant: string, jwk: PublicJwk): string {
  return formatKeyId({ participant, thumbprint: thumbprint(jwk, sha256) });
}

function random(size: number): Uint8Array {
  return globalThis.crypto.getRandomValues(new Uint8Array(size));
}

function subtle(): SubtleCrypto {
  const { crypto } = globalThis as { crypto?: Partial<Crypto> };
  if (crypto?.subtle === undefined) throw new TraceError('CRYPTO_MISSING');
  return crypto.subtle;
}
