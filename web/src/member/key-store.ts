import { importKey, webSigner, type Signer, type WebKey } from '@suyuan/client';
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
