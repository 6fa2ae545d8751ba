import { stat } from 'node:fs/promises';
import { createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import {
  formatKeyId,
  fromBase64url,
  parseCreditCode,
  parseJson,
  parseJwk,
  Shape,
  thumbprint,
  TraceError,
  utf8,
  type PublicJwk,
} from '@suyuan/domain';
import { readText, writeNew } from './files.js';
import { nodeHash } from './hash.js';
import { exportScalar, generateKey } from '../keys/web-key.js';
import type { Signer } from '../keys/signer.js';

/** A key as it lies in its file, mode 0600. `d`, the private scalar, is never printed nor sent. */
export interface KeyFile {
  readonly participant: string;
  /** `<participant>:<thumbprint>` */
  readonly kid: string;
  readonly label?: string;
  /** ISO 8601, UTC. */
  readonly created: string;
  readonly jwk: PublicJwk;
  readonly d: string;
}

/**
 * Makes a key and its file, never over another one. Throws FILE_EXISTS, FILE_UNWRITABLE, IDENTIFIER_INVALID,
 * CHECK_DIGIT.
 */
export async function createKeyFile(path: string, participant: string, label?: string): Promise<KeyFile> {
  const key = await generateKey(parseCreditCode(participant), true);
  const file: KeyFile = {
    participant,
    kid: formatKeyId({ participant, thumbprint: thumbprint(key.jwk, nodeHash) }),
    ...(label === undefined ? undefined : { label }),
    created: `${new Date().toISOString().slice(0, 19)}Z`,
    jwk: key.jwk,
    d: await exportScalar(key),
  };
  await writeKeyFile(path, file);
  return file;
}

/** Puts a key into a file of its own, never over another one. Throws FILE_EXISTS, FILE_UNWRITABLE. */
export async function writeKeyFile(path: string, { participant, kid, label, created, jwk, d }: KeyFile): Promise<void> {
  const file: KeyFile = { participant, kid, ...(label === undefined ? undefined : { label }), created, jwk, d };
  await writeNew(path, `${JSON.stringify(file, null, 2)}\n`, 0o600);
}

/**
 * Reads a key file. Throws FILE_UNREADABLE; KEY_FILE_OPEN where anybody but its owner may read it;
 * KEY_FILE_INVALID where it is none, or where its parts are not of one key.
 */
export async function readKeyFile(path: string): Promise<KeyFile> {
  const text = await readPrivate(path);
  try {
    return parseKeyFile(text);
  } catch (error) {
    const reason = error instanceof TraceError ? error.code : 'not a key';
    throw new TraceError('KEY_FILE_INVALID', { file: path, reason });
  }
}

/** Node's own ECDSA, which is faster than WebCrypto where many documents are signed. Throws KEY_INVALID. */
export function fileSigner(file: KeyFile): Signer {
  const privateKey = scalarKey(file.jwk, file.d);
  return {
    kid: file.kid,
    participant: file.participant,
    thumbprint: thumbprint(file.jwk, nodeHash),
    jwk: file.jwk,
    sign: (bytes) =>
      Promise.resolve(new Uint8Array(sign('sha256', bytes, { key: privateKey, dsaEncoding: 'ieee-p1363' }))),
  };
}

function parseKeyFile(text: string): KeyFile {
  const shape = Shape.of(parseJson(text));
  const participant = parseCreditCode(shape.text('participant'));
  const kid = shape.text('kid');
  const label = shape.optionalText('label');
  const created = shape.text('created');
  const jwk = parseJwk(shape.shape('jwk'));
  const d = shape.text('d');
  shape.done();
  if (kid !== formatKeyId({ participant, thumbprint: thumbprint(jwk, nodeHash) }))
    throw new TraceError('KEY_ID_INVALID');
  scalarKey(jwk, d);
  return { participant, kid, ...(label === undefined ? undefined : { label }), created, jwk, d };
}

/** Node takes a scalar that is not the point's as it is: what it signs must verify. */
function scalarKey(jwk: PublicJwk, d: string): ReturnType<typeof createPrivateKey> {
  if (fromBase64url(d).length !== 32) throw new TraceError('KEY_INVALID', { expected: '32 bytes' });
  try {
    const key = createPrivateKey({ key: { ...jwk, d }, format: 'jwk' });
    const probe = utf8('suyuan');
    if (verify('sha256', probe, createPublicKey({ key: { ...jwk }, format: 'jwk' }), sign('sha256', probe, key)))
      return key;
  } catch {
    // Off the curve, or no scalar at all.
  }
  throw new TraceError('KEY_INVALID');
}

async function readPrivate(path: string): Promise<string> {
  const text = await readText(path);
  const { mode } = await stat(path);
  // Windows has no such modes and reports 0666 for everything.
  if (process.platform !== 'win32' && (mode & 0o077) !== 0) {
    throw new TraceError('KEY_FILE_OPEN', { file: path, mode: (mode & 0o777).toString(8).padStart(4, '0') });
  }
  return text;
}
