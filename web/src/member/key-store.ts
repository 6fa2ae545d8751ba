import {
  exportScalar,
  generateKey,
  importKey,
  openKey,
  sealKey,
  webSigner,
  type Signer,
  type WebKey,
} from '@suyuan/client';
import { isObject, parseCreditCode, parseJson, parseJwk, Shape, TraceError } from '@suyuan/domain';

/** A key as this browser keeps it. The private half is a handle that cannot be read out. */
export interface StoredKey extends WebKey {
  readonly kid: string;
  readonly label: string;
  /** Milliseconds. */
  readonly created: number;
}

const DATABASE = 'suyuan';
const STORE = 'keys';

export async function listKeys(): Promise<readonly StoredKey[]> {
  const keys = await inStore('readonly', (store) => store.getAll() as IDBRequest<StoredKey[]>);
  return keys.sort((a, b) => b.created - a.created);
}

export async function keepKey(key: StoredKey): Promise<void> {
  await inStore('readwrite', (store) => store.put(key));
}

export async function forgetKey(kid: string): Promise<void> {
  await inStore('readwrite', (store) => store.delete(kid));
}

export function stored(key: WebKey, label: string): StoredKey {
  return { ...key, kid: webSigner(key).kid, label, created: Date.now() };
}

export function signerOf(key: StoredKey): Signer {
  return webSigner(key);
}

/** A file written by `suyuan keys new`. Throws KEY_FILE_INVALID and what its parts throw. */
export async function readKeyFile(text: string): Promise<StoredKey> {
  const value = parseJson(text);
  if (!isObject(value)) throw new TraceError('KEY_INVALID');
  const { participant, label, jwk, d } = value;
  if (typeof participant !== 'string' || typeof d !== 'string') throw new TraceError('KEY_INVALID');
  const key = await importKey(parseCreditCode(participant), parseJwk(Shape.of(jwk, 'jwk')), d);
  return stored(key, typeof label === 'string' ? label : '');
}

/** A new key, and its backup where there is a passphrase: only while it is made can it be read at all. */
export async function makeKey(
  participant: string,
  label: string,
  passphrase: string,
): Promise<{ readonly key: StoredKey; readonly backup?: string }> {
  if (passphrase === '') return { key: stored(await generateKey(participant), label) };
  const readable = await generateKey(participant, true);
  const [jwk, d] = [readable.jwk, await exportScalar(readable)];
  const key = stored(await importKey(participant, jwk, d), label);
  const created = `${new Date(key.created).toISOString().slice(0, 19)}Z`;
  return { key, backup: await sealKey({ participant, label, created, jwk, d }, passphrase) };
}

/** A backup, of this page or of `suyuan keys export`. Throws what openKey throws. */
export async function restoreKey(text: string, passphrase: string): Promise<StoredKey> {
  const { participant, label = '', jwk, d } = await openKey(text, passphrase);
  return stored(await importKey(participant, jwk, d), label);
}

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: 'kid' });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('IndexedDB'));
  });
}

async function inStore<T>(mode: IDBTransactionMode, act: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const database = await open();
  try {
    return await new Promise<T>((resolve, reject) => {
      const transaction = database.transaction(STORE, mode);
      const request = act(transaction.objectStore(STORE));
      // A key counts as kept once its transaction is on disk, not when the request was taken.
      transaction.oncomplete = () => resolve(request.result);
      transaction.onabort = () => reject(transaction.error ?? new Error('IndexedDB'));
      transaction.onerror = () => reject(transaction.error ?? new Error('IndexedDB'));
    });
  } finally {
    database.close();
  }
}
